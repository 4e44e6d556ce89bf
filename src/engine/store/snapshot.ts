// A finished build as flat columns of plain data, and back: what a store keeps of it. Nodes stand sorted by rule, so that rows
// need no rule, and arguments that many rules share stand once.
// Columns that do not fit together are no build at all; nothing of them is used.

import type { DigestColumn } from '../graph/digest-column.ts';
import { at, NodeTable } from '../graph/nodes.ts';

export interface Snapshot<N> {
  /** The rules with their parts, in order: columns of other rules mean nothing to us. */
  readonly shape: readonly string[];
  /** How many nodes each rule has. */
  readonly counts: readonly number[];
  readonly words: readonly string[];
  /** By node: its argument, a place in `words`. */
  readonly argument: Int32Array;
  /** By node: how many rows it read, -1 for no trace. All reads follow one another in `reads`. */
  readonly readCount: Int32Array;
  readonly reads: Int32Array;
  /** By row, which is a node or a part of one. */
  readonly digest: DigestColumn;
  /** By row: where its value lies; a length of -1 says that it does not. */
  readonly offset: Float64Array;
  readonly length: Int32Array;
  readonly notes: readonly (readonly [row: number, notes: readonly N[]])[];
}

/**
 * The columns of a table whose rows all stand sorted by rule; some are the table's own. One digest stands for each row, so a trace whose reads have changed
 * since it was last checked is left out.
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

/** The table that the columns describe; null where they do not fit together, or belong to other rules. May throw where they are no columns. */
export function tableFrom<N>(
  saved: Snapshot<N>,
  shape: readonly string[],
  widths: readonly number[],
  isNote: (kept: unknown) => boolean,
): NodeTable<N> | null {
  const { words, argument, readCount, reads, digest } = saved;
  if (saved.shape.join() !== shape.join() || saved.counts.length !== shape.length) return null;
  if (!saved.counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return null;
  const rows = saved.counts.reduce((sum, count, rule) => sum + count * (widths[rule] ?? 1), 0);
  const nodes = saved.counts.reduce((sum, count) => sum + count, 0);
  if (argument.length !== nodes || readCount.length !== nodes || digest.length !== rows) return null;
  if (saved.offset.length !== rows || saved.length.length !== rows || !words.every(isText)) return null;
  const table = new NodeTable<N>(widths, saved.counts);
  table.digest = digest.copied();
  table.offset.set(saved.offset);
  table.length.set(saved.length);
  table.reads = reads.slice();
  let node = 0;
  let row = 0;
  let end = 0;
  for (const [rule, nodesOfRule] of saved.counts.entries()) {
    const width = widths[rule] ?? 1;
    // A rule reads of rules before it only: so no trace, however damaged, can lead in a circle.
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
  for (const [of, notes] of saved.notes) {
    if (!notes.every(isNote)) return null;
    table.notes.set(of, notes);
  }
  return table.readsEnd === reads.length ? table : null;
}

/** Whether a stretch of reads is there, and names rows below a limit only. Asked of every trace at every start, before V8 has compiled it well. */
function areBelow(limit: number, reads: Int32Array, start: number, end: number): boolean {
  // What is no number at all fails here, too.
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
