// Files that take long to make (smaller encodings of images, cards), cached by the digest of everything that they are made from.
// A cached file that can't be read back exactly must be made again; a file that can't be written stays in memory.

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../engine/graph/rule.ts';
import { type Disk, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';
import { digestOf, isDigest } from '../../text/digest.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { StatCache } from '../inputs/stat-cache.ts';

export interface GeneratedFiles {
  /** Makes the file unless it is cached; resolves to the digest of its content. Rejects as `make` does. */
  ensure(cacheKey: Digest, make: () => Promise<Uint8Array>): Promise<Digest>;
  /** The bytes of a file after `ensure`. Throws `DamagedFile` if they were damaged since: call `ensure` again. */
  bytesOf(cacheKey: Digest): Uint8Array;
  /** Removes the files of other cache keys, once there are more of them than of these. */
  prune(cacheKeys: ReadonlySet<Digest>): void;
  /** From now on `ensure` reads files of earlier runs before it relies on them. */
  verifyFiles(): void;
}

/** A cached file that can't be read back. It has been removed, so `ensure` makes it again. */
export class DamagedFile extends Error {}

export interface GeneratedFilesOptions {
  /** Absolute; null: nothing is left on disk. */
  readonly folder: string | null;
  /** Whether files of earlier runs are ignored. */
  readonly isFresh: boolean;
  readonly stats: StatCache;
  readonly disk?: Disk;
}

/** Node itself works with four threads; more images at a time would only fill memory. */
const maxConcurrent = Math.min(4, availableParallelism());
/** Far more than any of our images has. */
const maxBytes = 64 * 1024 * 1024;

export function openGeneratedFiles({ folder, isFresh, stats, disk = realDisk }: GeneratedFilesOptions): GeneratedFiles {
  /** By cache key, for files of this run. */
  const digests = new Map<Digest, Digest>();
  const inMemory = new Map<Digest, Uint8Array>();
  const pending = new Map<Digest, Promise<Digest>>();
  const limited = limitConcurrency(maxConcurrent);
  let isVerifying = false;

  /** A cache key may come from a cache, so only a digest becomes part of a path. */
  function fileOf(cacheKey: Digest): string | null {
    return folder === null || !isDigest(cacheKey) ? null : join(folder, cacheKey);
  }

  /** Digest of a file of an earlier run; null if there is none or it is damaged. */
  function cachedDigest(cacheKey: Digest): Digest | null {
    const file = fileOf(cacheKey);
    if (file === null || isFresh) return null;
    const trusted = isVerifying ? null : stats.digestOf(`made/${cacheKey}`, file);
    if (trusted !== null) return trusted;
    try {
      const signature = stats.signatureOf(file);
      const { digest } = unseal(readFile(disk, file, maxBytes));
      stats.record(`made/${cacheKey}`, signature, digest);
      return digest;
    } catch {
      return null;
    }
  }

  function store(cacheKey: Digest, bytes: Uint8Array): Digest {
    const file = fileOf(cacheKey);
    if (file === null || !tryWrite(disk, file, bytes)) inMemory.set(cacheKey, bytes);
    return digestOf(bytes);
  }

  function ensure(cacheKey: Digest, make: () => Promise<Uint8Array>): Promise<Digest> {
    const running = pending.get(cacheKey);
    if (running) return running;
    const found = digests.get(cacheKey) ?? cachedDigest(cacheKey);
    if (found !== null) {
      digests.set(cacheKey, found);
      return Promise.resolve(found);
    }
    const making = limited(make)
      .then((bytes) => {
        const digest = store(cacheKey, bytes);
        digests.set(cacheKey, digest);
        return digest;
      })
      .finally(() => pending.delete(cacheKey));
    pending.set(cacheKey, making);
    return making;
  }

  function bytesOf(cacheKey: Digest): Uint8Array {
    const bytes = inMemory.get(cacheKey);
    if (bytes) return bytes;
    const file = fileOf(cacheKey);
    try {
      if (file === null) throw new DamagedFile(cacheKey);
      const { digest, content } = unseal(readFile(disk, file, maxBytes));
      if (digest !== digests.get(cacheKey)) throw new DamagedFile(cacheKey);
      return content;
    } catch (cause) {
      // If one file is damaged others may be, too.
      verifyFiles();
      if (file !== null) tryRemove(disk, file);
      throw new DamagedFile(cacheKey, { cause });
    }
  }

  function prune(cacheKeys: ReadonlySet<Digest>): void {
    if (folder === null) return;
    try {
      const names = disk.list(folder).map((entry) => entry.name);
      const unused = names.filter((name) => !cacheKeys.has(name));
      if (unused.length <= cacheKeys.size) return;
      for (const name of unused.toSorted(byCodeUnit)) {
        digests.delete(name);
        tryRemove(disk, join(folder, name));
      }
    } catch {
      // The folder does not exist yet, or another process is pruning it; nothing depends on it.
    }
  }

  function verifyFiles(): void {
    isVerifying = true;
    digests.clear();
  }

  return { ensure, bytesOf, prune, verifyFiles };
}

/** Writes the whole file or nothing: other runs may be reading it, or making the same. */
function tryWrite(disk: Disk, file: string, bytes: Uint8Array): boolean {
  try {
    replaceFile(disk, file, seal([bytes]), { draft: `${file}.draft` });
    return true;
  } catch {
    return false;
  }
}

/** Runs that many at a time, the others in the order in which they came. */
function limitConcurrency(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
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
