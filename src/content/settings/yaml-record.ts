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
import { type Built, type Diagnostic, error } from '../../model/diagnostic.ts';
import type { TextRange } from '../context/text-range.ts';
import {
  type DecodedRecord,
  decodeRecord,
  findTooDeep,
  type LocatedData,
  type SettingsBlock,
  spanAt,
  spanFrom,
  unreadable,
} from './record.ts';

const maxSyntaxErrors = 3;

/** Decodes a block with a schema of plain records. Reports syntax errors, duplicate and unknown keys, and the issues of the schema. */
export function decodeYaml<T>(block: SettingsBlock, schema: z.ZodType<T>): Built<DecodedRecord<T>> {
  const tooDeep = findTooDeep(block);
  if (tooDeep) return { value: unreadable(() => block.missingAt), diagnostics: [tooDeep] };
  const document = parseDocument(unixLines(block.text), { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const located = locatedIn(document);
  const tab = tabError(block, document);
  const broken = tab ? [tab] : [...syntaxErrors(block, document), ...refusedNodes(block, document)];
  if (broken.length === 0)
    return decodeRecord(block, { ...located, data: document.toJS({ maxAliasCount: 100 }) }, schema);
  const spanOf = (path: readonly PropertyKey[]) => spanAt(block, { ...located, data: null }, path);
  return { value: unreadable(spanOf), diagnostics: broken };
}

function locatedIn(document: Document): Omit<LocatedData, 'data'> {
  const nodeAt = (path: readonly PropertyKey[]): unknown =>
    path.length === 0 ? document.contents : document.getIn([...path], true);
  const rangeIn = (node: unknown): TextRange | null =>
    isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : null;
  return {
    field: (name) => `${name}: …`,
    rangeOf: (path) => rangeIn(nodeAt(path)),
    keyRangeOf(path) {
      const parent = nodeAt(path.slice(0, -1));
      const items = isMap(parent) ? parent.items : [];
      return rangeIn(items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))?.key);
    },
    scalarAt(path) {
      const node = nodeAt(path);
      return node === undefined ? undefined : isScalar(node) ? String(node.value ?? '') : null;
    },
  };
}

/** One error for all lines that are indented with tabs: the parser's own errors about them, and all later ones, are misleading. */
function tabError(block: SettingsBlock, document: Document): Diagnostic | null {
  const text = unixLines(block.text);
  const startOf = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
  const first = document.errors.find(({ code, pos }) => {
    return code === 'TAB_AS_INDENT' || /^ *\t/.test(text.slice(startOf(pos[0]), startOf(pos[0]) + 100));
  });
  if (!first) return null;
  const start = startOf(first.pos[0]);
  const end = lineEnd(text, start);
  const more = text.slice(end).match(/\n *\t/g)?.length ?? 0;
  const others = more === 0 ? '' : `, and so ${more === 1 ? 'is 1 more' : `are ${more} more`} below`;
  const message = `this line is indented with a tab${others}`;
  return error(`${block.area}/syntax`, message, spanFrom(block, start, end), { hint: 'indent with spaces' });
}

function syntaxErrors(block: SettingsBlock, document: Document): Diagnostic[] {
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

function refusedNodes(block: SettingsBlock, document: Document): Diagnostic[] {
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
function markOf(block: SettingsBlock, node: Node): readonly [number, number] {
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

/** In YAML a lone CR does not end a line. The text keeps its length, so all offsets stay valid. */
function unixLines(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}
