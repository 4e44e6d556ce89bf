// A cache whose digests are right and whose content can't be: somebody wrote it who knows its form. What it says is thrown away then,
// and the site is built from nothing.

import { RuleFailed } from '../../engine/graph/failures.ts';

/** What was kept is found out to be wrong. */
export class CorruptCache extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'UnsoundCache';
  }
}

/** Whether what was thrown may come from values of another shape than ours; without a cache it would be a mistake of ours. */
export function isSuspicious(cause: unknown): cause is Error {
  const kinds = [CorruptCache, RuleFailed, TypeError, RangeError, SyntaxError];
  return cause instanceof Error && (kinds.some((kind) => cause instanceof kind) || isSuspicious(cause.cause));
}
