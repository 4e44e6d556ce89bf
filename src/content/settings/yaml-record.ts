// The only file that parses YAML: text → a record validated by a zod schema, with diagnostics at exact positions. Scalars stay text
// (YAML's failsafe schema), so `012`, `yes` and dates reach the zod schema as written and don't depend on a YAML version. Tags are always
// refused, anchors and aliases unless a file may have them: settings are data, not programs.

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type * as z from 'zod';
import { type Built, type Diagnostic, diagnosticAs, error, type Severity, type Span } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { keysOf } from './schema-keys.ts';

/** A block of YAML inside a file. */
export interface YamlBlock {
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
export interface YamlRecord<T> {
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

const maxNesting = 20;
const maxSyntaxErrors = 3;

/** Decodes a block with a schema of plain records. Reports syntax errors, duplicate and unknown keys, and the issues of the schema. */
export function decodeYaml<T>(block: YamlBlock, schema: z.ZodType<T>): Built<YamlRecord<T>> {
  const tooDeep = findTooDeep(block);
  if (tooDeep) return { value: unreadable(() => block.missingAt), diagnostics: [tooDeep] };
  const document = parseDocument(unixLines(block.text), { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const spanOf = (path: readonly PropertyKey[]) => spanAt(block, document, path);
  const broken = [...syntaxErrors(block, document), ...refusedNodes(block, document)];
  if (broken.length > 0) return { value: unreadable(spanOf), diagnostics: broken };
  const data: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (data === '') return decodeData(block, document, schema, {});
  if (!isRecord(data)) {
    const wrong = error(`${block.area}/not-a-mapping`, 'expected lines of the form `key: value`', spanOf([]), {
      hint: 'write one field per line, such as `title: My title`',
    });
    return { value: unreadable(spanOf), diagnostics: [wrong] };
  }
  return decodeData(block, document, schema, withoutEmpty(data));
}

function unreadable(spanOf: (path: readonly PropertyKey[]) => Span) {
  return { value: null, validFields: null, unknown: {}, keySpan: (key: string) => spanOf([key]), spanOf };
}

function decodeData<T>(
  block: YamlBlock,
  document: Document,
  schema: z.ZodType<T>,
  data: { readonly [key: string]: unknown },
): Built<YamlRecord<T>> {
  const knownKeys = keysOf(schema, []);
  const unknown = Object.keys(data).filter((key) => !knownKeys.includes(key));
  const { unknownKeys: severity } = block;
  const unknownKeys =
    severity === 'ignore' ? [] : unknown.map((key) => unknownKey(block, document, [], key, knownKeys, severity));
  const known = Object.fromEntries(Object.entries(data).filter(([key]) => knownKeys.includes(key)));
  const result = schema.safeParse(known);
  const issues = result.success
    ? []
    : result.error.issues.flatMap((issue) => diagnosticsFor(block, document, issue, schema));
  const isValid = result.success && (severity !== 'error' || unknown.length === 0);
  const spanOf = (path: readonly PropertyKey[]) => spanAt(block, document, path);
  const validFields = result.success ? result.data : validFieldsOf(known, result.error.issues, schema);
  return {
    value: {
      value: isValid ? result.data : null,
      validFields,
      unknown: Object.fromEntries(unknown.map((key) => [key, data[key]])),
      keySpan: (key) => keySpan(block, document, [key]),
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
  block: YamlBlock,
  document: Document,
  issue: z.core.$ZodIssue,
  schema: z.ZodType<T>,
): Diagnostic[] {
  if (issue.code === 'unrecognized_keys') {
    const names = keysOf(schema, issue.path);
    return issue.keys.map((key) => unknownKey(block, document, issue.path, key, names, 'error'));
  }
  // A single value may replace a list or record that holds it. Then the issue is about that value.
  const parent = document.getIn(issue.path.slice(0, -1), true);
  if (issue.path.length > 1 && isScalar(parent) && !isEmptyAt(document, issue.path.slice(0, -1)))
    return diagnosticsFor(block, document, { ...issue, path: issue.path.slice(0, -1) }, schema);
  const field = issue.path.map(String).join('.');
  const name = String(issue.path.at(-1) ?? '');
  if (document.getIn([...issue.path], true) === undefined || isEmptyAt(document, issue.path)) {
    const at = issue.path.length > 1 ? spanAt(block, document, issue.path.slice(0, -1)) : block.missingAt;
    if (typeof issue.path.at(-1) === 'number') {
      const list = issue.path.slice(0, -1).map(String).join('.');
      const hint = 'write a value, or remove the entry';
      return [error(`${block.area}/empty-entry`, `\`${list}\` has an entry without a value`, at, { hint })];
    }
    const hint = `add a line \`${name}: …\``;
    return [error(`${block.area}/missing-${name}`, `\`${field}\` is missing`, at, { hint })];
  }
  const code = `${block.area}/invalid-${field.replace(/\.\d+/g, '').replace(/\./g, '-') || 'value'}`;
  const [message = issue.message, ...hint] = issue.message.split('\n');
  const at = spanAt(block, document, issue.path);
  return [error(code, `\`${field}\` ${message}`, at, { hint: hint.length > 0 ? hint.join(' ') : null })];
}

function unknownKey(
  block: YamlBlock,
  document: Document,
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
  const at = keySpan(block, document, [...path, key]);
  return diagnosticAs(severity, `${block.area}/unknown-key`, `unknown key \`${key}\`${where}`, at, { hint });
}

function syntaxErrors(block: YamlBlock, document: Document): Diagnostic[] {
  const seen = new Set<string>();
  const errors = document.errors.filter(({ code, message }) => {
    // The parser reports one wrong indentation again for every line below it.
    const isRepeat = seen.has(message) && code === 'BAD_INDENT';
    seen.add(message);
    return !isRepeat;
  });
  return errors.slice(0, maxSyntaxErrors).map((problem) => {
    const [from, to] = problem.pos;
    const open = /^(?:Missing closing|Flow (?:sequence|map))/.test(problem.message) ? openAt(document, from) : null;
    if (open !== null) {
      const mark = block.text[open] ?? '';
      const closing = mark === '[' ? ']' : mark === '{' ? '}' : mark;
      const at = spanFrom(block, open, lineEnd(block.text, open));
      return error(`${block.area}/syntax`, `this \`${mark}\` is never closed`, at, { hint: `add \`${closing}\`` });
    }
    if (problem.code === 'DUPLICATE_KEY') {
      const key = /^[^\s:]+/.exec(block.text.slice(from))?.[0] ?? '';
      const at = spanFrom(block, from, from + Math.max(1, key.length));
      return error(`${block.area}/duplicate-key`, `duplicate key \`${key}\``, at, { hint: 'remove one of them' });
    }
    if (problem.code === 'MULTIPLE_DOCS') {
      return error(`${block.area}/second-document`, 'a second YAML document starts here', spanFrom(block, from, to), {
        hint: 'remove the line `...` above it',
      });
    }
    const { message, hint } = reworded(
      problem.code,
      problem.message,
      block.text.slice(from, lineEnd(block.text, from)),
    );
    const end = lineEnd(block.text, from);
    const widened = to - from > 1 && end > from ? Math.min(to, end) : Math.max(from, end);
    return error(`${block.area}/syntax`, message, spanFrom(block, from, widened), { hint });
  });
}

/** The parser's message, or a better one for an author. */
function reworded(code: string, message: string, line: string): { message: string; hint: string | null } {
  if (code === 'TAB_AS_INDENT') return { message: 'this line is indented with a tab', hint: 'indent with spaces' };
  if (code === 'KEY_OVER_1024_CHARS') return { message: 'this field name is longer than 1,024 characters', hint: null };
  const unspaced = /^([\w-]+):(?=[^\s:])(.*)$/.exec(line);
  if (code === 'MULTILINE_IMPLICIT_KEY' && unspaced) {
    return { message: `there is no space after \`${unspaced[1]}:\``, hint: `write \`${unspaced[1]}: ${unspaced[2]}\`` };
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || /compact mapping|implicit key/i.test(message)) {
    const hint = "put quotes around it, such as `title: 'Go: the parts'`";
    return { message: 'text that contains `: ` needs quotes', hint };
  }
  return { message: `not valid YAML: ${(message.split('\n')[0] ?? '').replace(/\.$/, '')}`, hint: null };
}

/** Offset of the innermost list, record or quoted text that is still open at an offset; null if there is none. */
function openAt(document: Document, offset: number): number | null {
  let open: number | null = null;
  visit(document, {
    Node(_key, node: Node) {
      const [start, , end] = node.range ?? [0, 0, 0];
      const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      const isFlow = isCollection(node) && node.flow === true;
      if ((isQuoted || isFlow) && start < offset && end >= offset) open = start;
    },
  });
  return open;
}

function lineEnd(text: string, from: number): number {
  const end = /[\r\n]/.exec(text.slice(from));
  return end ? from + end.index : text.length;
}

function refusedNodes(block: YamlBlock, document: Document): Diagnostic[] {
  const refused: Diagnostic[] = [];
  visit(document, {
    Node(_key, node: Node) {
      const kind = refusalFor(node, block.mayAlias ?? false);
      if (!kind || refused.length >= maxSyntaxErrors) return undefined;
      const [from, to] = markOf(block, node);
      refused.push(
        error(`${block.area}/${kind}`, `a YAML ${kind} is not allowed here`, spanFrom(block, from, to), {
          hint:
            kind === 'tag'
              ? 'put quotes around text that starts with `!`'
              : 'write the value out, or put quotes around it',
        }),
      );
      return visit.SKIP;
    },
    Pair(_key, { key }) {
      if (!isCollection(key) || refused.length >= maxSyntaxErrors) return undefined;
      const [from, to] = key.range ?? [0, 0, 0];
      const hint = 'write one field per line, such as `title: My title`';
      refused.push(
        error(`${block.area}/bad-key`, 'a field name must be plain text', spanFrom(block, from, to), { hint }),
      );
      return visit.SKIP;
    },
  });
  return refused;
}

/** The range of an alias, or of the anchor and tag before a node. */
function markOf(block: YamlBlock, node: Node): readonly [number, number] {
  const [from, to] = node.range ?? [0, 0, 0];
  if (isAlias(node)) return [from, to];
  const marks = /(?:[&!][^\s,[\]{}]*\s*)+$/.exec(block.text.slice(0, from))?.[0] ?? '';
  return [from - marks.length, marks === '' ? to : from - marks.length + marks.trimEnd().length];
}

/** The kind of YAML syntax for which a node is refused, or null. */
function refusalFor(node: Node, mayAlias: boolean): 'alias' | 'anchor' | 'tag' | null {
  if (isAlias(node)) return mayAlias ? null : 'alias';
  if ('anchor' in node && node.anchor && !mayAlias) return 'anchor';
  return node.tag ? 'tag' : null;
}

/** Counts nesting before parsing, because the parser itself takes too long for deep nesting. */
function findTooDeep(block: YamlBlock): Diagnostic | null {
  let depth = 0;
  for (let offset = 0; offset < block.text.length; offset++) {
    const character = block.text[offset];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > maxNesting) return tooDeepAt(block, offset);
  }
  const dashes = /^[ \t]*(?:[-?:][ \t]+){21}/m.exec(block.text);
  return dashes ? tooDeepAt(block, dashes.index + dashes[0].length - 1) : null;
}

function tooDeepAt(block: YamlBlock, offset: number): Diagnostic {
  return error(
    `${block.area}/too-deep`,
    `nested more than ${maxNesting} levels deep`,
    spanFrom(block, offset, offset + 1),
    {
      hint: 'put quotes around it if it is plain text',
    },
  );
}

/** In YAML a lone CR does not end a line. The text keeps its length, so all offsets stay valid. */
function unixLines(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}

/** An empty value (`title:`) counts as missing. */
function withoutEmpty(record: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  return Object.fromEntries(Object.entries(record).filter(([, field]) => field !== '' && field !== null));
}

function isEmptyAt(document: Document, path: readonly PropertyKey[]): boolean {
  const node = document.getIn([...path], true);
  return isScalar(node) && (node.value === '' || node.value === null);
}

function spanAt(block: YamlBlock, document: Document, path: readonly PropertyKey[]): Span {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return spanFrom(block, node.range[0], node.range[1]);
  }
  return block.missingAt;
}

function keySpan(block: YamlBlock, document: Document, path: readonly PropertyKey[]): Span {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const items = isMap(parent) ? parent.items : [];
  const key = items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))?.key;
  return isScalar(key) && key.range ? spanFrom(block, key.range[0], key.range[1]) : spanAt(block, document, path);
}

function spanFrom(block: YamlBlock, from: number, to: number): Span {
  const wanted = Math.min(Math.max(to, from), block.text.length);
  const end = Math.max(from, from + block.text.slice(from, wanted).trimEnd().length);
  return { path: block.path, start: block.start + Math.min(from, end), end: block.start + end };
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
