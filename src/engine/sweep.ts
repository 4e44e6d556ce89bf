// What is as it was, found in one pass over a table: nodes stand behind all that they read, so a pass in the order of the rules needs no
// going back and forth. It comes to what a check of each node by itself would; the check is for what the pass can't tell, because a read
// of it must run first.

import { at, type NodeTable } from './graph/nodes.ts';
import type { Rule } from './graph/rule.ts';

export interface Generation {
  /** Everything checked in this revision or later is checked against the present picture of the world. */
  readonly generation: number;
  /** The present one: what is found to be as it was is checked in it. */
  readonly revision: number;
}

/** Of these rules: the first of all, in their order. */
export function sweep(
  table: NodeTable<unknown>,
  rules: readonly Rule<unknown>[],
  { generation: picture, revision }: Generation,
): void {
  const { checked } = table;
  for (const [place, { kind }] of rules.entries()) {
    table.eachNode(place, (node) => {
      const since = at(checked, node);
      if (since === revision) return;
      // Whether the value of a leaf is still there nobody has looked yet, if it was never checked.
      const isAsItWas = kind === 'input' ? since >= picture : (kind === 'derived' || since > 0) && isFresh(node, since);
      if (isAsItWas) checked[node] = revision;
    });
  }

  /** Whether all that a node has read is known to be as it was when the node was last checked. */
  function isFresh(node: number, since: number): boolean {
    const { whole, changed, reads, readStart, readCount } = table;
    const count = at(readCount, node);
    const start = at(readStart, node);
    for (let index = start; index < start + count; index++) {
      const read = at(reads, index);
      if (at(checked, at(whole, read)) !== revision || at(changed, read) > since) return false;
    }
    return count >= 0;
  }
}
