// A block of settings → a record validated by a zod schema, with diagnostics at exact positions. Knows neither YAML nor TOML: their readers
// hand over the data, with scalars as written, and the position of each key and value.

import type * as z from 'zod';
import { type Built, type Diagnostic, diagnosticAs, error, type Severity, type Span } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { TextRange } from '../context/text-range.ts';
import { keysOf } from './schema-keys.ts';

/** A block of settings inside a file. */
export interface SettingsBlock {
  /** Path of the file, relative to the root. */
  readonly path: string;
  readonly text: string;
  /** Offset of the block's first character in the file. */
  readonly start: number;
  /** The span for diagnostics about a missing field. */
  readonly missingAt: Span;
  /** First half of the diagnostic codes: `front-matter`, `site` or `lab`. */
  readonly area: string;
  /** Severity of an unknown key at the top level; `ignore` drops the key. At lower levels it is always an error. */
  readonly unknownKeys: Severity | 'ignore';
  /** What to do about an unknown key at the top level, where more is known than the keys that exist. */
  readonly hintFor?: (key: string) => string | null;
  /** Whether anchors and aliases are allowed, as in files whose author is trusted to run commands. */
  readonly mayAlias?: boolean;
}

/** A decoded record; `value` is null if it has any error. */
export interface DecodedRecord<T> {
  readonly value: T | null;
  /** The record without its invalid fields; null if the block can't be read, or if the other fields are not enough. */
  readonly validFields: T | null;
  /** Values of keys that the schema doesn't have, whatever `unknownKeys` says. */
  readonly unknown: { readonly [key: string]: unknown };
  /** The span of a key at the top level. */
  readonly keySpan: (key: string) => Span;
  /** The span of a field's value, or of its nearest ancestor that exists. */
  readonly spanOf: (path: readonly PropertyKey[]) => Span;
}

/** What a reader finds in a block. Ranges are those in the text of the block. */
export interface LocatedData {
  readonly data: unknown;
  /** How the format writes a field without a value: `title: …`. */
  readonly field: (name: string) => string;
  /** The range of a value; null if there is none. */
  rangeOf(path: readonly PropertyKey[]): TextRange | null;
  /** The range of the last key of a path; null if there is none. */
  keyRangeOf(path: readonly PropertyKey[]): TextRange | null;
  /** The text of a single value; null for lists and records, undefined where nothing is. */
  scalarAt(path: readonly PropertyKey[]): string | null | undefined;
}

/** Validates what was found with a schema of plain records. Reports unknown keys and the issues of the schema. */
export function decodeRecord<T>(
  block: SettingsBlock,
  located: LocatedData,
  schema: z.ZodType<T>,
): Built<DecodedRecord<T>> {
  const data = located.data ?? {};
  if (data === '') return decodeData(block, located, schema, {});
  if (!isRecord(data)) {
    const spanOf = (path: readonly PropertyKey[]) => spanAt(block, located, path);
    const wrong = error(`${block.area}/not-a-mapping`, 'expected lines of the form `key: value`', spanOf([]), {
      hint: 'write one field per line, such as `title: My title`',
    });
    return { value: unreadable(spanOf), diagnostics: [wrong] };
  }
  return decodeData(block, located, schema, withoutEmpty(data));
}

/** The value of a block that can't be read. */
export function unreadable(spanOf: (path: readonly PropertyKey[]) => Span) {
  return { value: null, validFields: null, unknown: {}, keySpan: (key: string) => spanOf([key]), spanOf };
}

function decodeData<T>(
  block: SettingsBlock,
  located: LocatedData,
  schema: z.ZodType<T>,
  data: { readonly [key: string]: unknown },
): Built<DecodedRecord<T>> {
  const knownKeys = keysOf(schema, []);
  const unknown = Object.keys(data).filter((key) => !knownKeys.includes(key));
  const { unknownKeys: severity } = block;
  const unknownKeys =
    severity === 'ignore' ? [] : unknown.map((key) => unknownKey(block, located, [], key, knownKeys, severity));
  const known = Object.fromEntries(Object.entries(data).filter(([key]) => knownKeys.includes(key)));
  const result = schema.safeParse(known);
  const issues = result.success
    ? []
    : result.error.issues.flatMap((issue) => diagnosticsFor(block, located, issue, schema));
  const isValid = result.success && (severity !== 'error' || unknown.length === 0);
  const spanOf = (path: readonly PropertyKey[]) => spanAt(block, located, path);
  const validFields = result.success ? result.data : validFieldsOf(known, result.error.issues, schema);
  return {
    value: {
      value: isValid ? result.data : null,
      validFields,
      unknown: Object.fromEntries(unknown.map((key) => [key, data[key]])),
      keySpan: (key) => keySpan(block, located, [key]),
      spanOf,
    },
    diagnostics: [...unknownKeys, ...issues],
  };
}

function validFieldsOf<T>(
  known: { readonly [key: string]: unknown },
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType<T>,
): T | null {
  const invalid = new Set(issues.map(({ path }) => path[0]));
  const result = schema.safeParse(Object.fromEntries(Object.entries(known).filter(([key]) => !invalid.has(key))));
  return result.success ? result.data : null;
}

