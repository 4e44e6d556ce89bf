// The table of nodes: a row for each value that a build knows, and one more for each of its parts. It has columns of numbers, because
// 100,000 nodes are loaded, checked and saved in a few milliseconds each that way, and as many objects take ten times as long.
// It must never decide anything: whether a row is up to date is the engine's business.

import { DigestColumn } from './digest-column.ts';

export class NodeTable<N> {
  /** How many rows a node of each rule takes: one for the whole value, then one for each part. */
  readonly widths: readonly number[];
  rows = 0;
  /** Index of the rule in the engine's list. */
  rule = new Int32Array(0);
  /** The row of the whole value: of a part, its node's first row; else the row itself. */
  node = new Int32Array(0);
  argument: string[] = [];
  digest: DigestColumn;
  /** Revision in which the digest last changed. */
  changed = new Int32Array(0);
  /** Revision in which the digest was last found to be right. */
  checked = new Int32Array(0);
  /** Build in which the value was last made. */
  builtIn = new Int32Array(0);
  /** The row whose change made the node run; -1 if it had no trace. */
  cause = new Int32Array(0);
  /** Where the value is in the store; a length of -1 if it is not there. */
  offset = new Float64Array(0);
  length = new Int32Array(0);
  /** The trace: a range of `reads`, in the order of reading; a count of -1 if there is none. */
  readStart = new Int32Array(0);
  readCount = new Int32Array(0);
  reads = new Int32Array(0);
  readsEnd = 0;
  /** By row, for the few nodes that have any. */
  readonly notes = new Map<number, readonly N[]>();
  readonly #byArgument: (Map<string, number> | null)[];
  /** By rule: the nodes that were added after the table was made. */
  readonly #added: number[][];
  /** First row of each rule among the rows that the table was made with, which are sorted by rule; they enter `#byArgument` on the first lookup. */
  readonly #sortedFrom: readonly number[];

  /** A table with `counts` nodes of each rule, whose rows the caller fills; by default an empty one. */
  constructor(widths: readonly number[], counts: readonly number[] = []) {
    this.widths = widths;
    this.#byArgument = widths.map(() => null);
    this.#added = widths.map(() => []);
    const sortedFrom = [0];
    for (const [rule, width] of widths.entries())
      sortedFrom.push((sortedFrom[rule] ?? 0) + width * (counts[rule] ?? 0));
    this.#sortedFrom = sortedFrom;
    this.rows = sortedFrom.at(-1) ?? 0;
    this.#reserve(Math.max(1024, this.rows));
    this.argument = Array.from<string>({ length: this.rows }).fill('');
    this.digest = new DigestColumn(this.rows);
    for (const [rule, width] of widths.entries()) {
      const end = sortedFrom[rule + 1] ?? 0;
      this.rule.fill(rule, this.firstOf(rule), end);
      for (let row = this.firstOf(rule); row < end; row += width) this.node.fill(row, row, row + width);
    }
    for (const column of [this.cause, this.length, this.readCount]) column.fill(-1, 0, this.rows);
  }

  /** First row of a rule's nodes among the rows that the table was made with. */
  firstOf(rule: number): number {
    return this.#sortedFrom[rule] ?? 0;
  }

  /** The row of a rule's value for an argument; adds one if there is none. */
  rowOf(rule: number, argument: string): number {
    const rows = this.#byArgument[rule] ?? this.#index(rule);
    const known = rows.get(argument);
    if (known !== undefined) return known;
    const row = this.#append(rule, this.widths[rule] ?? 1, argument);
    rows.set(argument, row);
    return row;
  }

