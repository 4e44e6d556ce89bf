// What a page shows of its lab. It must not import the code that reads labs, which is loaded only when a lab must be read.

export interface LabFacts {
  /** When it was recorded, RFC 3339; null if it was not. */
  readonly recorded: string | null;
  /** `go 1.19.8, Linux 6.1` */
  readonly environment: string;
  /** Paths of the lab's files relative to its folder, without recordings. */
  readonly files: readonly string[];
}

/** Whether a text starts with a day. */
export function isTime(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.test(text);
}
