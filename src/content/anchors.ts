// The ids in a finished HTML tree, which are the targets that links may have. Reads the tree and never changes it.

import type { Nodes } from 'hast';

/** All ids in document order. Of elements that differ between site and feeds, those of the site count. */
export function anchorsIn(node: Nodes): string[] {
  if (node.type === 'per-output') return node.site.flatMap(anchorsIn);
  const id = node.type === 'element' ? node.properties['id'] : undefined;
  const own = id === undefined || id === null ? [] : [String(id)];
  return 'children' in node ? [...own, ...node.children.flatMap(anchorsIn)] : own;
}
