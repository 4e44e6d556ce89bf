// The table of a finished build ↔ flat columns of plain data, as a store keeps them. Nodes are sorted by rule, so that rows need no
// rule, and an argument that many rules share is stored once.
// Columns that do not fit together are rejected as a whole.

import type { DigestColumn } from '../graph/digest-column.ts';
import { at, NodeTable } from '../graph/nodes.ts';

export interface Snapshot<N> {
  /** The rules with their parts, in order: columns of other rules are rejected. */
  readonly shape: readonly string[];
  /** How many nodes each rule has. */
  readonly counts: readonly number[];
  readonly words: readonly string[];
  /** By node: its argument, an index into `words`. */
  readonly argument: Int32Array;
  /** By node: how many rows it read, -1 for no trace. The reads of all nodes follow each other in `reads`. */
  readonly readCount: Int32Array;
  readonly reads: Int32Array;
  /** By row: a node or one of its parts. */
  readonly digest: DigestColumn;
  /** By row: where its value is stored; a length of -1 if it is not. */
  readonly offset: Float64Array;
  readonly length: Int32Array;
  readonly notes: readonly (readonly [row: number, notes: readonly N[]])[];
}

/**
 * The columns of a table whose rows are sorted by rule; some are the table's own. Each row has one digest, so a trace whose reads have
 * changed since it was last checked is left out.
 */
export function snapshotFrom<N>(table: NodeTable<N>, shape: readonly string[]): Snapshot<N> {
  const words = new Map<string, number>();
  const argument = new Int32Array(table.rows);
  const readCount = new Int32Array(table.rows);
  const reads = new Int32Array(table.readsEnd);
  const counts = shape.map(() => 0);
  let node = 0;
  let end = 0;
  for (let row = 0; row < table.rows; row += table.widths[at(table.rule, row)] ?? 1) {
    const rule = at(table.rule, row);
    counts[rule] = (counts[rule] ?? 0) + 1;
    const word = table.argument[row] ?? '';
    const known = words.get(word);
    argument[node] = known ?? words.size;
    if (known === undefined) words.set(word, words.size);
    const count = isSettled(table, row) ? at(table.readCount, row) : -1;
    readCount[node++] = count;
    if (count <= 0) continue;
    const start = at(table.readStart, row);
    reads.set(table.reads.subarray(start, start + count), end);
    end += count;
  }
  return {
    shape,
    counts,
    words: [...words.keys()],
    argument: argument.slice(0, node),
    readCount: readCount.slice(0, node),
    reads: reads.slice(0, end),
    digest: table.digest,
    offset: table.offset.subarray(0, table.rows),
    length: table.length.subarray(0, table.rows),
    notes: [...table.notes],
  };
}

function isSettled(table: NodeTable<unknown>, row: number): boolean {
  const start = at(table.readStart, row);
  const end = start + at(table.readCount, row);
  for (let index = start; index < end; index++)
    if (at(table.changed, at(table.reads, index)) > at(table.checked, row)) return false;
  return true;
}

/** The table that the columns describe; null if they do not fit together, or belong to other rules. */
export function tableFrom<N>(
  snapshot: Snapshot<N>,
  shape: readonly string[],
  widths: readonly number[],
  isNote: (data: unknown) => boolean,
): NodeTable<N> | null {
  const { words, argument, readCount, reads, digest } = snapshot;
  if (snapshot.shape.join() !== shape.join() || snapshot.counts.length !== shape.length) return null;
  if (!snapshot.counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return null;
  const rows = snapshot.counts.reduce((sum, count, rule) => sum + count * (widths[rule] ?? 1), 0);
  const nodes = snapshot.counts.reduce((sum, count) => sum + count, 0);
  if (argument.length !== nodes || readCount.length !== nodes || digest.length !== rows) return null;
  if (snapshot.offset.length !== rows || snapshot.length.length !== rows || !words.every(isText)) return null;
  const table = new NodeTable<N>(widths, snapshot.counts);
  table.digest = digest.copied();
  table.offset.set(snapshot.offset);
  table.length.set(snapshot.length);
  table.reads = reads.slice();
  let node = 0;
  let row = 0;
  let end = 0;
  for (const [rule, nodesOfRule] of snapshot.counts.entries()) {
    const width = widths[rule] ?? 1;
    // A rule reads only rules before it, so no trace, however damaged, can be part of a cycle.
    const limit = table.firstOf(rule);
    for (const last = node + nodesOfRule; node < last; node++, row += width) {
      const word = words[argument[node] ?? -1];
      const count = readCount[node] ?? Number.NaN;
      const start = end;
      end += Math.max(0, count);
      if (word === undefined || !areBelow(limit, reads, start, end)) return null;
      for (let part = 0; part < width; part++) table.argument[row + part] = word;
      table.readCount[row] = count;
      table.readStart[row] = start;
    }
  }
  table.readsEnd = end;
  for (const [row, notes] of snapshot.notes) {
    if (!notes.every(isNote)) return null;
    table.notes.set(row, notes);
  }
  return table.readsEnd === reads.length ? table : null;
}

/** Whether a range of reads exists and has only rows below a limit. A loop, because each start calls it for every trace before V8 has optimized it. */
function areBelow(limit: number, reads: Int32Array, start: number, end: number): boolean {
  // Also false if `end` is not a number.
  if (!(end <= reads.length)) return false;
  for (let index = start; index < end; index++) {
    const read = reads[index];
    if (read === undefined || read < 0 || read >= limit) return false;
  }
  return true;
}

function isText(word: unknown): boolean {
  return typeof word === 'string';
}
