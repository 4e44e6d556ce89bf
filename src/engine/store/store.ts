// Where an engine stores values and, between processes, the table of a finished build. It can only ever be slow, never wrong: anything
// that can't be read back exactly as it was written is a miss.

import { digestOf } from '../../text/digest.ts';
import type { Digest } from '../graph/rule.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a value is stored, and the digest of its content, by which it is checked when it is read. */
export interface StoredValue {
  readonly offset: number;
  readonly length: number;
  readonly digest: Digest;
}

export interface SaveResult {
  /** New offsets by row; null if no value was moved. */
  readonly offset: Float64Array | null;
  /** Why the build could not be stored; null if it was. */
  readonly problem: string | null;
}

export interface Store<N> {
  /** The last finished build, or null. */
  load(): Snapshot<N> | null;
  /** Stores a finished build with the values that it refers to, and may drop all others. Never throws: a cache must not fail a build. */
  save(snapshot: Snapshot<N>): SaveResult;
  put(content: Uint8Array, digest: Digest): StoredValue;
  /** Whether that range is in the store at all; its content is checked when it is read. */
  has(offset: number, length: number): boolean;
  /** Exactly the bytes that were put there, or null. */
  read(address: StoredValue): Uint8Array | null;
}

/** The content if it has this digest, else null. */
export function verified(content: Uint8Array | null, digest: Digest): Uint8Array | null {
  return content !== null && digestOf(content) === digest ? content : null;
}

/** A store that exists as long as the process. */
export function memoryStore<N>(): Store<N> {
  const contents = new Map<Digest, Uint8Array>();
  /** Digests of the values that were put, by offset. */
  const digests: Digest[] = [];
  let snapshot: Snapshot<N> | null = null;
  return {
    load: () => snapshot,
    save(next) {
      snapshot = { ...next, digest: next.digest.copied(), offset: next.offset.slice(), length: next.length.slice() };
      const wanted = new Set<Digest>();
      for (const [row, length] of next.length.entries()) if (length >= 0) wanted.add(next.digest.get(row));
      for (const digest of contents.keys()) if (!wanted.has(digest)) contents.delete(digest);
      return { offset: null, problem: null };
    },
    put(content, digest) {
      contents.set(digest, content);
      return { offset: digests.push(digest) - 1, length: content.length, digest };
    },
    has: (offset) => contents.has(digests[offset] ?? ''),
    read: (address) => contents.get(address.digest) ?? null,
  };
}
