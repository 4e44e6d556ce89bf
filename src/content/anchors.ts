// The ids of a finished tree, in document order: what links may point at.

import type { Nodes } from 'hast';

export function anchorsIn(node: Nodes): string[] {
  if (node.type === 'per-output') return node.site.flatMap(anchorsIn);
  const id = node.type === 'element' ? node.properties['id'] : undefined;
  const own = id === undefined || id === null ? [] : [String(id)];
  return 'children' in node ? [...own, ...node.children.flatMap(anchorsIn)] : own;
}
