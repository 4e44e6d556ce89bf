// What a rule is: the only words that the engine and those who write rules share. No word about blogs.
// A rule is a pure function of what it gets through `get`, which writes down what it handed out.

/** Hex of a cryptographic hash, cut to a fixed length. */
export type Digest = string;

/** A value and what there is to say about it. `N` is the note's type: plain data that the engine keeps and hands back. */
export interface Noted<V, N> {
  readonly value: V;
  readonly diagnostics: readonly N[];
}

/**
 * A door to the outside: files, listings, settings. Absence has a digest of its own, so that a read of something
 * missing counts as a read. Both functions must speak of one picture of the world: the same answer throughout one build.
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
   * Uint8Array; `none`: text, bytes or plain data of which only the digest is stored, so that a reader in another process has it made again.
   */
  readonly storage: 'json' | 'bytes' | 'none';
  /** Whether data that was stored as JSON is a value of this rule: any other counts as lost. Default: all data is. */
  readonly shape?: (data: unknown) => boolean;
  /** The same for each part. */
  readonly partShapes?: { readonly [part: string]: (data: unknown) => boolean };
  /** Held in memory for the session: for the few values that many rules read. */
  readonly isShared?: boolean;
  /** Parts with digests of their own (`storage: 'json'`): a reader of one part depends on it alone. All of the value's fields, in order. */
  readonly parts?: readonly string[];
  /** Those of them that are held in memory for the session, as `isShared` does for whole values. */
  readonly sharedParts?: readonly string[];
}

/** Computed here and now, from other rules and inputs that stand before it in the array of rules. */
export interface Derived<V, N> extends RuleBase {
  readonly kind: 'derived';
  run(argument: string, get: Get): Noted<V, N>;
  /**
   * The digest of a value that is not stored: for a cut of a large value, made of digests that are known already. Must tell any two values
   * apart that a reader could.
   */
  digestOf?(value: V): Digest;
}

/**
 * Computed elsewhere (a worker, another process) from inputs alone: the session asks `isStale`, computes, and hands value and
 * reads to `provide`. Asking for the value of a stale leaf throws `StaleLeaf`.
 */
export interface Leaf<V> extends RuleBase {
  readonly kind: 'leaf';
  /** Names the type of the value; never set. */
  readonly type?: V;
}

/** Anything that can be asked for. The note's type does not matter to those who ask. */
export type Rule<V> = Derived<V, unknown> | Leaf<V> | Input<V>;

/** Hands out values and records the read. Only rules that stand before the caller's may be asked for. */
export interface Get {
  <V>(rule: Rule<V>, argument: string): V;
  /** One part of a value; the caller depends on that part alone. */
  part<V, K extends keyof V & string>(rule: Rule<V>, argument: string, part: K): V[K];
  /** The digest alone, without loading the value: for those who only pass it on. */
  digest<V>(rule: Rule<V>, argument: string): Digest;
}

/** A read by a leaf's computation: an input and its argument. */
export type Read = readonly [input: Input<unknown>, argument: string];
