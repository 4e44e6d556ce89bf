// What an engine throws. Neither is an author's mistake: those are notes beside values.

/** A leaf was asked for before it was provided, or its stored value is lost. The session must provide it and ask again. */
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
 * A stored value is not what its rule makes of its reads, though all digests are right: somebody wrote it who knows the format. Nothing of the
 * store can be trusted then.
 */
export class CorruptStore extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CorruptStore';
  }
}

/** A rule threw, or broke its word: a bug of ours. The cause is what it threw. */
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
