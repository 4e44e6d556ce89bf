// Limits on what is parsed: the parser's time and stack grow with how deep things are nested and how many marks one paragraph holds, not
// with size. What a person writes is far below every limit here; what is above takes seconds, minutes or all memory.

import type { Nodes, Root } from 'mdast';
import { maxParseCost, openParseCost } from './parse-cost.ts';
import type { TextRange } from './text-range.ts';

/** Blocks and inline marks inside each other. */
export const maxDepth = 100;
/** Of one page, in UTF-16 units. */
export const maxLength = 500_000;
/** Headings underlined with `===` or `---`; the parser looks through all before it for each of them. */
const maxUnderlines = 1_000;

export interface Excess {
  readonly code: 'markdown/too-deep' | 'markdown/too-intricate';
  readonly at: TextRange;
}

/** The first line that is nested too deep or paragraph that holds too many marks, found without parsing; null where there is none. */
export function findExcess(text: string): Excess | null {
  let fence = '';
  let paragraph: Paragraph | null = null;
  let underlines = 0;
  const effort = openParseCost();
  for (const match of text.matchAll(/[^\n\r]+|\r\n?|\n(?:[ \t]*(?:\r\n?|\n))*/g)) {
    const [line] = match;
    const at = { start: match.index, end: match.index + line.length };
    if (/^[\n\r]/.test(line)) {
      if (/[\n\r].*[\n\r]/s.test(line.replace('\r\n', '\n'))) {
        paragraph = null;
        effort.blank();
      }
      continue;
    }
    // Most lines of code are nothing else.
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
      effort.fence();
      continue;
    }
    if (paragraph === null || startsBlock.test(line))
      paragraph = { start: at.start, marks: [0, 0, 0], isHtml: html.test(rest) };
    if (!paragraph.isHtml) effort.line(prefix, rest);
    if (hasTooMany(paragraph, rest) || effort.total > maxParseCost)
      return { code: 'markdown/too-intricate', at: { start: paragraph.start, end: at.end } };
  }
  return null;
}

interface Paragraph {
  readonly start: number;
  /** How many of each kind of mark it holds so far. */
  readonly marks: [number, number, number];
  readonly isHtml: boolean;
}

/** What quotes and lists put before a line. */
const containers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
const startsBlock = /^[ \t]*(?:>|[-+*|#]|\d{1,9}[.)][ \t])/;
/** Blocks of HTML, in which Markdown's marks mean nothing. */
const html =
  /^<(?:!--|\/?(?:address|article|aside|blockquote|details|div|dl|dt|dd|figure|figcaption|form|h[1-6]|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul|video|picture|audio)\b)/i;

function isDeep(prefix: string): boolean {
  const markers = prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
  // Each list inside another one needs two columns more.
  return markers > maxDepth || (markers > 0 && prefix.length > 4 * maxDepth);
}

const kinds = [
  { marks: /[*_~]/g, most: 2_000 },
  { marks: /[[\]!<@$]/g, most: 4_000 },
  { marks: /`/g, most: 20_000 },
];

function hasTooMany({ marks, isHtml }: Paragraph, line: string): boolean {
  if (isHtml) return false;
  return kinds.some((kind, index) => {
    const before = marks[index] ?? 0;
    const count = before + (line.match(kind.marks)?.length ?? 0);
    marks[index] = count;
    return count > kind.most;
  });
}

/** The first node that is deeper than allowed, or null. Never recursive: the tree may be deep enough to overflow the stack. */
export function findTooDeep(tree: Root): Nodes | null {
  const stack: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node, depth } = item;
    if (depth > maxDepth) return node;
    if ('children' in node) for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
  return null;
}
