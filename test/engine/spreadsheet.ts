// A spreadsheet on the engine, for its tests: cells are inputs, formulas choose by values what else they read.

import { createEngine } from '../../src/engine/engine.ts';
import { StaleLeaf } from '../../src/engine/failures.ts';
import type { Derived, Get, Input, Leaf } from '../../src/engine/rule.ts';
import type { Saved } from '../../src/engine/saved.ts';
import type { Store } from '../../src/engine/store.ts';
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
  const leaf: Leaf<Pair> = { kind: 'leaf', name: 'leaf', keeps: 'json', parts: ['even', 'rest'] };
  /** Chooses what else to read by what it read first. */
  const chosen: Derived<number, string> = {
    kind: 'derived',
    name: 'chosen',
    keeps: 'json',
    run(argument, get) {
      const first = at(get, Number(argument));
      const other = first % 2 === 0 ? get.part(leaf, String(first % size), 'even') : at(get, (first * 3) % size);
      return { value: (first + other) % 7, diagnostics: other > 3 ? [`${argument} is large`] : [] };
    },
  };
  const made: Derived<string, string> = {
    kind: 'derived',
    name: 'made',
    keeps: 'none',
    run: (argument, get) => ({
      value: `<${get(chosen, argument)} ${get.part(leaf, argument, 'rest')}>`,
      diagnostics: [],
    }),
  };
  const total: Derived<string, string> = {
    kind: 'derived',
    name: 'total',
    keeps: 'json',
    isShared: true,
    run(_argument, get) {
      const sums = indices.map((index) => get(chosen, index) + get.part(leaf, index, 'even'));
      const digests = indices.map((index) => get.digest(made, index));
      return {
        value: `${sums.join()} ${digests.join()}`,
        diagnostics: sums.length > 0 && (sums[0] ?? 0) > 5 ? ['first is large'] : [],
      };
    },
  };
  const computeLeaf = (name: string): Pair => {
    const value = world.get(name) ?? 100;
    return { even: value - (value % 2), rest: value % 3 };
  };
  return { cell, leaf, chosen, made, total, computeLeaf, rules: [cell, leaf, chosen, made, total] as const };
}

export const indices = Array.from({ length: size }, (_, index) => String(index));

export function open(world: World, store: Store<string>, breakIt: boolean) {
  const parts = sheet(world);
  const spoiled = {
    ...store,
    load() {
      const saved = store.load();
      return saved && withoutLastReads(saved);
    },
  };
  return { ...parts, engine: createEngine<string>(parts.rules, breakIt ? spoiled : store) };
}

/** What an engine would save that forgets the last read of each trace. */
function withoutLastReads(saved: Saved<string>): Saved<string> {
  let end = 0;
  const reads = saved.readCount.flatMap((count) => {
    const from = end;
    end += Math.max(0, count);
    return saved.reads.slice(from, Math.max(from, end - 1));
  });
  return { ...saved, reads, readCount: saved.readCount.map((count) => (count > 0 ? count - 1 : count)) };
}

export type Sheet = ReturnType<typeof open>;

/** Brings everything up to date and says what is seen, as a session does: a leaf whose value is lost is provided again. */
export function observe(sheet: Sheet): string {
  const { engine, leaf, total, made } = sheet;
  for (const name of indices) if (engine.isStale(leaf, name)) provide(sheet, name);
  for (;;) {
    try {
      const shown = indices.map((index) => engine.get(made, index));
      return JSON.stringify([engine.get(total, ''), shown, engine.notes([[total, '']])]);
    } catch (cause) {
      if (!(cause instanceof StaleLeaf)) throw cause;
      provide(sheet, cause.argument);
    }
  }
}

function provide({ engine, leaf, cell, computeLeaf }: Sheet, name: string): void {
  engine.provide(leaf, name, [[cell, name]], { value: computeLeaf(name), diagnostics: [`leaf ${name}`] });
}
