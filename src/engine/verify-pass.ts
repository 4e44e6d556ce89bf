// Finds the nodes that are up to date in one pass over the table, in the order of the rules: a node only reads nodes of rules before its
// own. Must come to the same result as a check of each node by itself; that check remains for nodes with a read that must run first.

import { at, type NodeTable } from './graph/nodes.ts';
import type { Rule } from './graph/rule.ts';

export interface Generation {
  /** The revision in which the generation began: a node checked in it or later is checked against this generation. */
  readonly generation: number;
  /** The current revision: nodes that are up to date become checked in it. */
  readonly revision: number;
}

/** `rules`: the first of the engine's rules, in their order. */
export function sweep(
  table: NodeTable<unknown>,
  rules: readonly Rule<unknown>[],
  { generation, revision }: Generation,
): void {
  const { checked } = table;
  for (const [index, { kind }] of rules.entries()) {
    table.eachNode(index, (node) => {
      const since = at(checked, node);
      if (since === revision) return;
      // A leaf that was never checked may have lost its value.
      const isUpToDate =
        kind === 'input' ? since >= generation : (kind === 'derived' || since > 0) && isFresh(node, since);
      if (isUpToDate) checked[node] = revision;
    });
  }

  /** Whether all reads of a node are known to be unchanged since the node was last checked. */
  function isFresh(node: number, since: number): boolean {
    const { node: whole, changed, reads, readStart, readCount } = table;
    const count = at(readCount, node);
    const start = at(readStart, node);
    for (let index = start; index < start + count; index++) {
      const read = at(reads, index);
      if (at(checked, at(whole, read)) !== revision || at(changed, read) > since) return false;
    }
    return count >= 0;
  }
}
