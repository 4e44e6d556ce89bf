// A build system in the sense of "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018): a suspending scheduler with
// constructive traces, fully synchronous. It knows rules, digests and reads; it must never know what they are about.
//
// Why a warm build equals a clean one: a rule's value is a function of what it read through `get`; a trace is reused only if none of its
// reads, checked in their order and down to the inputs, has changed since the trace was last checked; and inputs are digests of content.
// A store holds one finished build, whose traces all refer to the same digests.

import { CorruptStore, RuleFailed, StaleLeaf } from './graph/failures.ts';
import { at, NodeTable } from './graph/nodes.ts';
import type { Derived, Digest, Get, Input, Leaf, Read, Rule, RuleResult } from './graph/rule.ts';
import { lost, type OnText, openValues, type RetainLimits, smallRetainLimits, type ValueRule } from './node-values.ts';
import { snapshotFrom, tableFrom } from './store/snapshot.ts';
import type { Store } from './store/store.ts';
import { sweep } from './verify-pass.ts';

export interface Engine<N> {
  readonly get: Get;
  /** Brings a value up to date; runs the rules that must run. */
  update(rule: Rule<unknown>, argument: string): void;
  /**
   * Starts a new generation: all inputs are read again, and every trace is checked against them. With `known`, only the inputs that may
   * have changed are read again.
   */
  refresh(known?: KnownChanges | null): void;
  /**
   * Finds all values that are up to date in one pass over the table, as far as that is possible without running a rule. Only for the rules
   * up to `last`, if it is given.
   */
  sweep(last?: Rule<unknown>): void;
  /** Whether a leaf must be computed: it never was, one of its reads has changed, or its value is lost. */
  isStale(leaf: Leaf<unknown>, argument: string): boolean;
  /** The arguments for which a leaf is stale, in their order. Fast for the list that it was last called with: it knows the rows of that one. */
  staleOf(leaf: Leaf<unknown>, list: readonly string[]): readonly string[];
  /** Takes a leaf's value with the inputs that it was computed from, as they are in this generation. */
  provideLeaf<V>(leaf: Leaf<V>, argument: string, reads: readonly Read[], result: RuleResult<V, N>): void;
  /** Notes of all nodes that these roots depend on, each node's once. */
  notes(roots: readonly Root[]): N[];
  /** Notes of one node alone. */
  notesOf(root: Root): readonly N[];
  /**
   * Drops every node that the roots do not depend on and stores the others. Frees the values in memory first: a table of very many nodes
   * needs that much to be written. Returns the reason if nothing could be stored.
   */
  save(roots: readonly Root[]): { readonly problem: string | null };
  /**
   * Drops the nodes that the roots do not depend on, once the table has grown by a quarter and `slack` rows since the last time. For
   * processes that build repeatedly, in which names come and go.
   */
  tidy(roots: readonly Root[], slack?: number): void;
  /** Discards all values and traces if any of them came from an earlier process; returns whether they did. */
  discard(): boolean;
  /** How often each rule ran or was provided since the last `refresh`; a value made again because it was not stored does not count. */
  counts(): RuleCounts;
  /** How often each rule made a value again that was not stored, since the last `refresh`. */
  remakes(): RuleCounts;
  /** Why a node ran since the last `refresh`: the reads that had changed, outermost first. Empty if it did not run. */
  why(root: Root): readonly Reason[];
}

/** Numbers by the names of rules. */
export interface RuleCounts {
  readonly [rule: string]: number;
}

export type Root = readonly [rule: Rule<unknown>, argument: string];

/** What a caller knows of a new generation. */
export interface KnownChanges {
  /** Inputs whose digests are as they were, except for the reads in `changed`. */
  readonly unchanged: readonly Input<unknown>[];
  readonly changed: readonly Read[];
}

export interface Reason {
  readonly rule: string;
  readonly argument: string;
  /** The read that had changed; null if there was no trace to check. */
  readonly because: { readonly rule: string; readonly argument: string; readonly part: string | null } | null;
}

export interface EngineOptions {
  /** Hands out values as a store would return them, and frozen: tests find code that changes a value of others. */
  readonly isStrict?: boolean;
  /** Default: `smallRetainLimits`. Processes that build repeatedly retain more. */
  readonly retain?: RetainLimits;
  /** Whether stored data is a note; a table with any other data is not restored. Default: all data is. */
  readonly isNote?: (data: unknown) => boolean;
  /** Receives each text that its rule does not store, for a caller that will need it again. */
  readonly onText?: OnText;
}

