// Labels of Mermaid diagrams: line breaks, bold and italic text, and character references; and how Graphviz is told about them. Must let
// no other markup through: a label is text.

import { labelWidth, wrapLabel } from '../label-width.ts';
import { fail, type Reader, warn } from './reader.ts';

/** Text of one style. */
export interface Run {
  readonly text: string;
  /** Letters of `b`, `i` and `u`: bold, italic, underlined. */
  readonly style: string;
}

/** Lines of runs. */
export type Label = readonly (readonly Run[])[];

/** Labels wrap at this width, in pixels. */
const maxWidth = 200;

export function plainLabel(text: string, style = ''): Label {
  return text === '' ? [] : text.split('\n').map((line) => [{ text: line, style }]);
}

/** The label that an author wrote at an offset: with `<br>`, `<b>`, `**bold**`, and in a `"`…`"` string other Markdown marks as well. */
export function readLabel(written: string, start: number, reader: Pick<Reader, 'mistakes'>): Label {
  const [, markdown] = /^`([\s\S]*)`$/.exec(written) ?? [];
  const text = (markdown ?? written)
    .replace(icons, '')
    .replace(/[ \t]*\n[ \t]*/g, markdown === undefined ? ' ' : '\n')
    .trim();
  reportMarkup(written, start, reader);
  const lines: Run[][] = [[]];
  const on = new Set<string>();
  let last = 0;
  const add = (end: number) => {
    if (end > last) lines.at(-1)?.push({ text: decoded(text.slice(last, end)), style: [...on].sort().join('') });
  };
  for (const match of text.matchAll(markdown === undefined ? marks : markdownMarks)) {
    add(match.index);
    last = match.index + match[0].length;
    const { br, tag, close, star } = match.groups ?? {};
    if (br !== undefined) lines.push([]);
    const style =
      tag === undefined ? (star === undefined ? '' : star.length === 2 ? 'b' : 'i') : tagStyles[tag.toLowerCase()];
    if (!style) continue;
    if (tag === undefined ? on.has(style) : close === '/') on.delete(style);
    else on.add(style);
  }
  add(text.length);
  return lines.flatMap(wrapped);
}

const markupPattern = String.raw`(?<br><br\s*/?>|\\n|\n)|<(?<close>/?)(?<tag>b|strong|i|em|u)>|`;
const marks = new RegExp(String.raw`${markupPattern}(?<star>\*\*(?=\S[^*]*\*\*)|(?<=\*\*[^*]*\S)\*\*)`, 'gi');
const markdownMarks = new RegExp(
  String.raw`${markupPattern}(?<star>\*\*|__|\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}]))`,
  'giu',
);
const tagStyles: { readonly [tag: string]: string } = { b: 'b', strong: 'b', i: 'i', em: 'i', u: 'u' };

/** Reports markup that can't be drawn. Other angle brackets are text: `Vec<T>`. */
function reportMarkup(written: string, start: number, reader: Pick<Reader, 'mistakes'>): void {
  for (const { 0: all, index } of written.matchAll(elements)) {
    const hint = 'labels can have `<br>`, `<b>`, `<i>`, `<u>` and `**bold**`';
    fail(reader, start + index, start + index + all.length, 'this element can’t be drawn in a label', hint);
  }
  for (const { 0: all, index } of written.matchAll(icons)) {
    const hint = 'remove it, or use a character such as an emoji';
    const end = start + index + all.trimEnd().length;
    warn(reader, 'diagram/removed-icon', start + index, end, 'icons in diagrams are removed', hint);
  }
}

const elements = /<\/?(?:a|code|div|font|h\d|hr|img|li|ol|p|pre|small|span|style|sub|sup|svg|table|td|tr|ul)\b[^>]*>/gi;
const icons = /\bfa[bklrs]?:fa-[\w-]+\s*/g;

/** Resolves Mermaid's `#quot;` and `#9829;` and the references of HTML. */
function decoded(text: string): string {
  return text.replace(
    /[#&](?:#?(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (all, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return namedCharacters[name.toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 31 && code < 0x11_0000 && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : '';
    },
  );
}

const namedCharacters: { readonly [name: string]: string } = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
  hash: '#',
};

function wrapped(line: readonly Run[]): Run[][] {
  const [only] = line;
  if (!only) return [[]];
  if (line.length === 1) return wrapLabel(only.text, maxWidth).map((text) => [{ text, style: only.style }]);
  const lines: Run[][] = [[]];
  let width = 0;
  for (const { text, style } of line)
    for (const word of text.match(/\s*\S+\s*$|\s*\S+|\s+/g) ?? []) {
      const wordWidth = labelWidth(word);
      const isFull = width + wordWidth > maxWidth && width > 0 && /^\s/.test(word);
      if (isFull) lines.push([]);
      lines.at(-1)?.push({ text: isFull ? word.trimStart() : word, style });
      width = (isFull ? 0 : width) + wordWidth;
    }
  return lines;
}

/** Whether a label has more than plain text. */
export function hasStyles(label: Label): boolean {
  return label.some((line) => line.some(({ style }) => style !== ''));
}

/** The value of Graphviz's `label` attribute: the text alone. */
export function dotLabel(label: Label): string {
  return dotString(label.map((line) => line.map(({ text }) => text).join('')).join('\n'));
}

export function dotString(text: string): string {
  return `"${text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
