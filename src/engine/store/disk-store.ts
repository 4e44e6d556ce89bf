// A store that outlives the process: values in an append-only pack, traces beside it. Both are written by one process at a time;
// another that finds the store taken reads what is there and keeps what it makes to itself.
// Nothing here can make a build wrong: traces of another namespace are not read, and every value is checked by its digest.

import { join } from 'node:path';
import { type Disk, readWhole, realDisk, removeQuietly, writeWhole } from '../../system/disk.ts';
import { tryLock } from '../../system/file-lock.ts';
import type { Digest } from '../graph/rule.ts';
import { openPack, type Pack, reasonOf } from './pack.ts';
import type { Snapshot } from './snapshot.ts';
import { decodeSnapshot, encodeSnapshot, type SnapshotFile } from './snapshot-file.ts';
import { intact, type Store } from './store.ts';

export interface DiskStoreOptions {
  /** Absolute; made when there is something to write. */
  readonly folder: string;
  /** Whatever a value depends on besides its reads: code, libraries, Node. Traces of another namespace count for nothing. */
  readonly namespace: string;
  /** Whether to start from nothing, whatever is there. */
  readonly isFresh?: boolean;
  readonly disk?: Disk;
}

export interface DiskStore<N> extends Store<N> {
  /** Lets go of files and of the turn to write. */
  close(): void;
}

/** A pack is copied without its dead values when they are more than the living ones, and more than this. */
const slackBytes = 1024 * 1024;
const tracesName = 'traces';
/** More than any machine's memory would be spared for: some ten million pages. */
const maxTraces = 1024 * 1024 * 1024;

export function openDiskStore<N>(options: DiskStoreOptions): DiskStore<N> {
  const { folder, namespace, isFresh = false, disk = realDisk } = options;
  const { release, problem } = turnIn(folder, disk);
  const traces = isFresh ? null : readTraces<N>(folder, namespace, disk);
  let packName = traces?.pack ?? freshPack();
  let pack: Pack = openPack(join(folder, packName), traces?.packLength ?? 0, release !== null, disk);

  return {
    load: () => traces?.saved ?? null,
    save(saved) {
      if (release === null) return { offset: null, problem };
      const live = saved.length.reduce((sum, length) => sum + Math.max(0, length), 0);
      const kept = pack.length() > 2 * live + slackBytes ? compacted(saved) : saved;
      const offset = kept === saved ? null : kept.offset;
      return { offset, problem: pack.flush() ?? attempt(() => writeTraces(kept)) };
    },
    put: (content, digest) => pack.append(content, digest),
    has: (offset, length) => pack.has(offset, length),
    read: (address) => intact(pack.read(address), address.digest),
    close() {
      pack.close();
      release?.();
    },
  };

  /** Whole or not at all; then packs that the traces do not name are of no use to anybody. */
  function writeTraces(saved: Snapshot<N>): void {
    const pieces = encodeSnapshot({ namespace, pack: packName, packLength: pack.length(), saved });
    writeWhole(disk, join(folder, tracesName), pieces, { draft: join(folder, `${tracesName}.draft`) });
    for (const { name } of disk.list(folder)) {
      if (name.endsWith('.pack') && name !== packName) removeQuietly(disk, join(folder, name));
    }
  }

  /** Copies living values into a new pack, equal ones once; the old one stays until the traces that name the new one are written. */
  function compacted(saved: Snapshot<N>): Snapshot<N> {
    const name = freshPack();
    const next = openPack(join(folder, name), 0, true, disk);
    const copied = new Map<Digest, number>();
    const offset = saved.offset.slice();
    const length = saved.length.slice();
    for (const [row, size] of saved.length.entries()) {
      if (size < 0) continue;
      const digest = saved.digest.get(row);
      const known = copied.get(digest);
      const content =
        known === undefined ? intact(pack.read({ offset: offset[row] ?? 0, length: size, digest }), digest) : null;
      if (content) copied.set(digest, next.append(content, digest).offset);
      const place = copied.get(digest);
      // A damaged value is not worth keeping a place for.
      offset[row] = place ?? 0;
      if (place === undefined) length[row] = -1;
    }
    pack.close();
    pack = next;
    packName = name;
    return { ...saved, offset, length };
  }
}

/** The right to write; without it, why nobody can have it, or nothing where another process has it. */
function turnIn(
  folder: string,
  disk: Disk,
): { readonly release: (() => void) | null; readonly problem: string | null } {
  try {
    return { release: tryLock(join(folder, 'writer'), disk), problem: null };
  } catch (cause) {
    return { release: null, problem: reasonOf(cause) };
  }
}

function attempt(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (cause) {
    return reasonOf(cause);
  }
}

function freshPack(): string {
  return `values-${process.pid}-${Date.now().toString(36)}.pack`;
}

/** Anything but traces that this very tool wrote whole is no traces at all. */
function readTraces<N>(folder: string, namespace: string, disk: Disk): SnapshotFile<N> | null {
  try {
    const traces = decodeSnapshot<N>(readWhole(disk, join(folder, tracesName), maxTraces), namespace);
    return /^[\w-]+\.pack$/.test(traces.pack) ? traces : null;
  } catch {
    return null;
  }
}