const noNotes: readonly never[] = [];
/** Rows; about a megabyte with their values. */
const defaultSlack = 512;

/** A rule may ask only for rules before it in `rules`, so a cycle is impossible. */
export function createEngine<N>(
  rules: readonly Rule<unknown>[],
  store: Store<N>,
  { isStrict = false, retain = smallRetainLimits, isNote = () => true, onText }: EngineOptions = {},
): Engine<N> {
  const ruleIndexes = new Map(rules.map((rule, index) => [rule, index]));
  const widths = rules.map((rule) => 1 + partsOf(rule).length);
  const shape = rules.map((rule) => [rule.name, ...partsOf(rule)].join(' '));
  const restoredTable = restoreTable();
  let isRestored = restoredTable !== null;
  let table = restoredTable ?? new NodeTable<N>(widths);
  const values = openValues(table, store, { isStrict, retain, onText });
  /** Increases whenever an earlier answer may be out of date. */
  let revision = 1;
  /** The revision in which this generation began. */
  let generation = 1;
  let build = 1;
  let counts: { [rule: string]: number } = {};
  let remakes: { [rule: string]: number } = {};
  let isChanged = false;
  /** The list that `staleOf` was last called with, and the rows of its nodes. */
  let staleList: { list: readonly string[]; leaf: Leaf<unknown>; table: NodeTable<N>; rows: Int32Array } | null = null;
  /** Rows after the last `tidy`; 0: never tidied. */
  let tidyRows = 0;

  function restoreTable(): NodeTable<N> | null {
    const snapshot = store.load();
    return snapshot && tableFrom(snapshot, shape, widths, isNote);
  }

  function ruleIndexOf(rule: Rule<unknown>): number {
    const index = ruleIndexes.get(rule);
    if (index === undefined) throw new Error(`rule \`${rule.name}\` is not in the engine's list`);
    return index;
  }

  function rowOf(rule: Rule<unknown>, argument: string): number {
    return table.rowOf(ruleIndexOf(rule), argument);
  }

  function rowOfPart(rule: Rule<unknown>, argument: string, part: string): number {
    const index = partsOf(rule).indexOf(part);
    if (index < 0) throw new Error(`\`${rule.name}\` has no part \`${part}\``);
    return rowOf(rule, argument) + 1 + index;
  }

  function ruleAt(row: number): Rule<unknown> {
    const rule = rules[at(table.rule, row)];
    if (!rule) throw new RangeError(`no rule for row ${row}`);
    return rule;
  }

  function argumentAt(row: number): string {
    return table.argument[row] ?? '';
  }

  /** Makes the row's digest right in this revision; runs the rules that must run. */
  function bringUpToDate(row: number): void {
    const node = at(table.node, row);
    if (at(table.checked, node) === revision) return;
    const rule = ruleAt(node);
    if (rule.kind === 'input') {
      setDigest(node, rule.digest(argumentAt(node)));
      table.checked[node] = revision;
    } else if (!isFresh(node)) {
      if (rule.kind === 'leaf') throw new StaleLeaf(rule.name, argumentAt(node));
      execute(node, rule);
    }
  }

  function setDigest(row: number, digest: Digest): void {
    if (table.digest.is(row, digest)) return;
    table.digest.set(row, digest);
    table.changed[row] = revision;
  }

  /** Checks reads in the order in which they were made: a later one may only make sense if the earlier ones are unchanged. */
  function isFresh(node: number): boolean {
    const count = at(table.readCount, node);
    const since = at(table.checked, node);
    for (let index = 0; index < count; index++) {
      // Traces may move while rules run.
      const read = at(table.reads, at(table.readStart, node) + index);
      bringUpToDate(read);
      if (at(table.changed, read) <= since) continue;
      table.cause[node] = read;
      return false;
    }
    if (count < 0) table.cause[node] = -1;
    else table.checked[node] = revision;
    return count >= 0;
  }

  function execute(node: number, rule: Derived<unknown, unknown>): void {
    const { result, reads } = run(node, rule);
    try {
      accept(node, rule, result, reads);
    } catch (cause) {
      throw new RuleFailed(rule.name, argumentAt(node), cause);
    }
  }

  function run(node: number, rule: Derived<unknown, unknown>): { result: RuleResult<unknown, N>; reads: Set<number> } {
    const reads = new Set<number>();
    const index = at(table.rule, node);
    let isBelow = false;
    const record = (row: number): number => {
      if (at(table.rule, row) >= index)
        throw new Error(`\`${rule.name}\` asks for \`${ruleAt(row).name}\`, which is not before it in the list`);
      reads.add(row);
      return row;
    };
    const get = getThrough(record, (isNow) => {
      isBelow = isNow;
    });
    try {
      return { result: rule.run(argumentAt(node), get) as RuleResult<unknown, N>, reads };
    } catch (cause) {
      // An error from a rule below names that rule already.
      throw isBelow ? cause : new RuleFailed(rule.name, argumentAt(node), cause);
    }
  }

  function getThrough(record: (row: number) => number, enter: (isBelow: boolean) => void): Get {
    const ask = <V>(row: number, answer: (row: number) => V): V => {
      record(row);
      enter(true);
      bringUpToDate(row);
      const value = answer(row);
      enter(false);
      return value;
    };
    const whole = <V>(rule: Rule<V>, argument: string): V => ask(rowOf(rule, argument), valueOf) as V;
    const part = <V, K extends keyof V & string>(rule: Rule<V>, argument: string, name: K): V[K] =>
      ask(rowOfPart(rule, argument, name), valueOf) as V[K];
    const digest = <V>(rule: Rule<V>, argument: string): Digest => ask(rowOf(rule, argument), digestAt);
    return Object.assign(whole, { part, digest });
  }

  function digestAt(row: number): Digest {
    return table.digest.get(row);
  }

  function accept(node: number, rule: ValueRule, result: RuleResult<unknown, N>, reads: ReadonlySet<number>): void {
    const digests = values.put(node, rule, result.value);
    // In this revision other nodes may have been checked against the leaf's earlier value.
    if (rule.kind === 'leaf' && digestAt(node) !== '' && digestAt(node) !== digests[0]) revision++;
    for (const [index, digest] of digests.entries()) setDigest(node + index, digest);
    table.setTrace(node, reads);
    table.checked[node] = revision;
    table.builtIn[node] = build;
    if (result.diagnostics.length > 0) table.notes.set(node, result.diagnostics);
    else table.notes.delete(node);
    counts[rule.name] = (counts[rule.name] ?? 0) + 1;
    isChanged = true;
  }

  /** The row's value; its digest must be up to date. */
  function valueOf(row: number): unknown {
    const rule = ruleAt(row);
    if (rule.kind === 'input') return rule.read(argumentAt(row));
    const found = values.read(row, rule);
    if (found !== lost) return found;
    if (rule.kind === 'leaf') {
      dropLostLeaves();
      throw new StaleLeaf(rule.name, argumentAt(row));
    }
    remake(at(table.node, row), rule);
    return values.read(row, rule);
  }

  function remake(node: number, rule: Derived<unknown, unknown>): void {
    const { value } = run(node, rule).result;
    remakes[rule.name] = (remakes[rule.name] ?? 0) + 1;
    if (values.put(node, rule, value)[0] !== digestAt(node)) {
      if (isRestored) throw new CorruptStore(`its value of \`${rule.name}\` is not what the rule makes`);
      throw new RuleFailed(rule.name, argumentAt(node), new Error('it made two values of the same reads'));
    }
    isChanged = true;
  }

  /** A lost value is seldom the only one: all are found at once, so that the session provides them together. */
  function dropLostLeaves(): void {
    for (const [index, rule] of rules.entries()) {
      if (rule.kind !== 'leaf') continue;
      table.eachNode(index, (node) => {
        if (at(table.readCount, node) >= 0 && !values.isStored(node, rule, true)) dropTrace(node);
      });
    }
  }

  /** All nodes that the roots depend on, each once, reads before readers. */
  function reached(roots: readonly Root[]): number[] {
    const found: number[] = [];
    const rows = roots.map(([rule, argument]) => rowOf(rule, argument));
    const seen = new Uint8Array(table.rows);
    const visit = (node: number): void => {
      if (seen[node] === 1) return;
      seen[node] = 1;
      const start = at(table.readStart, node);
      const end = start + at(table.readCount, node);
      for (let index = start; index < end; index++) visit(at(table.node, at(table.reads, index)));
      found.push(node);
    };
    for (const row of rows) visit(row);
    return found;
  }

  return {
    get: getThrough(
      (row) => row,
      () => {},
    ),
    update: (rule, argument) => bringUpToDate(rowOf(rule, argument)),
    refresh(known) {
      revision++;
      build++;
      counts = {};
      remakes = {};
      if (known) carryOverInputs(known);
      generation = revision;
    },
    sweep: (last) =>
      sweep(table, last ? rules.slice(0, ruleIndexOf(last) + 1) : rules, { generation: generation, revision }),
    isStale: (leaf, argument) => isStaleAt(rowOf(leaf, argument), leaf),
    staleOf(leaf, list) {
      if (staleList?.list !== list || staleList.leaf !== leaf || staleList.table !== table) {
        staleList = { list, leaf, table, rows: Int32Array.from(list.map((argument) => rowOf(leaf, argument))) };
      }
      const { rows } = staleList;
      return list.filter((_, index) => isStaleAt(at(rows, index), leaf));
    },
    provideLeaf(leaf, argument, reads, result) {
      const node = rowOf(leaf, argument);
      const read = new Set(reads.map(([input, path]) => rowOf(input, path)));
      for (const row of read) bringUpToDate(row);
      accept(node, leaf, result, read);
    },
    notes: (roots) =>
      table.notes.size === 0 ? [] : reached(roots).flatMap((node) => table.notes.get(node) ?? noNotes),
    notesOf: ([rule, argument]) => table.notes.get(rowOf(rule, argument)) ?? noNotes,
    save(roots) {
      if (!isChanged) return { problem: null };
      values.release();
      keepOnly(reached(roots));
      const { offset, problem } = store.save(snapshotFrom(table, shape));
      if (offset) table.offset.set(offset);
      isChanged = problem !== null;
      return { problem };
    },
    tidy(roots, slack = defaultSlack) {
      if (tidyRows > 0 && table.rows <= tidyRows * 1.25 + slack) return;
      if (tidyRows > 0) keepOnly(reached(roots));
      tidyRows = table.rows;
    },
    discard() {
      const wasInherited = isRestored;
      isRestored = false;
      if (wasInherited) keepOnly([]);
      return wasInherited;
    },
    counts: () => counts,
    remakes: () => remakes,
    why([rule, argument]) {
      const reasons: Reason[] = [];
      for (let node = rowOf(rule, argument); at(table.builtIn, node) === build; ) {
        const cause = at(table.cause, node);
        reasons.push({
          rule: ruleAt(node).name,
          argument: argumentAt(node),
          because: cause < 0 ? null : describeRow(cause),
        });
        if (cause < 0) break;
        node = at(table.node, cause);
      }
      return reasons;
    },
  };

  /** Inputs that were read in the last generation and have not changed need not be read again. */
  function carryOverInputs({ unchanged: same, changed }: KnownChanges): void {
    const changedRows = new Set(changed.map(([input, argument]) => rowOf(input, argument)));
    for (const input of same) {
      table.eachNode(ruleIndexOf(input), (row) => {
        if (at(table.checked, row) >= generation && !changedRows.has(row)) table.checked[row] = revision;
      });
    }
  }

  function keepOnly(nodes: readonly number[]): void {
    if (table.hasExactly(nodes)) return;
    const next = table.compacted(nodes);
    table = next.table;
    values.moved(table, next.newRows);
  }

  function isStaleAt(node: number, leaf: Leaf<unknown>): boolean {
    if (at(table.checked, node) === revision) return false;
    return !isFresh(node) || !isThere(node, leaf);
  }

  /** A leaf whose value is lost must be computed as if it had never been. */
  function isThere(node: number, leaf: Leaf<unknown>): boolean {
    if (values.isStored(node, leaf)) return true;
    dropTrace(node);
    return false;
  }

  function dropTrace(node: number): void {
    table.readCount[node] = -1;
    table.checked[node] = 0;
  }

  function describeRow(row: number): NonNullable<Reason['because']> {
    const part = partsOf(ruleAt(row))[row - at(table.node, row) - 1] ?? null;
    return { rule: ruleAt(row).name, argument: argumentAt(row), part };
  }
}

function partsOf(rule: Rule<unknown>): readonly string[] {
  return rule.kind === 'input' ? [] : (rule.parts ?? []);
}
