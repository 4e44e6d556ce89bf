// A store that outlives the process: values in an append-only pack, and a snapshot of the last build. One process at a time writes both;
// another process reads what is there and stores its own values in memory.
// It must never make a build wrong: snapshots of another namespace are rejected, and every value is checked by its digest.

import { join } from 'node:path';
import { type Disk, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { lockHolder, tryLock } from '../../system/file-lock.ts';
import type { Digest } from '../graph/rule.ts';
import { openPack, type Pack, reasonOf } from './pack.ts';
import type { Snapshot } from './snapshot.ts';
import { decodeSnapshot, encodeSnapshot, type SnapshotFile } from './snapshot-file.ts';
import { type Store, verified } from './store.ts';

export interface DiskStoreOptions {
  /** Absolute; created when there is something to write. */
  readonly folder: string;
  /** What values depend on besides their reads: code, libraries, Node. Snapshots of another namespace are rejected. */
  readonly namespace: string;
  /** Whether to ignore the snapshot that is there. */
  readonly isFresh?: boolean;
  readonly disk?: Disk;
}

export interface DiskStore<N> extends Store<N> {
  /** The process that writes the store, so that this one saves nothing; null if this one does, or nobody. */
  readonly otherWriter: number | null;
  /** Closes files and releases the lock. */
  close(): void;
}

/** A pack is compacted when its dead values take more than the living ones and this. */
const slackBytes = 1024 * 1024;
const snapshotName = 'snapshot';
/** Enough for some ten million pages. */
const maxSnapshotBytes = 1024 * 1024 * 1024;

export function openDiskStore<N>(options: DiskStoreOptions): DiskStore<N> {
  const { folder, namespace, isFresh = false, disk = realDisk } = options;
  const { release, problem } = lockStore(folder, disk);
  const stored = isFresh ? null : readSnapshot<N>(folder, namespace, disk);
  let packName = stored?.pack ?? newPackName();
  let pack: Pack = openPack(join(folder, packName), stored?.packLength ?? 0, release !== null, disk);

  return {
    otherWriter: release === null ? lockHolder(lockFile(folder), disk) : null,
    load: () => stored?.snapshot ?? null,
    save(snapshot) {
      if (release === null) return { offset: null, problem };
      const live = snapshot.length.reduce((sum, length) => sum + Math.max(0, length), 0);
      const written = pack.length() > 2 * live + slackBytes ? compacted(snapshot) : snapshot;
      const offset = written === snapshot ? null : written.offset;
      return { offset, problem: pack.flush() ?? problemOf(() => writeSnapshot(written)) };
    },
    put: (content, digest) => pack.append(content, digest),
    has: (offset, length) => pack.has(offset, length),
    read: (address) => verified(pack.read(address), address.digest),
    close() {
      pack.close();
      release?.();
    },
  };

  /** Replaces the snapshot, then removes packs that it does not refer to. */
  function writeSnapshot(snapshot: Snapshot<N>): void {
    const pieces = encodeSnapshot({ namespace, pack: packName, packLength: pack.length(), snapshot });
    replaceFile(disk, join(folder, snapshotName), pieces, { draft: join(folder, `${snapshotName}.draft`) });
    for (const { name } of disk.list(folder)) {
      if (name.endsWith('.pack') && name !== packName) tryRemove(disk, join(folder, name));
    }
  }

  /** Copies living values into a new pack, equal ones once; the old pack stays until the snapshot refers to the new one. */
  function compacted(snapshot: Snapshot<N>): Snapshot<N> {
    const name = newPackName();
    const next = openPack(join(folder, name), 0, true, disk);
    const copied = new Map<Digest, number>();
    const offset = snapshot.offset.slice();
    const length = snapshot.length.slice();
    for (const [row, size] of snapshot.length.entries()) {
      if (size < 0) continue;
      const digest = snapshot.digest.get(row);
      const known = copied.get(digest);
      const content =
        known === undefined ? verified(pack.read({ offset: offset[row] ?? 0, length: size, digest }), digest) : null;
      if (content) copied.set(digest, next.append(content, digest).offset);
      const newOffset = copied.get(digest);
      offset[row] = newOffset ?? 0;
      // A damaged value is dropped.
      if (newOffset === undefined) length[row] = -1;
    }
    pack.close();
    pack = next;
    packName = name;
    return { ...snapshot, offset, length };
  }
}

function lockFile(folder: string): string {
  return join(folder, 'writer');
}

/** The lock for writing: null if another process has it, or with the reason why it can't be taken. */
function lockStore(
  folder: string,
  disk: Disk,
): { readonly release: (() => void) | null; readonly problem: string | null } {
  try {
    return { release: tryLock(lockFile(folder), disk), problem: null };
  } catch (cause) {
    return { release: null, problem: reasonOf(cause) };
  }
}

function problemOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (cause) {
    return reasonOf(cause);
  }
}

function newPackName(): string {
  return `values-${process.pid}-${Date.now().toString(36)}.pack`;
}

/** Null for anything but a whole snapshot of the same tool. */
function readSnapshot<N>(folder: string, namespace: string, disk: Disk): SnapshotFile<N> | null {
  try {
    const stored = decodeSnapshot<N>(readFile(disk, join(folder, snapshotName), maxSnapshotBytes), namespace);
    return /^[\w-]+\.pack$/.test(stored.pack) ? stored : null;
  } catch {
    return null;
  }
}
