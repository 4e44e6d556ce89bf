// The errors that an engine throws. None is an author's mistake: those are notes next to values.

/** A leaf was read before it was provided, or its stored value is lost. The session must provide it and try again. */
export class StaleLeaf extends Error {
  readonly rule: string;
  readonly argument: string;

  constructor(rule: string, argument: string) {
    super(`leaf \`${rule}\` of \`${argument}\` must be provided first`);
    this.name = 'StaleLeaf';
    this.rule = rule;
    this.argument = argument;
  }
}

/**
 * A stored value is not what its rule makes of its reads although all digests are right, so it was written by something that knows the
 * format. Nothing in the store can be trusted then.
 */
export class CorruptStore extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CorruptStore';
  }
}

/** A rule threw, or did not do what it declares: a bug of ours. The cause is what it threw. */
export class RuleFailed extends Error {
  readonly rule: string;
  readonly argument: string;

  constructor(rule: string, argument: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`rule \`${rule}\` failed for \`${argument}\`: ${reason}`, { cause });
    this.name = 'RuleFailed';
    this.rule = rule;
    this.argument = argument;
  }
}
