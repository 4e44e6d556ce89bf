// A mistake on the command line. Thrown by those who read arguments, caught once in `main.ts`.

export class UsageError extends Error {
  /** What to type instead. */
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}

export function isUsageError(cause: unknown): cause is UsageError {
  return cause instanceof UsageError;
}
