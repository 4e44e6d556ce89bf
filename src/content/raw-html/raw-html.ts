// Parses raw HTML into the tree: comments become nodes; if there is any other raw HTML, the whole tree goes through an HTML parser once.
// Must not run that parser for a page without raw HTML: it is slow.

import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import type {} from 'remark-rehype';
import type { VFile } from 'vfile';
import { error } from '../../model/diagnostic.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { maxDepth } from '../limits/page-limits.ts';

const parse = rehypeRaw();

export function rawHtml(tree: Root, context: RenderContext, file: VFile): void {
  const rawNodes = separateComments(tree, { depth: 0, isTooDeep: false }, context);
  if (rawNodes > 0) tree.children = parse(tree, file).children;
}

interface OpenElements {
  /** How many elements are open at this point. */
  depth: number;
  isTooDeep: boolean;
}

/** Turns comments into nodes and checks the other raw nodes. Returns how many raw nodes remain. */
function separateComments(node: Nodes, open: OpenElements, context: RenderContext): number {
  if (!('children' in node)) return 0;
  let remaining = 0;
  node.children.forEach((child, index) => {
    if (child.type !== 'raw') {
      remaining += separateComments(child, open, context);
      return;
    }
    const comment = /^\s*<!--(?!-?>)([\s\S]*?)(?<!-)-->\s*$/.exec(child.value);
    if (comment && !comment[1]?.includes('--!>')) {
      node.children[index] = { type: 'comment', value: comment[1] ?? '', ...positionOf(child) };
      return;
    }
    child.value = withoutForgedMarks(child.value);
    countOpenElements(child.value, open);
    if (open.depth > maxDepth && !open.isTooDeep) {
      open.isTooDeep = true;
      const message = `more than ${maxDepth} HTML elements are nested here`;
      const hint = 'close them, or remove tags that are never closed';
      context.diagnostics.push(error('markdown/too-deep', message, spanOf(child, context), { hint }));
    }
    if (open.isTooDeep) child.value = '';
    remaining += 1;
  });
  return remaining;
}

function positionOf(node: Nodes) {
  return node.position ? { position: node.position } : {};
}

/** Removes character references to U+FDD0 and U+FDD1: the parser would decode them, and our own marks consist of these characters. */
function withoutForgedMarks(html: string): string {
  return html.replace(/&#(?:x0*fdd[01]|0*6497[67])(?![0-9a-f]);?/gi, '\uFFFD');
}

function countOpenElements(html: string, open: OpenElements): void {
  for (const tag of html.matchAll(/<(\/?)[a-z][^\s>/]*/gi)) {
    if (tag[1]) open.depth = Math.max(0, open.depth - 1);
    else if (!needsNoEndTag(tag[0])) open.depth += 1;
    if (open.depth > maxDepth) return;
  }
}

/** Void elements, and those whose end tag authors often omit. */
function needsNoEndTag(tag: string): boolean {
  return /^<(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr)$/i.test(tag);
}
