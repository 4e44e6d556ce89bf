// A build system in the sense of "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018): a suspending scheduler with
// constructive traces, synchronous throughout. It knows rules, digests and reads; it must never know what they are about.
//
// Why a warm build equals a clean one: a rule's value is a function of what it read through `get`; a trace is reused only if nothing
// that was read, in the order of reading, has changed since the trace was last checked, down to the inputs; and inputs are digests of
// content. A store holds one finished build, whose traces all speak of the same digests.

import { CorruptStore, RuleFailed, StaleLeaf } from './graph/failures.ts';
import { at, NodeTable } from './graph/nodes.ts';
import type { Derived, Digest, Get, Input, Leaf, Noted, Read, Rule } from './graph/rule.ts';
import { snapshotFrom, tableFrom } from './store/snapshot.ts';
import type { Store } from './store/store.ts';
import { sweep } from './sweep.ts';
import { lost, type OnText, openValues, type RetainLimits, smallRetainLimits, type ValueRule } from './values.ts';

export interface Engine<N> {
  readonly get: Get;
  /** Sees to it that a value is up to date; runs what must run. */
  update(rule: Rule<unknown>, argument: string): void;
  /**
   * Starts a new picture of the world: inputs are asked again, and every trace is checked against them. Of `same` rules, inputs are as they
   * were, but for the `changed` ones.
   */
  refresh(known?: Known | null): void;
  /**
   * Finds at once what is as it was, as far as that can be told without running anything: for when much was asked, and more will be. Of the
   * rules up to `last`, if it is given.
   */
  sweep(last?: Rule<unknown>): void;
  /** Whether a leaf must be computed (again): it never was, one of its reads differs, or its value is lost. */
  isStale(leaf: Leaf<unknown>, argument: string): boolean;
  /** Those of many arguments for which a leaf is stale, in their order. Asked again and again of one list it finds their rows once. */
  staleOf(leaf: Leaf<unknown>, list: readonly string[]): readonly string[];
  /** Takes a leaf's value with the inputs that it was computed from, as they are in the present picture of the world. */
  provide<V>(leaf: Leaf<V>, argument: string, reads: readonly Read[], noted: Noted<V, N>): void;
  /** Notes of all nodes that these roots rest on, each node's once. */
  notes(roots: readonly Root[]): N[];
  /** Notes of one node alone. */
  notesOf(root: Root): readonly N[];
  /**
   * Forgets every node that the roots do not rest on and writes the rest down. Lets go of values: a table of very many nodes takes what
   * memory they took. Says what went wrong, if anything.
   */
  save(roots: readonly Root[]): { readonly problem: string | null };
  /**
   * Forgets the nodes that the roots do not rest on, once there are many more nodes than when this was last called for: `slack` and a
   * quarter. For processes that build again and again, in which names come and go.
   */
  tidy(roots: readonly Root[], slack?: number): void;
  /** Forgets all values and traces. Says whether any of them came from an earlier process: if not, nothing is forgotten. */
  forget(): boolean;
  /** How often each rule ran or was provided since the last `refresh`; not what was made again for its bytes alone. */
  counts(): { readonly [rule: string]: number };
  /** Why a node was made anew since the last `refresh`: the reads that differed, outermost first. Empty where it was not. */
  why(root: Root): readonly Reason[];
}

export type Root = readonly [rule: Rule<unknown>, argument: string];

/** What is known of a new picture of the world. */
export interface Known {
  readonly same: readonly Input<unknown>[];
  readonly changed: readonly Read[];
}

export interface Reason {
  readonly rule: string;
  readonly argument: string;
  /** The read that differed; null where there was no trace to check. */
  readonly because: { readonly rule: string; readonly argument: string; readonly part: string | null } | null;
}

export interface EngineOptions {
  /** Hands out values as a store would give them back, and frozen: for tests, where it shows who changes what others read. */
  readonly isStrict?: boolean;
  /** For processes that build again and again; default: `smallRetainLimits`. */
  readonly retain?: RetainLimits;
  /** Whether something that was kept is a note at all; default: it is. */
  readonly isNote?: (kept: unknown) => boolean;
  /** Receives texts that no rule keeps, for a caller that will want each of them again; default: they are run again. */
  readonly onText?: OnText;
}

const noNotes: readonly never[] = [];
/** Rows; a megabyte or so with what they hold. */
const defaultSlack = 512;

