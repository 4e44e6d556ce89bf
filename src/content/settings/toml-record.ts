// The only file that parses TOML: text → a record validated by a zod schema, as `yaml-record.ts` does for YAML. Loaded only when a file has
// TOML. Scalars reach the schema as written: TOML's own dates would lose their day in another time zone, and `1.10` its zero.

import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type * as z from 'zod';
import { type Built, error, type Span } from '../../model/diagnostic.ts';
import type { TextRange } from '../context/text-range.ts';
import {
  type DecodedRecord,
  decodeRecord,
  findTooDeep,
  type LocatedData,
  offsetTooDeep,
  type SettingsBlock,
  spanFrom,
  tooDeepAt,
  unreadable,
} from './record.ts';

/** A value of the block, with its position. */
interface Located extends TextRange {
  readonly content: string | Located[] | Map<string, Field>;
}

interface Field {
  readonly key: TextRange;
  value: Located;
}

/** Dotted keys nest as deep as brackets may. */
const maxKeys = 20;

/** Decodes a block with a schema of plain records. Reports syntax errors, unknown keys and the issues of the schema. */
export function decodeToml<T>(block: SettingsBlock, schema: z.ZodType<T>): Built<DecodedRecord<T>> {
  const missing = (): Span => block.missingAt;
  const tooDeep = findTooDeep(block);
  if (tooDeep) return { value: unreadable(missing), diagnostics: [tooDeep] };
  // In TOML a lone CR does not end a line. The text keeps its length, so all offsets stay valid.
  const text = block.text.replace(/\r(?!\n)/g, '\n');
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (failure) {
    if (!(failure instanceof ParseError)) throw failure;
    return { value: unreadable(missing), diagnostics: [syntaxError(block, text, failure)] };
  }
  const deep = deepKey(program);
  if (deep) return { value: unreadable(missing), diagnostics: [tooDeepAt(block, deep.range[0])] };
  return decodeRecord(block, locatedIn(rootOf(program, text)), schema);
}

/** A text in TOML → its data with every scalar as written, or the first line that is wrong, from 1, and why. */
export function tomlData(
  written: string,
): { readonly data: unknown } | { readonly line: number; readonly why: string } {
  const text = written.replace(/\r(?!\n)/g, '\n');
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const tooDeep = offsetTooDeep(text);
  if (tooDeep !== null) return { line: lineAt(tooDeep), why: 'it is nested too deeply' };
  try {
    const program = parseTOML(text, { tomlVersion: '1.0' });
    const deep = deepKey(program);
    if (deep) return { line: lineAt(deep.range[0]), why: 'it is nested too deeply' };
    return { data: dataOf(rootOf(program, text)) };
  } catch (failure) {
    if (!(failure instanceof ParseError)) throw failure;
    // A missing value is found at the start of the next line.
    const before = text.slice(0, failure.index);
    return { line: lineAt(before.replace(/=\s*$/, '=').length), why: failure.message.replace(/\.$/, '') };
  }
}

function rootOf(program: AST.TOMLProgram, text: string): Located {
  const root: Located = { start: 0, end: text.length, content: new Map() };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') addField(root, node, text);
    else {
      const table = tableAt(root, node);
      for (const field of node.body) addField(table, field, text);
    }
  }
  return root;
}

/** The first key that is nested too deeply by dots. */
function deepKey(program: AST.TOMLProgram): AST.TOMLBare | AST.TOMLQuoted | undefined {
  return program.body[0].body
    .map((node) => (node.type === 'TOMLTable' ? node.key.keys[maxKeys] : undefined) ?? deepKeyIn(node))
    .find((key) => key !== undefined);
}

function deepKeyIn(node: AST.TOMLKeyValue | AST.TOMLTable): AST.TOMLBare | AST.TOMLQuoted | undefined {
  if (node.type === 'TOMLTable') return node.body.map(deepKeyIn).find((key) => key !== undefined);
  return node.key.keys[maxKeys];
}

/** What the header of a table names: `[a.b]` a record, `[[a.b]]` the next record of a list. */
function tableAt(root: Located, { key, resolvedKey, range }: AST.TOMLTable): Located {
  let at = root;
  let used = 0;
  for (const [index, step] of resolvedKey.entries()) {
    const own = { start: range[0], end: range[1] };
    if (typeof step === 'number') {
      const list: Located[] = Array.isArray(at.content) ? at.content : [];
      list[step] ??= { ...own, content: new Map() };
      at = list[step];
      continue;
    }
    const position = key.keys[used++]?.range ?? range;
    const isList = typeof resolvedKey[index + 1] === 'number';
    at = fieldOf(at, step, { start: position[0], end: position[1] }, () => (isList ? [] : new Map()), own);
  }
  return at;
}

