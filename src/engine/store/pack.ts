// An append-only file of values. What was appended since the last flush is read from memory.
// A write that fails (a full disk) is of no consequence but that the value is not there next time.

import { dirname } from 'node:path';
import { type Disk, realDisk, removeQuietly, writeAll } from '../../system/disk.ts';
import type { Digest } from '../graph/rule.ts';
import type { StoredValue } from './store.ts';

export interface Pack {
  append(content: Uint8Array, digest: Digest): StoredValue;
  has(offset: number, length: number): boolean;
  /** The bytes that stand at the address now, unchecked; null where there are none. */
  read(address: StoredValue): Uint8Array | null;
  /** Bytes appended, flushed or not. */
  length(): number;
  /** Writes what waits in memory. Says why that was not possible; then everything new stays in memory. */
  flush(): string | null;
  close(): void;
}

/** Values gather in memory up to this size before they are written. */
const pendingBytes = 4 * 1024 * 1024;

/**
 * Opens a pack whose first `length` bytes count; the rest, left by a process that died, is cut off. With `mayWrite` false nothing is
 * written, and all that is appended stays in memory. A pack that can't be opened is an empty one.
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
        removeQuietly(disk, file);
        handle = disk.open(file, 'create');
      } else if (flushed === start) disk.cut(handle, start);
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

  /** Addresses may have been read from a file that anybody wrote. */
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
      const waiting = pending.get(offset);
      if (waiting) return waiting.length === size ? waiting : null;
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

/** Null where there is none, where it can't be had, or where it is no regular file. */
function openExisting(disk: Disk, file: string, mayWrite: boolean): { handle: number; size: number } | null {
  let handle: number | null = null;
  try {
    handle = disk.open(file, mayWrite ? 'update' : 'read');
    const found = disk.statOf(handle);
    if (found.isFile()) return { handle, size: Number(found.size) };
  } catch {
    // As good as none.
  }
  if (handle !== null) closeQuietly(disk, handle);
  return null;
}

function closeQuietly(disk: Disk, handle: number): void {
  try {
    disk.close(handle);
  } catch {
    // What could not be written is not there, which is found when it is read.
  }
}

/** What the system said, for the person who reads it. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
