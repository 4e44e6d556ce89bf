// The engine against a definition of correctness: random spreadsheets, edited and restarted at random, must always show the same as
// computing everything from nothing. Reads are dynamic: which cells a formula reads depends on values.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryStore, type Store } from '../../src/engine/store/store.ts';
import { randomRun } from '../support/random.ts';
import { computedAnew, described, observe, open, provideAll, type Sheet, size, type World } from './spreadsheet.ts';

const name = fc.integer({ min: 0, max: size - 1 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), name, value: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('remove' as const), name }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({
    kind: fc.constant('peek' as const),
    name,
    value: fc.integer({ min: 0, max: 9 }),
    after: fc.constantFrom('stay', 'save', 'end'),
  }),
  fc.record({ kind: fc.constant('unsaved' as const) }),
  fc.record({ kind: fc.constant('tidied' as const) }),
);
/** Whether the engine is told what has changed, and whether it sweeps, must make no difference. */
const step = fc.record({ edit, isTold: fc.boolean(), isSwept: fc.boolean() });

/** The property: after every edit, the warm sheet shows and saves the same as a clean one. */
function warmEqualsClean(isBroken: boolean) {
  return fc.property(fc.array(step, { maxLength: 30 }), fc.boolean(), (steps, isStrict) => {
    const world: World = new Map();
    const store = memoryStore<string>();
    let warm = open(world, store, { isBroken, isStrict });
    for (const { edit: step, isTold, isSwept } of steps) {
      if (step.kind === 'set' || step.kind === 'peek') world.set(String(step.name), step.value);
      if (step.kind === 'remove') world.delete(String(step.name));
      if (step.kind === 'restart') warm = open(world, store, { isBroken, isStrict });
      const changed = 'name' in step ? [[warm.cell, String(step.name)] as const] : [];
      warm.engine.refresh(isTold ? { unchanged: [warm.cell], changed } : null);
      // Before leaves are provided a session sweeps no further than these.
      if (isSwept) warm.engine.sweep(step.kind === 'peek' ? undefined : warm.leaf);
      // One value is read and the build is left unfinished, as a server does for an open page; or the process ends.
      if (step.kind === 'peek') {
        provideAll(warm);
        if (isSwept) warm.engine.sweep();
        warm.engine.get(warm.made, String((step.name + 1) % size));
        if (step.after !== 'stay') warm.engine.save([[warm.total, '']]);
        if (step.after === 'end') warm = open(world, store, { isBroken, isStrict });
      } else {
        expect(observe(warm, isSwept)).toEqual(computedAnew(world));
        if (step.kind === 'tidied') tidy(warm, world);
        else if (step.kind !== 'unsaved') expectSameSnapshot(warm, world, store);
      }
    }
  });
}

/** Only nodes that the total does not depend on are dropped: nothing runs again for the total. */
function tidy({ engine, total, ...sheet }: Sheet, world: World): void {
  const counts = { ...engine.counts() };
  for (let time = 0; time < 2; time++) engine.tidy([[total, '']], Number.NEGATIVE_INFINITY);
  engine.get(total, '');
  expect(engine.counts()).toEqual(counts);
  expect(observe({ engine, total, ...sheet })).toEqual(computedAnew(world));
}

/** A store holds exactly the nodes that a clean build has, with the same digests and traces. */
function expectSameSnapshot(warm: Sheet, world: World, snapshot: Store<string>): void {
  expect(warm.engine.save([[warm.total, '']])).toEqual({ problem: null });
  const store = memoryStore<string>();
  const clean = open(world, store);
  observe(clean);
  clean.engine.save([[clean.total, '']]);
  expect(described(snapshot.load())).toEqual(described(store.load()));
}

const sheets = randomRun('sheets', { quick: 200, full: 1000, soak: 50_000 });

describe('warm equals clean', () => {
  test(`after any edits, restarts and unfinished builds (${sheets.label})`, () => {
    fc.assert(warmEqualsClean(false), { numRuns: sheets.count, seed: sheets.seed });
  });

  test('the property catches an engine that loses the last read of each trace', () => {
    expect(fc.check(warmEqualsClean(true), { numRuns: 1000, seed: 1 }).failed).toBe(true);
  });
});
