// An append-only file of values. What was appended since the last flush is read from memory.
// A write that fails (a full disk) is of no consequence but that the value is not there next time.

import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Digest } from './rule.ts';
import type { Address } from './store.ts';

export interface Pack {
  append(content: Uint8Array, digest: Digest): Address;
  has(address: Address): boolean;
  /** The bytes that stand at the address now, unchecked; null where there are none. */
  read(address: Address): Uint8Array | null;
  /** Bytes appended, flushed or not. */
  length(): number;
  /** Writes what waits in memory. Says why that was not possible; then everything new stays in memory. */
  flush(): string | null;
  close(): void;
}

/** Values gather in memory up to this size before they are written. */
const pendingBytes = 4 * 1024 * 1024;

/** Opens a pack whose first `length` bytes count; the rest, left by a process that died, is cut off. With `mayWrite` false nothing is written, and all that is appended stays in memory. */
export function openPack(file: string, length: number, mayWrite: boolean): Pack {
  let handle: number | null = openExisting(file, mayWrite);
  let flushed = handle === null ? 0 : Math.min(length, fstatSync(handle).size);
  const start = flushed;
  const pending = new Map<number, Uint8Array>();
  let pendingSize = 0;
  let problem: string | null = null;

  function flush(): string | null {
    if (!mayWrite || problem !== null || pending.size === 0) return problem;
    try {
      if (handle === null) {
        mkdirSync(dirname(file), { recursive: true });
        handle = openSync(file, 'w+');
      } else if (flushed === start) ftruncateSync(handle, start);
      const bytes = Buffer.concat([...pending.values()]);
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(handle, bytes, written, bytes.length - written, flushed + written);
      }
      flushed += bytes.length;
      pending.clear();
      pendingSize = 0;
    } catch (cause) {
      problem = reasonOf(cause);
    }
    return problem;
  }

  return {
    append(content, digest) {
      const address = { offset: flushed + pendingSize, length: content.length, digest };
      pending.set(address.offset, content);
      pendingSize += content.length;
      if (pendingSize >= pendingBytes) flush();
      return address;
    },
    has: ({ offset, length: size }) => pending.has(offset) || offset + size <= flushed,
    read({ offset, length: size }) {
      const waiting = pending.get(offset);
      if (waiting) return waiting.length === size ? waiting : null;
      if (handle === null || offset + size > flushed) return null;
      const bytes = Buffer.allocUnsafe(size);
      try {
        return readSync(handle, bytes, 0, size, offset) === size ? bytes : null;
      } catch {
        return null;
      }
    },
    length: () => flushed + pendingSize,
    flush,
    close() {
      flush();
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

function openExisting(file: string, mayWrite: boolean): number | null {
  try {
    return openSync(file, mayWrite ? 'r+' : 'r');
  } catch {
    return null;
  }
}

/** What the system said, for the person who reads it. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
