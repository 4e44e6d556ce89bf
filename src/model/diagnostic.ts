// What the tool says about an author's work: plain data, collected by the stages and printed once, at the edge.
// Nothing here knows lines or columns: a span is offsets, and only the printer (`text/code-frame.ts`) turns them into places.

/** A stretch of one input file, in UTF-16 offsets from the start of the *file* (front matter included, BOM included). */
export interface Span {
  /** Path relative to the site's root, POSIX: `content/posts/a/index.md`. */
  readonly path: string;
  readonly start: number;
  /** Exclusive; equal to `start` for a place between two characters. */
  readonly end: number;
}

export type Severity = 'error' | 'warning';

/** A second place that explains the first: "first defined here". */
export interface Related {
  readonly message: string;
  readonly at: Span;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable and greppable, `area/what-is-wrong`, one per check: `front-matter/unknown-key`. */
  readonly code: string;
  /** One sentence without a final period; names stand in backticks. */
  readonly message: string;
  /** Null only where no file is at fault (a full disk, a missing folder). */
  readonly at: Span | null;
  readonly related: readonly Related[];
  /** The way out, as one sentence: "did you mean `tags`?". */
  readonly hint: string | null;
}

/** What every stage returns: its value and what it has to say; never a throw for an author's mistake. */
export interface Built<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

interface Details {
  readonly hint?: string | null;
  readonly related?: readonly Related[];
}

export function error(code: string, message: string, at: Span | null, details: Details = {}): Diagnostic {
  return diagnosticAs('error', code, message, at, details);
}

export function warning(code: string, message: string, at: Span | null, details: Details = {}): Diagnostic {
  return diagnosticAs('warning', code, message, at, details);
}

/** Whether plain data from somewhere is a diagnostic that can be printed. */
export function isDiagnostic(data: unknown): data is Diagnostic {
  const { severity, code, message, at, related, hint } = fieldsOf(data);
  const isNamed = (severity === 'error' || severity === 'warning') && typeof code === 'string' && codeForm.test(code);
  const isSaid = typeof message === 'string' && (hint === null || typeof hint === 'string');
  return isNamed && isSaid && (at === null || isSpan(at)) && Array.isArray(related) && related.every(isRelated);
}

const codeForm = /^[\w-]+\/[\w-]+$/;

function isRelated(data: unknown): boolean {
  const { message, at } = fieldsOf(data);
  return typeof message === 'string' && isSpan(at);
}

function isSpan(data: unknown): boolean {
  const { path, start, end } = fieldsOf(data);
  const isStretch = Number.isSafeInteger(start) && Number.isSafeInteger(end) && Number(start) >= 0;
  return typeof path === 'string' && isStretch && Number(start) <= Number(end);
}

function fieldsOf(data: unknown): { readonly [name: string]: unknown } {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

/** For checks whose severity the site decides. */
export function diagnosticAs(
  severity: Severity,
  code: string,
  message: string,
  at: Span | null,
  details: Details,
): Diagnostic {
  return { severity, code, message, at, related: details.related ?? [], hint: details.hint ?? null };
}