  /** Calls `visit` for each node of a rule. */
  eachNode(rule: number, visit: (node: number) => unknown): void {
    const end = this.#sortedFrom[rule + 1] ?? 0;
    for (let row = this.firstOf(rule); row < end; row += this.widths[rule] ?? 1) visit(row);
    for (const row of this.#added[rule] ?? []) visit(row);
  }

  /** Stores a trace, in the place of the previous one if it fits there. */
  setTrace(row: number, reads: ReadonlySet<number>): void {
    if (at(this.readCount, row) < reads.size) {
      this.readCount[row] = -1;
      if (this.readsEnd + reads.size > this.reads.length) this.#makeRoom(reads.size);
      this.readStart[row] = this.readsEnd;
      this.readsEnd += reads.size;
    }
    this.readCount[row] = reads.size;
    let index = at(this.readStart, row);
    for (const read of reads) this.reads[index++] = read;
  }

  /** Whether the table has exactly these nodes, sorted by rule. */
  hasExactly(nodes: readonly number[]): boolean {
    const rows = nodes.reduce((sum, row) => sum + (this.widths[at(this.rule, row)] ?? 1), 0);
    return rows === this.rows && rows === this.#sortedFrom.at(-1);
  }

  /** A table of these nodes alone, sorted by rule, and the new index of each row. Must include all nodes that these read. */
  compacted(nodes: readonly number[]): { readonly table: NodeTable<N>; readonly newRows: Int32Array } {
    const counts = this.widths.map(() => 0);
    for (const row of nodes) counts[at(this.rule, row)] = (counts[at(this.rule, row)] ?? 0) + 1;
    const table = new NodeTable<N>(this.widths, counts);
    const free = this.widths.map((_, rule) => table.firstOf(rule));
    const newRows = new Int32Array(this.rows).fill(-1);
    for (const row of nodes) {
      const rule = at(this.rule, row);
      const width = this.widths[rule] ?? 1;
      const to = free[rule] ?? 0;
      free[rule] = to + width;
      for (let part = 0; part < width; part++) {
        newRows[row + part] = to + part;
        this.#copyRow(row + part, table, to + part);
      }
    }
    table.reads = new Int32Array(this.#readsOf(nodes));
    for (const row of nodes) this.#copyTrace(row, table, newRows);
    return { table, newRows: newRows };
  }

  /** Makes room for more reads: drops reads that no trace uses any more, and doubles the column. */
  #makeRoom(more: number): void {
    const nodes: number[] = [];
    for (let row = 0; row < this.rows; row += this.widths[at(this.rule, row)] ?? 1) nodes.push(row);
    const next = new Int32Array((this.#readsOf(nodes) + more) * 2);
    let end = 0;
    for (const row of nodes) {
      const count = at(this.readCount, row);
      if (count <= 0) continue;
      const start = at(this.readStart, row);
      next.set(this.reads.subarray(start, start + count), end);
      this.readStart[row] = end;
      end += count;
    }
    this.reads = next;
    this.readsEnd = end;
  }

  #readsOf(nodes: readonly number[]): number {
    return nodes.reduce((sum, row) => sum + Math.max(0, at(this.readCount, row)), 0);
  }

  #copyRow(row: number, next: NodeTable<N>, to: number): void {
    next.argument[to] = this.argument[row] ?? '';
    next.digest.copy(to, this.digest, row);
    next.changed[to] = at(this.changed, row);
    next.checked[to] = at(this.checked, row);
    next.builtIn[to] = at(this.builtIn, row);
    next.offset[to] = at(this.offset, row);
    next.length[to] = at(this.length, row);
    const notes = this.notes.get(row);
    if (notes) next.notes.set(to, notes);
  }

  #copyTrace(row: number, next: NodeTable<N>, newRows: Int32Array): void {
    const to = at(newRows, row);
    const cause = at(this.cause, row);
    next.cause[to] = cause < 0 ? -1 : at(newRows, cause);
    const count = at(this.readCount, row);
    next.readCount[to] = count;
    next.readStart[to] = next.readsEnd;
    const start = at(this.readStart, row);
    for (let index = start; index < start + count; index++)
      next.reads[next.readsEnd++] = at(newRows, at(this.reads, index));
  }

  #index(rule: number): Map<string, number> {
    const rows = new Map<string, number>();
    this.eachNode(rule, (row) => rows.set(this.argument[row] ?? '', row));
    this.#byArgument[rule] = rows;
    return rows;
  }

  #append(rule: number, width: number, argument: string): number {
    const first = this.rows;
    if (first + width > this.rule.length) this.#reserve((first + width) * 2);
    for (let row = first; row < first + width; row++) {
      this.rule[row] = rule;
      this.node[row] = first;
      this.argument.push(argument);
      this.cause[row] = -1;
      this.length[row] = -1;
      this.readCount[row] = -1;
    }
    this.#added[rule]?.push(first);
    this.rows = first + width;
    this.digest.grow(this.rows);
    return first;
  }

  #reserve(size: number): void {
    this.rule = grown(this.rule, size);
    this.node = grown(this.node, size);
    this.changed = grown(this.changed, size);
    this.checked = grown(this.checked, size);
    this.builtIn = grown(this.builtIn, size);
    this.cause = grown(this.cause, size);
    this.length = grown(this.length, size);
    this.readStart = grown(this.readStart, size);
    this.readCount = grown(this.readCount, size);
    const offset = new Float64Array(size);
    offset.set(this.offset);
    this.offset = offset;
  }
}

/** A number in a column, which must be there: rows come from the table itself. */
export function at(column: Int32Array | Float64Array, row: number): number {
  const value = column[row];
  if (value === undefined) throw new RangeError(`no row ${row} in a column of ${column.length}`);
  return value;
}

function grown(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(size);
  next.set(column);
  return next;
}
