// Limits on what is parsed: the parser's cost grows with how deep things are nested and how many marks one paragraph holds, not with
// size. What a person writes is far below every limit here.

import type { Nodes, Root } from 'mdast';

/** Blocks and inline marks inside each other. */
export const maxDepth = 100;
/** Of one page, in UTF-16 units. */
export const maxLength = 2_000_000;

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
