// What the site shows of a post's lab. Apart from what reads labs, which is loaded only when one must be read.

export interface LabFacts {
  /** When it was recorded, RFC 3339; null where nothing is recorded. */
  readonly recorded: string | null;
  /** `go 1.19.8, Linux 6.1` */
  readonly environment: string;
  /** Paths of the lab's files relative to its folder, recordings left out. */
  readonly files: readonly string[];
}

/** Whether a text starts with a day. */
export function isTime(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.test(text);
}
