// A spreadsheet on the engine, for its tests: cells are inputs, and formulas choose by values what else they read. Next to it is the
// definition of a correct result: the same formulas, computed from nothing each time, without an engine.

import { createEngine } from '../../src/engine/engine.ts';
import { StaleLeaf } from '../../src/engine/graph/failures.ts';
import type { Derived, Get, Input, Leaf, Rule } from '../../src/engine/graph/rule.ts';
import type { Snapshot } from '../../src/engine/store/snapshot.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { digestOf } from '../../src/text/digest.ts';

export const size = 5;

/** What the world holds: numbers by name; a missing name reads as null. */
export type World = Map<string, number>;

interface Pair {
  readonly even: number;
  readonly rest: number;
}

function sheet(world: World) {
  const cell: Input<number | null> = {
    kind: 'input',
    name: 'cell',
    digest: (name) => digestOf(String(world.get(name) ?? 'absent')),
    read: (name) => world.get(name) ?? null,
  };
  const at = (get: Get, index: number) => get(cell, String(index)) ?? 100;
  /** Reads its own input alone, as a worker's result does. */
  const leaf: Leaf<Pair> = {
    kind: 'leaf',
    name: 'leaf',
    storage: 'json',
    parts: ['even', 'rest'],
    sharedParts: ['even'],
  };
  /** Chooses what else to read by what it read first. */
  const chosen: Derived<number, string> = {
    kind: 'derived',
    name: 'chosen',
    storage: 'json',
    run(argument, get) {
      const first = at(get, Number(argument));
      const other = first % 2 === 0 ? get.part(leaf, String(first % size), 'even') : at(get, (first * 3) % size);
      return { value: (first + other) % 7, diagnostics: other > 3 ? [`${argument} is large`] : [] };
    },
  };
  const bytes: Derived<Uint8Array, string> = {
    kind: 'derived',
    name: 'bytes',
    storage: 'bytes',
    run: (argument, get) => ({ value: new Uint8Array([get(chosen, argument), 255, 0]), diagnostics: [] }),
  };
  /** Parts that change one without the other. */
  const split: Derived<{ readonly low: readonly number[]; readonly high: boolean }, string> = {
    kind: 'derived',
    name: 'split',
    storage: 'json',
    parts: ['low', 'high'],
    run(argument, get) {
      const sum = (get(bytes, argument)[0] ?? 0) + get.part(leaf, argument, 'rest');
      return { value: { low: [sum % 3], high: sum > 4 }, diagnostics: [] };
    },
  };
  const made: Derived<string, string> = {
    kind: 'derived',
    name: 'made',
    storage: 'none',
    run(argument, get) {
      const high = get.part(split, argument, 'high');
      const low = high ? get(split, argument).low : get.part(split, '0', 'low');
      return { value: `<${get(chosen, argument)} ${get.part(leaf, argument, 'rest')} ${low.join()}>`, diagnostics: [] };
    },
  };
  const total: Derived<string, string> = {
    kind: 'derived',
    name: 'total',
    storage: 'json',
    isShared: true,
    run(_argument, get) {
      const sums = indices.map((index) => get(chosen, index) + get.part(leaf, index, 'even'));
      // Depends on only some of the others, so that nodes come and go.
      const last = (sums[0] ?? 0) % size;
      const digests = indices.slice(0, last + 1).map((index) => get.digest(made, index));
      return { value: `${sums.join()} ${digests.join()}`, diagnostics: (sums[0] ?? 0) > 5 ? ['first is large'] : [] };
    },
  };
  const computeLeaf = (name: string): Pair => {
    const value = world.get(name) ?? 100;
    return { even: value - (value % 2), rest: value % 3 };
  };
  const rules = [cell, leaf, chosen, bytes, split, made, total] as const;
  return { cell, leaf, chosen, bytes, split, made, total, computeLeaf, rules };
}

export const indices = Array.from({ length: size }, (_, index) => String(index));

export interface OpenOptions {
  /** Whether the engine loses the last read of each trace that it loads. */
  readonly isBroken?: boolean;
  readonly isStrict?: boolean;
}

export function open(world: World, store: Store<string>, { isBroken = false, isStrict = false }: OpenOptions = {}) {
  const parts = sheet(world);
  const spoiled: Store<string> = {
    ...store,
    load() {
      const snapshot = store.load();
      return snapshot && withoutLastReads(snapshot);
    },
  };
  return { ...parts, engine: createEngine<string>(parts.rules, isBroken ? spoiled : store, { isStrict }) };
}

