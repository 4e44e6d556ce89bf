// Files that take long to make (smaller encodings of pictures, cards), kept under the digest of all that they are made from.
// Whatever can't be read back exactly is made again; what can't be written is held in memory. At most a few are made at a time.

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../engine/graph/rule.ts';
import { type Disk, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';
import { digestOf, isDigest } from '../../text/digest.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { StatCache } from '../inputs/stat-cache.ts';

export interface GeneratedFiles {
  /** Has the file made where it is not kept, and says what is in it. Rejects as `make` does. */
  need(cacheKey: Digest, make: () => Promise<Uint8Array>): Promise<Digest>;
  /** The bytes of a file that was needed before. Throws `DamagedFile` where they were spoiled since: to be needed again. */
  bytesOf(cacheKey: Digest): Uint8Array;
  /** Forgets files that these cacheKeys do not name, once they are more than those that are named. */
  prune(cacheKeys: ReadonlySet<Digest>): void;
  /** From now on files of earlier runs are read before they are said to be there. */
  distrust(): void;
}

/** A kept file that can't be read back. It is forgotten: whoever needs it again has it made again. */
export class DamagedFile extends Error {}

export interface GeneratedFilesOptions {
  /** Absolute; null: nothing is left on disk. */
  readonly folder: string | null;
  /** Whether nothing kept from earlier runs may be used. */
  readonly isFresh: boolean;
  readonly stats: StatCache;
  readonly disk?: Disk;
}

/** Node itself works with four threads; more pictures at a time would only fill memory. */
const atOnce = Math.min(4, availableParallelism());
/** Far more than any picture of ours has. */
const maxBytes = 64 * 1024 * 1024;

export function openGeneratedFiles({ folder, isFresh, stats, disk = realDisk }: GeneratedFilesOptions): GeneratedFiles {
  /** Of files that were needed in this run. */
  const known = new Map<Digest, Digest>();
  const held = new Map<Digest, Uint8Array>();
  const underWay = new Map<Digest, Promise<Digest>>();
  const inTurn = turns(atOnce);
  let isWary = false;

  /** A cacheKey may have been read from a cache: what is no digest is no name of a file. */
  function fileOf(cacheKey: Digest): string | null {
    return folder === null || !isDigest(cacheKey) ? null : join(folder, cacheKey);
  }

  /** Digest of a file of an earlier run, null where there is none or it is spoiled. */
  function kept(cacheKey: Digest): Digest | null {
    const file = fileOf(cacheKey);
    if (file === null || isFresh) return null;
    const trusted = isWary ? null : stats.digestOf(`made/${cacheKey}`, file);
    if (trusted !== null) return trusted;
    try {
      const signature = stats.signatureOf(file);
      const { digest } = unseal(readFile(disk, file, maxBytes));
      stats.note(`made/${cacheKey}`, signature, digest);
      return digest;
    } catch {
      return null;
    }
  }

  function keep(cacheKey: Digest, bytes: Uint8Array): Digest {
    const digest = digestOf(bytes);
    const file = fileOf(cacheKey);
    if (file === null || !isWritten(disk, file, bytes)) held.set(cacheKey, bytes);
    return digest;
  }

  function need(cacheKey: Digest, make: () => Promise<Uint8Array>): Promise<Digest> {
    const before = underWay.get(cacheKey);
    if (before) return before;
    const found = known.get(cacheKey) ?? kept(cacheKey);
    if (found !== null) {
      known.set(cacheKey, found);
      return Promise.resolve(found);
    }
    const making = inTurn(make)
      .then((bytes) => {
        const digest = keep(cacheKey, bytes);
        known.set(cacheKey, digest);
        return digest;
      })
      .finally(() => underWay.delete(cacheKey));
    underWay.set(cacheKey, making);
    return making;
  }

  function bytesOf(cacheKey: Digest): Uint8Array {
    const inMemory = held.get(cacheKey);
    if (inMemory) return inMemory;
    const file = fileOf(cacheKey);
    try {
      if (file === null) throw new DamagedFile(cacheKey);
      const { digest, content } = unseal(readFile(disk, file, maxBytes));
      if (digest !== known.get(cacheKey)) throw new DamagedFile(cacheKey);
      return content;
    } catch (cause) {
      // Where one is spoiled others may be: from now on all are read before they are said to be there.
      distrust();
      if (file !== null) tryRemove(disk, file);
      throw new DamagedFile(cacheKey, { cause });
    }
  }

  function prune(cacheKeys: ReadonlySet<Digest>): void {
    if (folder === null) return;
    try {
      const names = disk.list(folder).map((entry) => entry.name);
      const spare = names.filter((name) => !cacheKeys.has(name));
      if (spare.length <= cacheKeys.size) return;
      for (const name of spare.toSorted(byCodeUnit)) {
        known.delete(name);
        tryRemove(disk, join(folder, name));
      }
    } catch {
      // There is no such folder yet, or somebody else is tidying it; nothing depends on it.
    }
  }

  function distrust(): void {
    isWary = true;
    known.clear();
  }

  return { need, bytesOf, prune, distrust };
}

/** Whole or not at all: other runs may be reading it, or making the same. */
function isWritten(disk: Disk, file: string, bytes: Uint8Array): boolean {
  try {
    replaceFile(disk, file, seal([bytes]), { draft: `${file}.draft` });
    return true;
  } catch {
    return false;
  }
}

/** Runs so many at a time, the others in the order in which they came. */
function turns(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
