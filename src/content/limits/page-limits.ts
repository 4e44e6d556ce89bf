// Limits on what is parsed. The parser's time and stack depend on how deep blocks are nested and how many marks a paragraph has, not on
// size. Ordinary texts are far below every limit; above them, parsing takes seconds, minutes or all memory. Never parses anything.

import type { Nodes, Root } from 'mdast';
import type { TextRange } from '../context/text-range.ts';
import { maxParseCost, openParseCost } from './parse-cost.ts';

/** Levels of nested blocks and inline marks. */
export const maxDepth = 100;
/** Length of one page, in UTF-16 units. */
export const maxLength = 500_000;

export interface Excess {
  readonly code: 'markdown/too-deep' | 'markdown/too-intricate';
  readonly at: TextRange;
}

/** The first line that is nested too deeply or block that has too many marks, items or rows; null if there is none. */
export function findExcess(text: string): Excess | null {
  let fence = '';
  let block: { readonly start: number; readonly isHtml: boolean } | null = null;
  const cost = openParseCost();
  for (const match of text.matchAll(/[^\n\r]+|\r\n?|\n(?:[ \t]*(?:\r\n?|\n))*/g)) {
    const [line] = match;
    const at = { start: match.index, end: match.index + line.length };
    if (/^[\n\r]/.test(line)) {
      if (/[\n\r].*[\n\r]/s.test(line.replace('\r\n', '\n'))) {
        block = null;
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
    if (mark !== '' && !rest.slice(mark.length).includes('`')) {
      fence = mark;
      block = null;
      cost.fence();
      continue;
    }
    // A definition is followed by another or by a paragraph of its own.
    if (block === null && prefix.trim() === '' && definition.test(rest)) {
      cost.line(prefix, rest.slice(0, rest.indexOf(':')), false);
      continue;
    }
    if (block === null || startsBlock.test(line)) block = { start: at.start, isHtml: html.test(rest) };
    cost.line(prefix, rest, block.isHtml);
    if (cost.total > maxParseCost) return { code: 'markdown/too-intricate', at: { start: block.start, end: at.end } };
  }
  return null;
}

/** A line that is a link reference definition without a title, whatever comes before or after it. */
const definition = /^\[(?![\s^])[^[\]\\]{1,500}\]:[ \t]*[^\s<>()\\]+[ \t]*$/;
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
