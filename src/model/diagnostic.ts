// Diagnostics: errors and warnings about an author's work, as plain data that stages collect and the command line prints once. Must not
// have lines or columns: a span is a pair of offsets, and only the printer (`text/code-frame.ts`) computes positions from them.

/** A range of one input file, in UTF-16 offsets from the start of the *file* (including front matter and BOM). */
export interface Span {
  /** Path relative to the site's root, POSIX: `content/posts/a/index.md`. */
  readonly path: string;
  readonly start: number;
  /** Exclusive; equal to `start` for a position between two characters. */
  readonly end: number;
}

export type Severity = 'error' | 'warning';

/** A second span that explains the first: "first defined here". */
export interface Related {
  readonly message: string;
  readonly at: Span;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable and greppable, `area/what-is-wrong`, one per check: `front-matter/unknown-key`. */
  readonly code: string;
  /** What is wrong, as one sentence without a final period; names are in backticks. */
  readonly message: string;
  /** Null only if the cause is not in a file (a full disk, a missing folder). */
  readonly at: Span | null;
  readonly related: readonly Related[];
  /** How to fix it, as one sentence without a final period: "did you mean `tags`?". */
  readonly hint: string | null;
  /** The name that the site doesn't have. Once the site is known, a similar one replaces the hint, and this field is removed. */
  readonly similar?: NameQuery;
}

/** Asks for a name similar to `name` among those of the site. */
export interface NameQuery {
  readonly among: 'pages' | 'addresses' | 'files' | 'anchors' | 'tags' | 'authors';
  /** A folder for `files`, the path of a page for `anchors`, otherwise empty. */
  readonly in: string;
  readonly name: string;
}

/** The result of a stage: its value and its diagnostics. A stage never throws for an author's mistake. */
export interface Built<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

interface Details {
  readonly hint?: string | null;
  readonly related?: readonly Related[];
  readonly similar?: NameQuery;
}

export function error(code: string, message: string, at: Span | null, details: Details = {}): Diagnostic {
  return diagnosticAs('error', code, message, at, details);
}

export function warning(code: string, message: string, at: Span | null, details: Details = {}): Diagnostic {
  return diagnosticAs('warning', code, message, at, details);
}

/** Whether data of unknown shape, such as a cached value, is a diagnostic that can be printed. */
export function isDiagnostic(data: unknown): data is Diagnostic {
  const { severity, code, message, at, related, hint, similar } = fieldsOf(data);
  const hasCode = (severity === 'error' || severity === 'warning') && typeof code === 'string' && codeForm.test(code);
  const hasMessage = typeof message === 'string' && (hint === null || typeof hint === 'string');
  const hasPlaces = (at === null || isSpan(at)) && Array.isArray(related) && related.every(isRelated);
  return hasCode && hasMessage && hasPlaces && (similar === undefined || isNameQuery(similar));
}

const codeForm = /^[\w-]+\/[\w-]+$/;

function isNameQuery(data: unknown): boolean {
  const { among, in: folder, name } = fieldsOf(data);
  return nameLists.has(String(among)) && typeof folder === 'string' && typeof name === 'string';
}

const nameLists: ReadonlySet<string> = new Set<NameQuery['among']>([
  'pages',
  'addresses',
  'files',
  'anchors',
  'tags',
  'authors',
]);

function isRelated(data: unknown): boolean {
  const { message, at } = fieldsOf(data);
  return typeof message === 'string' && isSpan(at);
}

function isSpan(data: unknown): boolean {
  const { path, start, end } = fieldsOf(data);
  const areOffsets = Number.isSafeInteger(start) && Number.isSafeInteger(end) && Number(start) >= 0;
  return typeof path === 'string' && areOffsets && Number(start) <= Number(end);
}

function fieldsOf(data: unknown): { readonly [name: string]: unknown } {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

/** A diagnostic of a check whose severity the site's settings decide. */
export function diagnosticAs(
  severity: Severity,
  code: string,
  message: string,
  at: Span | null,
  details: Details,
): Diagnostic {
  const { related = [], hint = null, similar } = details;
  return { severity, code, message, at, related, hint, ...(similar && { similar }) };
}
