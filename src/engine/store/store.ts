// Where an engine keeps values and, between processes, traces. It can only ever be slow, never wrong: whatever cannot be
// read back exactly as it was written is a miss.

import { digestOf } from '../../text/digest.ts';
import type { Digest } from '../graph/rule.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a value lies, and the digest of its content, by which it is checked when it is read. */
export interface StoredValue {
  readonly offset: number;
  readonly length: number;
  readonly digest: Digest;
}

export interface SaveResult {
  /** New offsets by row, where values were moved. */
  readonly offset: Float64Array | null;
  /** Why the next process will find nothing new; null where all is well. */
  readonly problem: string | null;
}

export interface Store<N> {
  /** The last finished build, or null. */
  load(): Snapshot<N> | null;
  /** Keeps a finished build and the values that it names, and may forget all others. Never throws: a cache is no reason to fail. */
  save(saved: Snapshot<N>): SaveResult;
  put(content: Uint8Array, digest: Digest): StoredValue;
  /** Whether the store holds that place at all; the content is checked when it is read. */
  has(offset: number, length: number): boolean;
  /** Exactly the bytes that were put, or null. */
  read(address: StoredValue): Uint8Array | null;
}

/** Content that is what its digest says; null for any other. */
export function intact(content: Uint8Array | null, digest: Digest): Uint8Array | null {
  return content !== null && digestOf(content) === digest ? content : null;
}

/** A store that lives and dies with the process. */
export function memoryStore<N>(): Store<N> {
  const contents = new Map<Digest, Uint8Array>();
  /** What was put, by offset. */
  const places: Digest[] = [];
  let saved: Snapshot<N> | null = null;
  return {
    load: () => saved,
    save(next) {
      saved = { ...next, digest: next.digest.copied(), offset: next.offset.slice(), length: next.length.slice() };
      const wanted = new Set<Digest>();
      for (const [row, length] of next.length.entries()) if (length >= 0) wanted.add(next.digest.get(row));
      for (const digest of contents.keys()) if (!wanted.has(digest)) contents.delete(digest);
      return { offset: null, problem: null };
    },
    put(content, digest) {
      contents.set(digest, content);
      return { offset: places.push(digest) - 1, length: content.length, digest };
    },
    has: (offset) => contents.has(places[offset] ?? ''),
    read: (address) => contents.get(address.digest) ?? null,
  };
}
