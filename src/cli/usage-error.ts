// A mistake on the command line. Code that reads arguments throws it; only `main.ts` may catch it.

export class UsageError extends Error {
  /** What to type instead, or null. */
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}

export function isUsageError(cause: unknown): cause is UsageError {
  return cause instanceof UsageError;
}
