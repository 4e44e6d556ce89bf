// What a rule is: the vocabulary that the engine shares with the code that defines rules. It must never mention blogs.
// A rule is a pure function of what it reads through `get`, which records every read.

/** Hex of a cryptographic hash, cut to a fixed length. */
export type Digest = string;

/** A value and notes about it. `N` is the type of a note: plain data that the engine stores and returns. */
export interface RuleResult<V, N> {
  readonly value: V;
  readonly diagnostics: readonly N[];
}

/**
 * Data from outside: files, listings, settings. Absence has a digest of its own, so that reading something that is missing counts as a
 * read. Both functions must give the same answers throughout one generation.
 */
export interface Input<V> {
  readonly kind: 'input';
  readonly name: string;
  digest(argument: string): Digest;
  read(argument: string): V;
}

interface RuleBase {
  readonly name: string;
  /**
   * How the value is stored. `json`: plain data, written by constructors that always name fields in one order; `bytes`: a
   * Uint8Array; `none`: text, bytes or plain data of which only the digest is stored, so that it is made again when it is read later.
   */
  readonly storage: 'json' | 'bytes' | 'none';
  /** Whether stored JSON is a value of this rule; if not, the value counts as lost. Default: all JSON is. */
  readonly shape?: (data: unknown) => boolean;
  /** The same for each part. */
  readonly partShapes?: { readonly [part: string]: (data: unknown) => boolean };
  /** Whether the value stays in memory for the session: for the few values that many rules read. */
  readonly isShared?: boolean;
  /** Parts with digests of their own (`storage: 'json'`): a reader of one part depends on that part alone. All fields of the value, in order. */
  readonly parts?: readonly string[];
  /** The parts that stay in memory for the session, as `isShared` does for whole values. */
  readonly sharedParts?: readonly string[];
}

/** Computed synchronously, from rules and inputs before it in the list of rules. */
export interface Derived<V, N> extends RuleBase {
  readonly kind: 'derived';
  run(argument: string, get: Get): RuleResult<V, N>;
  /**
   * The digest of a value that is not stored: for a slice of a large value, made of digests that are known already. Values that a reader
   * can tell apart must have different digests.
   */
  digestOf?(value: V): Digest;
}

/**
 * Computed asynchronously (in a worker, by another process) from inputs alone: the session calls `isStale`, computes, and passes value and
 * reads to `provideLeaf`. Reading a stale leaf throws `StaleLeaf`.
 */
export interface Leaf<V> extends RuleBase {
  readonly kind: 'leaf';
  /** Carries the type of the value; never set. */
  readonly type?: V;
}

/** Anything that can be read. The type of notes does not matter to readers. */
export type Rule<V> = Derived<V, unknown> | Leaf<V> | Input<V>;

/** Returns values and records each read. Only rules before the caller's may be read. */
export interface Get {
  <V>(rule: Rule<V>, argument: string): V;
  /** One part of a value; the caller depends on that part alone. */
  part<V, K extends keyof V & string>(rule: Rule<V>, argument: string, part: K): V[K];
  /** The digest alone, without loading the value. */
  digest<V>(rule: Rule<V>, argument: string): Digest;
}

/** What the computation of a leaf read: an input and its argument. */
export type Read = readonly [input: Input<unknown>, argument: string];
