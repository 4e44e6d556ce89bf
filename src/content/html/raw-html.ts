// Makes raw HTML part of the tree: comments become nodes of their own; for anything else the whole tree goes through an HTML parser
// once. A text without raw HTML never pays for that parser.

import type { Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import type {} from 'remark-rehype';
import type { VFile } from 'vfile';
import { error } from '../../model/diagnostic.ts';
import { maxDepth } from '../context/limits.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';

const parse = rehypeRaw();

export function rawHtml(tree: Root, context: RenderContext, file: VFile): void {
  const left = separateComments(tree, { depth: 0, isTooDeep: false }, context);
  if (left > 0) tree.children = parse(tree, file).children;
}

interface Opened {
  /** Elements that are open so far. */
  depth: number;
  isTooDeep: boolean;
}

/** Returns how many raw nodes are left. */
function separateComments(node: Nodes, opened: Opened, context: RenderContext): number {
  if (!('children' in node)) return 0;
  let left = 0;
  node.children.forEach((child, index) => {
    if (child.type !== 'raw') {
      left += separateComments(child, opened, context);
      return;
    }
    const comment = /^\s*<!--(?!-?>)([\s\S]*?)(?<!-)-->\s*$/.exec(child.value);
    if (comment && !comment[1]?.includes('--!>')) {
      node.children[index] = { type: 'comment', value: comment[1] ?? '', ...positionOf(child) };
      return;
    }
    child.value = withoutForgery(child.value);
    count(child.value, opened);
    if (opened.depth > maxDepth && !opened.isTooDeep) {
      opened.isTooDeep = true;
      const message = `more than ${maxDepth} elements are open in each other here`;
      const hint = 'close them, or take out tags that nothing closes';
      context.diagnostics.push(error('markdown/too-deep', message, spanOf(child, context), { hint }));
    }
    if (opened.isTooDeep) child.value = '';
    left += 1;
  });
  return left;
}

function positionOf(node: Nodes) {
  return node.position ? { position: node.position } : {};
}

/** References to U+FDD0 and U+FDD1 would be decoded to what our own marks are made of. */
function withoutForgery(html: string): string {
  return html.replace(/&#(?:x0*fdd[01]|0*6497[67])(?![0-9a-f]);?/gi, '\uFFFD');
}

function count(html: string, opened: Opened): void {
  for (const tag of html.matchAll(/<(\/?)[a-z][^\s>/]*/gi)) {
    if (tag[1]) opened.depth = Math.max(0, opened.depth - 1);
    else if (!isVoid(tag[0])) opened.depth += 1;
    if (opened.depth > maxDepth) return;
  }
}

function isVoid(tag: string): boolean {
  return /^<(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr)$/i.test(tag);
}