function diagnosticsFor<T>(
  block: SettingsBlock,
  located: LocatedData,
  issue: z.core.$ZodIssue,
  schema: z.ZodType<T>,
): Diagnostic[] {
  const path = withoutOwnItems(issue.path, located);
  if (issue.code === 'unrecognized_keys') {
    const names = keysOf(schema, issue.path);
    return issue.keys.map((key) => unknownKey(block, located, path, key, names, 'error'));
  }
  if (path.length < issue.path.length) return diagnosticsFor(block, located, { ...issue, path }, schema);
  // A single value may replace a list or record that holds it. Then the issue is about that value.
  if (issue.path.length > 1 && located.scalarAt(issue.path.slice(0, -1)))
    return diagnosticsFor(block, located, { ...issue, path: issue.path.slice(0, -1) }, schema);
  const field = issue.path.map(String).join('.');
  const name = String(issue.path.at(-1) ?? '');
  const written = located.scalarAt(issue.path);
  if (written === undefined || written === '') {
    const at = issue.path.length > 1 ? spanAt(block, located, issue.path.slice(0, -1)) : block.missingAt;
    if (typeof issue.path.at(-1) === 'number') {
      const list = issue.path.slice(0, -1).map(String).join('.');
      const hint = 'write a value, or remove the entry';
      return [error(`${block.area}/empty-entry`, `\`${list}\` has an entry without a value`, at, { hint })];
    }
    const hint = `add a line \`${located.field(name)}\``;
    return [error(`${block.area}/missing-${name}`, `\`${field}\` is missing`, at, { hint })];
  }
  const code = `${block.area}/invalid-${field.replace(/\.\d+/g, '').replace(/\./g, '-') || 'value'}`;
  const [message = issue.message, ...hint] = issue.message.split('\n');
  const at = spanAt(block, located, issue.path);
  return [error(code, `\`${field}\` ${message}`, at, { hint: hint.length > 0 ? hint.join(' ') : null })];
}

/** The path as an author wrote it: where a single value stands for a list, without its place in that list. */
function withoutOwnItems(path: readonly PropertyKey[], located: LocatedData): PropertyKey[] {
  const written: PropertyKey[] = [];
  for (const step of path) {
    const isOwnItem = step === 0 && located.rangeOf([...written, 0]) === null && located.rangeOf(written) !== null;
    if (!isOwnItem) written.push(step);
  }
  return written;
}

function unknownKey(
  block: SettingsBlock,
  located: LocatedData,
  path: readonly PropertyKey[],
  key: string,
  names: readonly string[],
  severity: Severity,
): Diagnostic {
  const known = path.length === 0 ? (block.hintFor?.(key) ?? null) : null;
  const suggestion = nearest(key, names);
  const where = path.length > 0 ? ` in \`${path.map(String).join('.')}\`` : '';
  const keys = () => `known keys are ${names.map((name) => `\`${name}\``).join(', ')}`;
  const hint = known ?? (suggestion ? `did you mean \`${suggestion}\`?` : keys());
  const at = keySpan(block, located, [...path, key]);
  return diagnosticAs(severity, `${block.area}/unknown-key`, `unknown key \`${key}\`${where}`, at, { hint });
}

/** An empty value (`title:`) counts as missing. */
function withoutEmpty(record: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  return Object.fromEntries(Object.entries(record).filter(([, field]) => field !== '' && field !== null));
}

/** The span of a field's value, or of its nearest ancestor that exists. */
export function spanAt(block: SettingsBlock, located: LocatedData, path: readonly PropertyKey[]): Span {
  for (let length = path.length; length >= 0; length--) {
    const range = located.rangeOf(path.slice(0, length));
    if (range) return spanFrom(block, range.start, range.end);
  }
  return block.missingAt;
}

function keySpan(block: SettingsBlock, located: LocatedData, path: readonly PropertyKey[]): Span {
  const range = located.keyRangeOf(path);
  return range ? spanFrom(block, range.start, range.end) : spanAt(block, located, path);
}

/** The span of a range of the block, without white space at its end. */
export function spanFrom(block: SettingsBlock, from: number, to: number): Span {
  const wanted = Math.min(Math.max(to, from), block.text.length);
  const end = Math.max(from, from + block.text.slice(from, wanted).trimEnd().length);
  return { path: block.path, start: block.start + Math.min(from, end), end: block.start + end };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const maxNesting = 20;

/** Counts nesting before parsing, because the parsers themselves take too long for deep nesting. */
export function findTooDeep(block: SettingsBlock): Diagnostic | null {
  const offset = offsetTooDeep(block.text);
  return offset === null ? null : tooDeepAt(block, offset);
}

/** Where a text in YAML or TOML is nested too deeply; null if it isn't. */
export function offsetTooDeep(text: string): number | null {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > maxNesting) return offset;
  }
  const dashes = /^[ \t]*(?:[-?:][ \t]+){21}/m.exec(text);
  return dashes ? dashes.index + dashes[0].length - 1 : null;
}

export function tooDeepAt(block: SettingsBlock, offset: number): Diagnostic {
  return error(
    `${block.area}/too-deep`,
    `nested more than ${maxNesting} levels deep`,
    spanFrom(block, offset, offset + 1),
    {
      hint: 'put quotes around it if it is plain text',
    },
  );
}
