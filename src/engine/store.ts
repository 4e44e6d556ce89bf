// Where an engine keeps values and, between processes, traces. It can only ever be slow, never wrong: whatever cannot be
// read back exactly as it was written is a miss.

import type { Digest } from './rule.ts';

/** Where a value lies, and the digest of its content, by which it is checked when it is read. */
export interface Address {
  readonly offset: number;
  readonly length: number;
  readonly digest: Digest;
}

/** One node of a finished build. `reads` are places in the array of all nodes, each before its reader. */
export interface SavedNode<N> {
  readonly rule: string;
  readonly argument: string;
  readonly part: string | null;
  readonly digest: Digest;
  readonly reads: readonly number[] | null;
  readonly notes: readonly N[];
  readonly address: Address | null;
}

export interface Store<N> {
  /** The nodes of the last finished build, or null. */
  load(): readonly SavedNode<N>[] | null;
  save(nodes: readonly SavedNode<N>[]): void;
  put(content: Uint8Array, digest: Digest): Address;
  /** Whether the store holds that place at all; the content is checked when it is read. */
  has(address: Address): boolean;
  /** Exactly the bytes that were put, or null. */
  read(address: Address): Uint8Array | null;
}

/** A store that lives and dies with the process. */
export function memoryStore<N>(): Store<N> {
  const contents = new Map<Digest, Uint8Array>();
  let saved: readonly SavedNode<N>[] | null = null;
  return {
    load: () => saved,
    save(nodes) {
      saved = nodes;
      const wanted = new Set(nodes.map((node) => node.address?.digest));
      for (const digest of contents.keys()) if (!wanted.has(digest)) contents.delete(digest);
    },
    put(content, digest) {
      contents.set(digest, content);
      return { offset: 0, length: content.length, digest };
    },
    has: (address) => contents.has(address.digest),
    read: (address) => contents.get(address.digest) ?? null,
  };
}
