// An append-only file of values. Values appended since the last flush are read from memory.
// A failed write (a full disk) must have no effect but that the value is missing next time.

import { dirname } from 'node:path';
import { type Disk, realDisk, tryRemove, writeAll } from '../../system/disk.ts';
import type { Digest } from '../graph/rule.ts';
import type { StoredValue } from './store.ts';

export interface Pack {
  append(content: Uint8Array, digest: Digest): StoredValue;
  has(offset: number, length: number): boolean;
  /** The bytes at the address, unchecked; null if there are none. */
  read(address: StoredValue): Uint8Array | null;
  /** Bytes appended, flushed or not. */
  length(): number;
  /** Writes the values that are still in memory. Returns the reason if that fails; from then on new values stay in memory. */
  flush(): string | null;
  close(): void;
}

/** Values collect in memory up to this size before they are written. */
const pendingBytes = 4 * 1024 * 1024;

/**
 * Opens a pack whose first `length` bytes count; the rest, left by a killed process, is truncated. With `mayWrite` false nothing is
 * written, and appended values stay in memory. A pack that can't be opened counts as empty.
 */
export function openPack(file: string, length: number, mayWrite: boolean, disk: Disk = realDisk): Pack {
  const opened = length > 0 ? openExisting(disk, file, mayWrite) : null;
  let handle = opened?.handle ?? null;
  let flushed = Math.min(length, opened?.size ?? 0);
  const start = flushed;
  const pending = new Map<number, Uint8Array>();
  let pendingSize = 0;
  let problem: string | null = null;

  function flush(): string | null {
    if (!mayWrite || problem !== null || pending.size === 0) return problem;
    try {
      if (handle === null) {
        disk.makeFolder(dirname(file));
        tryRemove(disk, file);
        handle = disk.open(file, 'create');
      } else if (flushed === start) disk.truncate(handle, start);
      const bytes = Buffer.concat([...pending.values()]);
      writeAll(disk, handle, bytes, flushed);
      flushed += bytes.length;
      pending.clear();
      pendingSize = 0;
    } catch (cause) {
      problem = reasonOf(cause);
    }
    return problem;
  }

  /** Addresses may come from a file that is not trusted. */
  function isFlushed(offset: number, size: number): boolean {
    return Number.isSafeInteger(offset) && offset >= 0 && size >= 0 && offset + size <= flushed;
  }

  return {
    append(content, digest) {
      const address = { offset: flushed + pendingSize, length: content.length, digest };
      pending.set(address.offset, content);
      pendingSize += content.length;
      if (pendingSize >= pendingBytes) flush();
      return address;
    },
    has: (offset, size) => pending.has(offset) || isFlushed(offset, size),
    read({ offset, length: size }) {
      const unwritten = pending.get(offset);
      if (unwritten) return unwritten.length === size ? unwritten : null;
      if (handle === null || !isFlushed(offset, size)) return null;
      try {
        const bytes = Buffer.allocUnsafe(size);
        return disk.read(handle, bytes, 0, size, offset) === size ? bytes : null;
      } catch {
        return null;
      }
    },
    length: () => flushed + pendingSize,
    flush,
    close() {
      flush();
      if (handle !== null) closeQuietly(disk, handle);
      handle = null;
    },
  };
}

/** Null if it does not exist, can't be opened, or is not a regular file. */
function openExisting(disk: Disk, file: string, mayWrite: boolean): { handle: number; size: number } | null {
  let handle: number | null = null;
  try {
    handle = disk.open(file, mayWrite ? 'update' : 'read');
    const found = disk.statOf(handle);
    if (found.isFile()) return { handle, size: Number(found.size) };
  } catch {
    // Counts as missing.
  }
  if (handle !== null) closeQuietly(disk, handle);
  return null;
}

function closeQuietly(disk: Disk, handle: number): void {
  try {
    disk.close(handle);
  } catch {
    // A value that could not be written is found to be missing when it is read.
  }
}

/** The message of an error, for a diagnostic. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
