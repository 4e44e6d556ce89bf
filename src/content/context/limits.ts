// Limits on what is parsed. The parser's time and stack depend on how deep blocks are nested and how many marks a paragraph has, not on
// size. Ordinary texts are far below every limit; above them, parsing takes seconds, minutes or all memory. Never parses anything.

import type { Nodes, Root } from 'mdast';
import { maxParseCost, openParseCost, withoutPairs } from './parse-cost.ts';
import type { TextRange } from './text-range.ts';

/** Levels of nested blocks and inline marks. */
export const maxDepth = 100;
/** Length of one page, in UTF-16 units. */
export const maxLength = 500_000;
/** Headings underlined with `===` or `---`: for each, the parser searches everything before it. */
const maxUnderlines = 1_000;

export interface Excess {
  readonly code: 'markdown/too-deep' | 'markdown/too-intricate';
  readonly at: TextRange;
}

/** The first line that is nested too deeply or block that has too many marks, items or rows; null if there is none. */
export function findExcess(text: string): Excess | null {
  let fence = '';
  let paragraph: Paragraph | null = null;
  let underlines = 0;
  const cost = openParseCost();
  for (const match of text.matchAll(/[^\n\r]+|\r\n?|\n(?:[ \t]*(?:\r\n?|\n))*/g)) {
    const [line] = match;
    const at = { start: match.index, end: match.index + line.length };
    if (/^[\n\r]/.test(line)) {
      if (/[\n\r].*[\n\r]/s.test(line.replace('\r\n', '\n'))) {
        paragraph = null;
        cost.blank();
      }
      continue;
    }
    // Lines of code have nothing to count.
    if (fence !== '' && !line.includes(fence)) continue;
    const prefix = containers.exec(line)?.[0] ?? '';
    const rest = line.slice(prefix.length);
    const mark = /^(?:`{3,}|~{3,})/.exec(rest)?.[0] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence) && rest.trim() === mark) fence = '';
      continue;
    }
    if (isDeep(prefix)) return { code: 'markdown/too-deep', at };
    if (/^(?:=+|-+)[ \t]*$/.test(rest)) underlines += 1;
    if (underlines > maxUnderlines) return { code: 'markdown/too-intricate', at };
    if (mark !== '' && !rest.slice(mark.length).includes('`')) {
      fence = mark;
      paragraph = null;
      cost.fence();
      continue;
    }
    // A definition is followed by another or by a paragraph of its own.
    if (paragraph === null && prefix.trim() === '' && definition.test(rest)) {
      cost.line(prefix, rest.slice(0, rest.indexOf(':')));
      continue;
    }
    if (paragraph === null || startsBlock.test(line))
      paragraph = { start: at.start, marks: [0, 0, 0], isHtml: html.test(rest), isTable: false };
    // Each row of a table counts its own marks.
    if (paragraph.isTable) paragraph.marks = [0, 0, 0];
    else paragraph.isTable = delimiterRow.test(rest);
    const written = paragraph.isHtml ? rest : withoutAddresses(rest, paragraph.marks[1] > 0);
    // Most lines have too few marks for a closer look.
    const mayBeLong = !paragraph.isHtml && (written.length > 300 || cost.isDense);
    const { line: counted, counts } = mayBeLong ? withoutPairs(written) : { line: written, counts: [] };
    if (!paragraph.isHtml) cost.line(prefix, counted, counts);
    if (hasTooMany(paragraph, counted) || cost.total > maxParseCost)
      return { code: 'markdown/too-intricate', at: { start: paragraph.start, end: at.end } };
  }
  return null;
}

interface Paragraph {
  readonly start: number;
  /** Counts of each kind of mark so far. */
  marks: [number, number, number];
  readonly isHtml: boolean;
  isTable: boolean;
}

/** A line that is a link reference definition without a title, whatever comes before or after it. */
const definition = /^\[(?![\s^])[^[\]\\]{1,500}\]:[ \t]*[^\s<>()\\]+[ \t]*$/;
const delimiterRow = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$/;

/**
 * A line without the addresses of its links, which the parser reads in one go: their marks cost nothing. A bare address counts where a
 * bracket is before it, because it is no link in an open pair.
 */
function withoutAddresses(written: string, isAfterBracket: boolean): string {
  // Between letters an underscore is no mark.
  const line = written.includes('_') ? written.replace(/(?<=[a-z0-9])_+(?=[a-z0-9])/gi, '') : written;
  if (line.length < 500 || !line.includes(':')) return line;
  const short = line
    .replace(/(?<![\\<`])<https?:\/\/[^\s<>`]*>/gi, '')
    .replace(/(?<!\\)(\[[^[\]\\`<]*\])\(https?:[^\s()<>\\`]*\)/gi, '$1');
  if (isAfterBracket) return short;
  return short.replace(/(?<![a-z`[])https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+[/?#][^\s<`[\]]*/gi, (url, at: number) =>
    short.lastIndexOf('[', at) < 0 ? '' : url,
  );
}

/** Markers of quotations and lists before a line. */
const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
const startsBlock = /^[ \t]*(?:>|[-+*|#]|\d{1,9}[.)][ \t])/;
/** Blocks of HTML, in which Markdown's marks have no meaning. */
const html =
  /^<(?:!--|\/?(?:address|article|aside|blockquote|details|div|dl|dt|dd|figure|figcaption|form|h[1-6]|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul|video|picture|audio)\b)/i;

function isDeep(prefix: string): boolean {
  const markers = prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
  // Each nested list is indented by at least two more columns.
  return markers > maxDepth || (markers > 0 && prefix.length > 4 * maxDepth);
}

const kinds = [
  { marks: /[*_~]/g, max: 2_000 },
  { marks: /[[\]!<@$]/g, max: 4_000 },
  { marks: /`/g, max: 20_000 },
];

function hasTooMany({ marks, isHtml }: Paragraph, line: string): boolean {
  if (isHtml) return false;
  return kinds.some((kind, index) => {
    const before = marks[index] ?? 0;
    const count = before + (line.match(kind.marks)?.length ?? 0);
    marks[index] = count;
    return count > kind.max;
  });
}

/** A node that is nested deeper than allowed, or null. Not recursive, because the tree may be deep enough to overflow the stack. */
export function findTooDeep(tree: Root): Nodes | null {
  const stack: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, depth } = item;
    if (depth > maxDepth) return node;
    if ('children' in node) for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
  return null;
}