/** The value of a field, which is created where it is missing. */
function fieldOf(
  { content }: Located,
  name: string,
  key: TextRange,
  create: () => Located['content'],
  range: TextRange,
): Located {
  if (!(content instanceof Map)) return { ...range, content: new Map() };
  const field = content.get(name) ?? { key, value: { start: range.start, end: range.end, content: create() } };
  content.set(name, field);
  return field.value;
}

function addField(table: Located, { key, value }: AST.TOMLKeyValue, text: string): void {
  let at = table;
  key.keys.forEach((part, index) => {
    const name = part.type === 'TOMLBare' ? part.name : part.value;
    const range = { start: part.range[0], end: part.range[1] };
    const isLast = index === key.keys.length - 1;
    if (!isLast) at = fieldOf(at, name, range, () => new Map(), { start: key.range[0], end: value.range[1] });
    else if (at.content instanceof Map) at.content.set(name, { key: range, value: located(value, text) });
  });
}

function located(node: AST.TOMLContentNode, text: string): Located {
  const range = { start: node.range[0], end: node.range[1] };
  if (node.type === 'TOMLArray') return { ...range, content: node.elements.map((item) => located(item, text)) };
  if (node.type === 'TOMLInlineTable') {
    const table: Located = { ...range, content: new Map() };
    for (const field of node.body) addField(table, field, text);
    return table;
  }
  if (node.kind === 'string') return { ...range, content: node.value };
  const written = text.slice(range.start, range.end);
  return { ...range, content: /date|time/.test(node.kind) ? written.toUpperCase() : written };
}

function locatedIn(root: Located): LocatedData {
  const fieldAt = (
    path: readonly PropertyKey[],
  ): { readonly key: TextRange | null; readonly value: Located } | null => {
    let found: { readonly key: TextRange | null; readonly value: Located } | null = { key: null, value: root };
    for (const step of path) {
      const content: Located['content'] | undefined = found?.value.content;
      if (content instanceof Map) found = content.get(String(step)) ?? null;
      else if (Array.isArray(content))
        found = content[Number(step)] ? { key: null, value: content[Number(step)] ?? root } : null;
      else found = null;
    }
    return found;
  };
  return {
    data: dataOf(root),
    field: (name) => `${name} = …`,
    rangeOf: (path) => fieldAt(path)?.value ?? null,
    keyRangeOf: (path) => fieldAt(path)?.key ?? null,
    scalarAt(path) {
      const found = fieldAt(path);
      if (!found) return undefined;
      return typeof found.value.content === 'string' ? found.value.content : null;
    },
  };
}

function dataOf({ content }: Located): unknown {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(dataOf);
  return Object.fromEntries(Array.from(content, ([name, { value }]) => [name, dataOf(value)]));
}

function syntaxError(block: SettingsBlock, text: string, { index, message }: ParseError) {
  const line = text.slice(text.lastIndexOf('\n', index - 1) + 1).split('\n', 1)[0] ?? '';
  const [, name = '', value = ''] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
  const key = /^\s*([\w.-]+)/.exec(line)?.[1] ?? '';
  const isRepeat = /multiple times/i.test(message);
  const what = message.replace(/\.$/, '');
  const lineStart = text.lastIndexOf('\n', index - 1) + 1;
  const at =
    isRepeat || name !== ''
      ? spanFrom(block, lineStart, lineStart + line.length)
      : spanFrom(block, Math.min(index, text.length - 1), index + 1);
  if (isRepeat)
    return error(`${block.area}/duplicate-key`, `duplicate key \`${key}\``, at, { hint: 'remove one of them' });
  if (name !== '') {
    const hint = `write \`${name} = "${value.replace(/^["']|["']$/g, '')}"\`, or use \`---\` instead of \`+++\` for YAML`;
    return error(`${block.area}/syntax`, `\`${name}:\` is YAML, but this block is TOML`, at, { hint });
  }
  const hint = 'write fields such as `title = "My title"`';
  return error(`${block.area}/syntax`, `not valid TOML: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, at, { hint });
}
