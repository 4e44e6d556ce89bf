// An LRU cache of values by row, limited in number and size; the oldest is dropped first. Each value comes with its digest, which the
// caller must compare with the digest that the row has now.

import type { Digest } from './graph/rule.ts';

export interface Retained {
  readonly digest: Digest;
  readonly value: unknown;
}

export interface LruCache {
  get(row: number): Retained | undefined;
  set(row: number, digest: Digest, value: unknown, size: number): void;
  clear(): void;
  /** Must be called when rows have moved: the new index of each, below 0 if it is gone. */
  moved(newRows: Int32Array): void;
}

export function openLruCache(countLimit: number, sizeLimit: number): LruCache {
  const entries = new Map<number, Retained & { readonly size: number }>();
  let size = 0;

  function drop(row: number): void {
    size -= entries.get(row)?.size ?? 0;
    entries.delete(row);
  }

  function clear(): void {
    entries.clear();
    size = 0;
  }

  return {
    get: (row) => entries.get(row),
    set(row, digest, value, newSize) {
      drop(row);
      entries.set(row, { digest, value, size: newSize });
      size += newSize;
      for (const oldest of entries.keys()) {
        if (entries.size === 1 || (entries.size <= countLimit && size <= sizeLimit)) break;
        drop(oldest);
      }
    },
    clear,
    moved(newRows) {
      const before = [...entries];
      clear();
      for (const [row, entry] of before) {
        const newRow = newRows[row] ?? -1;
        if (newRow < 0) continue;
        entries.set(newRow, entry);
        size += entry.size;
      }
    },
  };
}