/** An engine over rules in their order: a rule may ask only for rules that stand before it, so cycles can't be written. */
export function createEngine<N>(
  rules: readonly Rule<unknown>[],
  store: Store<N>,
  { isStrict = false, retain = smallRetainLimits, isNote = () => true, onText }: EngineOptions = {},
): Engine<N> {
  const places = new Map(rules.map((rule, place) => [rule, place]));
  const widths = rules.map((rule) => 1 + partsOf(rule).length);
  const shape = rules.map((rule) => [rule.name, ...partsOf(rule)].join(' '));
  const inherited = restored();
  let isInherited = inherited !== null;
  let table = inherited ?? new NodeTable<N>(widths);
  const values = openValues(table, store, { isStrict, retain, onText });
  /** Grows whenever an answer given before may be wrong now. */
  let revision = 1;
  /** The revision in which the present picture of the world began. */
  let picture = 1;
  let build = 1;
  let counts: { [rule: string]: number } = {};
  let isChanged = false;
  /** The list that `staleOf` was asked of last, and where its nodes stand. */
  let listed: { list: readonly string[]; leaf: Leaf<unknown>; table: NodeTable<N>; rows: Int32Array } | null = null;
  /** Rows when it was last tidied; 0: never. */
  let tidyRows = 0;

  function restored(): NodeTable<N> | null {
    const saved = store.load();
    return saved && tableFrom(saved, shape, widths, isNote);
  }

  function placeOf(rule: Rule<unknown>): number {
    const place = places.get(rule);
    if (place === undefined) throw new Error(`rule \`${rule.name}\` is not in the engine's list`);
    return place;
  }

  function rowOf(rule: Rule<unknown>, argument: string): number {
    return table.rowOf(placeOf(rule), argument);
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

  /** Sees to it that the row's digest is right in this revision; runs what must run. */
  function bringUpToDate(row: number): void {
    const node = at(table.whole, row);
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

  /** Reads are checked in the order they were made: a later one may only make sense if the earlier ones still hold. */
  function isFresh(node: number): boolean {
    const count = at(table.readCount, node);
    const since = at(table.checked, node);
    for (let index = 0; index < count; index++) {
      // Traces may move while others run.
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
    const { noted, reads } = run(node, rule);
    try {
      accept(node, rule, noted, reads);
    } catch (cause) {
      throw new RuleFailed(rule.name, argumentAt(node), cause);
    }
  }

  function run(node: number, rule: Derived<unknown, unknown>): { noted: Noted<unknown, N>; reads: Set<number> } {
    const reads = new Set<number>();
    const place = at(table.rule, node);
    let isBelow = false;
    const record = (row: number): number => {
      if (at(table.rule, row) >= place)
        throw new Error(`\`${rule.name}\` asks for \`${ruleAt(row).name}\`, which does not stand before it`);
      reads.add(row);
      return row;
    };
    const get = getThrough(record, (isNow) => {
      isBelow = isNow;
    });
    try {
      return { noted: rule.run(argumentAt(node), get) as Noted<unknown, N>, reads };
    } catch (cause) {
      // What comes from below says already where it comes from.
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

  function accept(node: number, rule: ValueRule, noted: Noted<unknown, N>, reads: ReadonlySet<number>): void {
    const digests = values.put(node, rule, noted.value);
    // Somebody may have been checked against what the leaf was before, in this very revision.
    if (rule.kind === 'leaf' && digestAt(node) !== '' && digestAt(node) !== digests[0]) revision++;
    for (const [index, digest] of digests.entries()) setDigest(node + index, digest);
    table.trace(node, reads);
    table.checked[node] = revision;
    table.made[node] = build;
    if (noted.diagnostics.length > 0) table.notes.set(node, noted.diagnostics);
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
      forgetLostLeaves();
      throw new StaleLeaf(rule.name, argumentAt(row));
    }
    makeAgain(at(table.whole, row), rule);
    return values.read(row, rule);
  }

  function makeAgain(node: number, rule: Derived<unknown, unknown>): void {
    const { value } = run(node, rule).noted;
    if (values.put(node, rule, value)[0] !== digestAt(node)) {
      if (isInherited) throw new CorruptStore(`its value of \`${rule.name}\` is not what the rule makes`);
      throw new RuleFailed(rule.name, argumentAt(node), new Error('it made two values of the same reads'));
    }
    isChanged = true;
  }

  /** One lost value is seldom alone: all are found at once, so that the session need not ask once for each. */
  function forgetLostLeaves(): void {
    for (const [place, rule] of rules.entries()) {
      if (rule.kind !== 'leaf') continue;
      table.eachNode(place, (node) => {
        if (at(table.readCount, node) >= 0 && !values.isStored(node, rule, true)) loseTrace(node);
      });
    }
  }

  /** All nodes that the roots rest on, each once, reads before readers. */
  function reached(roots: readonly Root[]): number[] {
    const found: number[] = [];
    const rows = roots.map(([rule, argument]) => rowOf(rule, argument));
    const seen = new Uint8Array(table.rows);
    const visit = (node: number): void => {
      if (seen[node] === 1) return;
      seen[node] = 1;
      const start = at(table.readStart, node);
      const end = start + at(table.readCount, node);
      for (let index = start; index < end; index++) visit(at(table.whole, at(table.reads, index)));
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
      if (known) carryOver(known);
      picture = revision;
    },
    sweep: (last) => sweep(table, last ? rules.slice(0, placeOf(last) + 1) : rules, { generation: picture, revision }),
    isStale: (leaf, argument) => isStaleAt(rowOf(leaf, argument), leaf),
    staleOf(leaf, list) {
      if (listed?.list !== list || listed.leaf !== leaf || listed.table !== table) {
        listed = { list, leaf, table, rows: Int32Array.from(list.map((argument) => rowOf(leaf, argument))) };
      }
      const { rows } = listed;
      return list.filter((_, index) => isStaleAt(at(rows, index), leaf));
    },
    provide(leaf, argument, reads, noted) {
      const node = rowOf(leaf, argument);
      const read = new Set(reads.map(([input, path]) => rowOf(input, path)));
      for (const row of read) bringUpToDate(row);
      accept(node, leaf, noted, read);
    },
    notes: (roots) =>
      table.notes.size === 0 ? [] : reached(roots).flatMap((node) => table.notes.get(node) ?? noNotes),
    notesOf: ([rule, argument]) => table.notes.get(rowOf(rule, argument)) ?? noNotes,
    save(roots) {
      if (!isChanged) return { problem: null };
      values.release();
      forgetAllBut(reached(roots));
      const { offset, problem } = store.save(snapshotFrom(table, shape));
      if (offset) table.offset.set(offset);
      isChanged = problem !== null;
      return { problem };
    },
    tidy(roots, slack = defaultSlack) {
      if (tidyRows > 0 && table.rows <= tidyRows * 1.25 + slack) return;
      if (tidyRows > 0) forgetAllBut(reached(roots));
      tidyRows = table.rows;
    },
    forget() {
      const wasInherited = isInherited;
      isInherited = false;
      if (wasInherited) forgetAllBut([]);
      return wasInherited;
    },
    counts: () => counts,
    why([rule, argument]) {
      const reasons: Reason[] = [];
      for (let node = rowOf(rule, argument); at(table.made, node) === build; ) {
        const cause = at(table.cause, node);
        reasons.push({
          rule: ruleAt(node).name,
          argument: argumentAt(node),
          because: cause < 0 ? null : placeAt(cause),
        });
        if (cause < 0) break;
        node = at(table.whole, cause);
      }
      return reasons;
    },
  };

  /** Inputs that were asked in the picture before need not be asked again where nothing of theirs has changed. */
  function carryOver({ same, changed }: Known): void {
    const others = new Set(changed.map(([input, argument]) => rowOf(input, argument)));
    for (const input of same) {
      table.eachNode(placeOf(input), (row) => {
        if (at(table.checked, row) >= picture && !others.has(row)) table.checked[row] = revision;
      });
    }
  }

  function forgetAllBut(nodes: readonly number[]): void {
    if (table.isJust(nodes)) return;
    const kept = table.keeping(nodes);
    table = kept.table;
    values.moved(table, kept.places);
  }

  function isStaleAt(node: number, leaf: Leaf<unknown>): boolean {
    if (at(table.checked, node) === revision) return false;
    return !isFresh(node) || !isThere(node, leaf);
  }

  /** A leaf whose value is gone has to be computed as if it had never been. */
  function isThere(node: number, leaf: Leaf<unknown>): boolean {
    if (values.isStored(node, leaf)) return true;
    loseTrace(node);
    return false;
  }

  function loseTrace(node: number): void {
    table.readCount[node] = -1;
    table.checked[node] = 0;
  }

  function placeAt(row: number): NonNullable<Reason['because']> {
    const part = partsOf(ruleAt(row))[row - at(table.whole, row) - 1] ?? null;
    return { rule: ruleAt(row).name, argument: argumentAt(row), part };
  }
}

function partsOf(rule: Rule<unknown>): readonly string[] {
  return rule.kind === 'input' ? [] : (rule.parts ?? []);
}
