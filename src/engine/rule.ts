// What a rule is: the only words that the engine and those who write rules share. No word about blogs.
// A rule is a pure function of what it gets through `get`, which writes down what it handed out.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Hex of a cryptographic hash, cut to a fixed length. */
export type Digest = string;

/** A value and what there is to say about it. `N` is the note's type: plain data that the engine keeps and hands back. */
export interface Noted<V, N> {
  readonly value: V;
  readonly diagnostics: readonly N[];
}

/**
 * A door to the outside: files, listings, settings. Absence has a digest of its own, so that a read of something
 * missing counts as a read. Both functions must speak of one snapshot: the same answer throughout one build.
 */
export interface Input<V> {
  readonly kind: 'input';
  readonly name: string;
  digest(argument: string): Digest;
  read(argument: string): V;
}

interface RuleBase<V> {
  readonly name: string;
  /**
   * How the value is kept. `json`: plain data; `text`, `bytes`: as they are; `none`: not kept, only its digest is, and whoever
   * asks for the value again has it made again.
   */
  readonly keeps: 'json' | 'text' | 'bytes' | 'none';
  /** Parts with digests of their own, for values that are records (`keeps: 'json'`): a reader of one part depends on it alone. */
  readonly parts?: readonly (keyof V & string)[];
}

/** Computed here and now, from other rules and inputs that stand before it in the array of rules. */
export interface Derived<V, N> extends RuleBase<V> {
  readonly kind: 'derived';
  run(argument: string, get: Get): Noted<V, N>;
}

/**
 * Computed elsewhere (a worker, another process) from inputs alone: the session asks `isStale`, computes, and hands value and
 * reads to `provide`. Asking for the value of a stale leaf is a bug in the session and throws.
 */
export interface Leaf<V> extends RuleBase<V> {
  readonly kind: 'leaf';
}

export type Rule<V, N> = Derived<V, N> | Leaf<V>;

/** Hands out values and records the read. Only rules that stand before the caller's may be asked for. */
export interface Get {
  <V>(rule: Rule<V, never> | Input<V>, argument: string): V;
  /** One part of a value; the caller depends on that part alone. */
  part<V, K extends keyof V & string>(rule: Rule<V, never>, argument: string, part: K): V[K];
  /** The digest alone, without loading the value: for those who only pass it on. */
  digest<V>(rule: Rule<V, never> | Input<V>, argument: string): Digest;
}