export type Sheet = ReturnType<typeof open>;

function withoutLastReads(snapshot: Snapshot<string>): Snapshot<string> {
  let end = 0;
  const reads = Array.from(snapshot.readCount, (count) => {
    const from = end;
    end += Math.max(0, count);
    return Array.from(snapshot.reads.subarray(from, Math.max(from, end - 1)));
  }).flat();
  return {
    ...snapshot,
    reads: Int32Array.from(reads),
    readCount: snapshot.readCount.map((count) => (count > 0 ? count - 1 : count)),
  };
}

export interface Shown {
  readonly total: string;
  readonly made: readonly string[];
  /** Notes of everything that the total depends on. */
  readonly notes: readonly string[];
}

/** Brings everything up to date as a session does and returns what is seen: leaves whose values are lost are provided again. */
export function observe(sheet: Sheet, isSwept = false): Shown {
  const { engine, total, made } = sheet;
  for (let attempt = 0; ; attempt++) {
    provideAll(sheet);
    if (isSwept) engine.sweep();
    try {
      const shown = indices.map((index) => engine.get(made, index));
      if (isSwept) engine.sweep();
      return { total: engine.get(total, ''), made: shown, notes: engine.notes([[total, '']]).toSorted() };
    } catch (cause) {
      if (!(cause instanceof StaleLeaf) || attempt > 3) throw cause;
    }
  }
}

export function provideAll({ engine, leaf, cell, computeLeaf }: Sheet): void {
  for (const name of engine.staleOf(leaf, indices))
    engine.provideLeaf(leaf, name, [[cell, name]], { value: computeLeaf(name), diagnostics: [`leaf ${name}`] });
}

/** What must be seen: every value is computed each time that it is read. */
export function computedAnew(world: World): Shown {
  const { leaf, made, total, computeLeaf } = sheet(world);
  const said = new Map<string, readonly string[]>();
  const notedOf = (rule: Rule<unknown>, argument: string): unknown => {
    if (rule.kind === 'input') return rule.read(argument);
    if (rule === leaf) {
      said.set(`leaf ${argument}`, [`leaf ${argument}`]);
      return computeLeaf(argument);
    }
    if (rule.kind === 'leaf') throw new Error('there is one leaf');
    const { value, diagnostics } = rule.run(argument, get);
    said.set(`${rule.name} ${argument}`, diagnostics as readonly string[]);
    return value;
  };
  const whole = <V>(rule: Rule<V>, argument: string): V => notedOf(rule, argument) as V;
  const get: Get = Object.assign(whole, {
    part: <V, K extends keyof V & string>(rule: Rule<V>, argument: string, part: K): V[K] =>
      whole(rule, argument)[part],
    digest: <V>(rule: Rule<V>, argument: string): string => digestOf(String(whole(rule, argument))),
  });
  const sum = get(total, '');
  const notes = [...said.values()].flat().toSorted();
  return { total: sum, made: indices.map((index) => get(made, index)), notes };
}

/** A snapshot by names: each node with its digests and its reads. */
export function described(snapshot: Snapshot<string> | null): string[] {
  if (!snapshot) return [];
  const widths = snapshot.shape.map((rule) => rule.split(' ').length);
  const rows: string[] = [];
  const nodes: { readonly name: string; readonly row: number }[] = [];
  for (const [rule, count] of snapshot.counts.entries()) {
    for (let index = 0; index < count; index++) {
      const names = (snapshot.shape[rule] ?? '').split(' ');
      const argument = snapshot.words[snapshot.argument[nodes.length] ?? -1] ?? '';
      nodes.push({ name: `${names[0]} ${argument}`, row: rows.length });
      for (let part = 0; part < (widths[rule] ?? 1); part++)
        rows.push(`${names[0]} ${argument} ${part > 0 ? names[part] : ''}`);
    }
  }
  let end = 0;
  return nodes
    .map(({ name, row }, node) => {
      const from = end;
      end += Math.max(0, snapshot.readCount[node] ?? 0);
      return `${name} ${snapshot.digest.get(row)} reads ${Array.from(
        snapshot.reads.subarray(from, end),
        (read) => `${rows[read]}${snapshot.digest.get(read)}`,
      ).join()}`;
    })
    .toSorted();
}
