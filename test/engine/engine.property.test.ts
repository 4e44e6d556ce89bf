// The engine against a definition of correctness: random spreadsheets, edited at random, restarted at random, must always
// show what computing everything from nothing shows. Cells read dynamically: which cells a formula reads depends on values.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { StaleLeaf } from '../../src/engine/failures.ts';
import type { Derived } from '../../src/engine/rule.ts';
import { memoryStore } from '../../src/engine/store.ts';
import { indices, observe, open, type Sheet, size, type World } from './spreadsheet.ts';

const edit = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    name: fc.integer({ min: 0, max: size - 1 }),
    value: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), name: fc.integer({ min: 0, max: size - 1 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('peek' as const), name: fc.integer({ min: 0, max: size - 1 }) }),
);

/** The property: after every edit, the warm sheet shows what a clean one shows. */
function warmEqualsClean(breakIt: boolean) {
  return fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
    const world: World = new Map();
    const store = memoryStore<string>();
    let warm = open(world, store, breakIt);
    for (const step of edits) {
      if (step.kind === 'set') world.set(String(step.name), step.value);
      if (step.kind === 'remove') world.delete(String(step.name));
      if (step.kind === 'restart') warm = open(world, store, breakIt);
      warm.engine.refresh();
      // One value is pulled first and the build left unfinished, as a server does for the page that is open.
      if (step.kind === 'peek') peek(warm, String(step.name));
      else {
        expect(observe(warm)).toBe(observe(open(world, memoryStore(), false)));
        warm.engine.save([[warm.total, '']]);
      }
    }
  });
}

function peek({ engine, made }: Sheet, name: string): void {
  try {
    engine.get(made, name);
  } catch (cause) {
    if (!(cause instanceof StaleLeaf)) throw cause;
  }
}

describe('warm equals clean', () => {
  test('after any edits, restarts and unfinished builds', () => {
    fc.assert(warmEqualsClean(false), { numRuns: 1500 });
  });

  test('an engine that forgets the last read of each trace is caught', () => {
    expect(fc.check(warmEqualsClean(true), { numRuns: 1500, seed: 1 }).failed).toBe(true);
  });
});

function countsAfter(change: (world: World) => void): Engine<string>['counts'] extends () => infer C ? C : never {
  const world: World = new Map(indices.map((name) => [name, 1]));
  const warm = open(world, memoryStore(), false);
  observe(warm);
  change(world);
  warm.engine.refresh();
  observe(warm);
  return warm.engine.counts();
}

describe('small edits do small work', () => {
  test('nothing changed: nothing runs but what is not kept', () => {
    expect(countsAfter(() => {})).toEqual({});
  });

  test('a change that a rule does not read runs nothing of it', () => {
    expect(countsAfter((world) => world.set('unread', 1))).toEqual({});
  });

  test('a value that comes out as it was stops the wave', () => {
    // 1 and 7 agree in `rest` and differ in `even`: `made` of 4 rests on cell 4 through `chosen` and `leaf`.
    const counts = countsAfter((world) => world.set('4', 7));
    expect(counts).toMatchObject({ leaf: 1, total: 1 });
    expect(counts['made'] ?? 0).toBeLessThanOrEqual(2);
  });
});

test('a rule may not ask for one that stands behind it', () => {
  const back: Derived<number, never> = {
    kind: 'derived',
    name: 'back',
    keeps: 'json',
    run: () => ({ value: 1, diagnostics: [] }),
  };
  const front: Derived<number, never> = {
    kind: 'derived',
    name: 'front',
    keeps: 'json',
    run: (argument, get) => ({ value: get(back, argument), diagnostics: [] }),
  };
  const engine = createEngine([front, back], memoryStore());
  expect(() => engine.get(front, '')).toThrow('`front` asks for `back`, which does not stand before it');
});
