// Values that were made or read a moment ago, so that whoever asks next need not make or read them again. Bounded in number and
// size, oldest out first. Each comes with the digest that it is of: whoever asks compares.

import type { Digest } from './graph/rule.ts';

export interface Retained {
  readonly digest: Digest;
  readonly value: unknown;
}

export interface LruCache {
  get(row: number): Retained | undefined;
  set(row: number, digest: Digest, value: unknown, size: number): void;
  clear(): void;
  /** Rows have gone elsewhere; below 0: they are no more. */
  moved(places: Int32Array): void;
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
    set(row, digest, value, itsSize) {
      drop(row);
      entries.set(row, { digest, value, size: itsSize });
      size += itsSize;
      for (const oldest of entries.keys()) {
        if (entries.size === 1 || (entries.size <= countLimit && size <= sizeLimit)) break;
        drop(oldest);
      }
    },
    clear,
    moved(places) {
      const before = [...entries];
      clear();
      for (const [row, held] of before) {
        const place = places[row] ?? -1;
        if (place < 0) continue;
        entries.set(place, held);
        size += held.size;
      }
    },
  };
}
