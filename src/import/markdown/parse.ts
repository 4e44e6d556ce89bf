// Markdown → its tree with offsets. The only file of the import that parses Markdown.

import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

let last: { readonly text: string; readonly tree: Root } | null = null;

/** The tree of a text, which must not be changed: a body is often parsed to find its code, and again, unchanged, to be converted. */
export function parseMarkdown(text: string): Root {
  if (last?.text !== text) last = { text, tree: processor.parse(text) };
  return last.tree;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export function rangeOf(node: Nodes): Range {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** Calls `visit` for a node and everything in it, with the nodes around it, the nearest last. */
export function eachNode(
  node: Nodes,
  visit: (node: Nodes, ancestors: readonly Nodes[]) => void,
  ancestors: readonly Nodes[] = [],
): void {
  visit(node, ancestors);
  if (!('children' in node)) return;
  const within = [...ancestors, node];
  for (const child of node.children) eachNode(child, visit, within);
}

/** The text of a node as readers see it. Images have none. */
export function visibleText(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(visibleText).join('') : '';
}

/** Ranges of code, in which nothing but text is meant. */
export function codeRanges(text: string): readonly Range[] {
  const ranges: Range[] = [];
  eachNode(parseMarkdown(text), (node) => {
    if (node.type === 'code' || node.type === 'inlineCode') ranges.push(rangeOf(node));
  });
  return ranges;
}
