// The engine against a definition of correctness: random spreadsheets, edited at random, restarted at random, must always
// show what computing everything from nothing shows. Cells read dynamically: which cells a formula reads depends on values.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StaleLeaf } from '../../src/engine/failures.ts';
import { memoryStore } from '../../src/engine/store.ts';
import { computedAnew, described, observe, open, type Sheet, size, type World } from './spreadsheet.ts';

const name = fc.integer({ min: 0, max: size - 1 });
const edit = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), name, value: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('remove' as const), name }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('peek' as const), name }),
  fc.record({ kind: fc.constant('unsaved' as const) }),
  fc.record({ kind: fc.constant('end' as const), name }),
);

/** The property: after every edit, the warm sheet shows what a clean one shows, and saves what a clean one saves. */
function warmEqualsClean(isBroken: boolean) {
  return fc.property(fc.array(edit, { maxLength: 30 }), fc.boolean(), (edits, isStrict) => {
    const world: World = new Map();
    const store = memoryStore<string>();
    let warm = open(world, store, { isBroken, isStrict });
    for (const step of edits) {
      if (step.kind === 'set') world.set(String(step.name), step.value);
      if (step.kind === 'remove') world.delete(String(step.name));
      if (step.kind === 'restart') warm = open(world, store, { isBroken, isStrict });
      warm.engine.refresh();
      // A process that ends in the middle of a build saves what it has.
      if (step.kind === 'end') {
        peek(warm, String(step.name));
        warm.engine.save([[warm.total, '']]);
        warm = open(world, store, { isBroken, isStrict });
        continue;
      }
      // One value is pulled first and the build left unfinished, as a server does for the page that is open.
      if (step.kind === 'peek') peek(warm, String(step.name));
      else {
        expect(observe(warm)).toEqual(computedAnew(world));
        if (step.kind !== 'unsaved') expectSameSaved(warm, world, store.load);
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

/** A store holds exactly the nodes that a clean build has, with the same digests and traces. */
function expectSameSaved(warm: Sheet, world: World, load: ReturnType<typeof memoryStore<string>>['load']): void {
  expect(warm.engine.save([[warm.total, '']])).toEqual({ problem: null });
  const store = memoryStore<string>();
  const clean = open(world, store);
  observe(clean);
  clean.engine.save([[clean.total, '']]);
  expect(described(load())).toEqual(described(store.load()));
}

describe('warm equals clean', () => {
  test('after any edits, restarts and unfinished builds', () => {
    fc.assert(warmEqualsClean(false), { numRuns: 1000 });
  });

  test('an engine that forgets the last read of each trace is caught', () => {
    expect(fc.check(warmEqualsClean(true), { numRuns: 1000, seed: 1 }).failed).toBe(true);
  });
});
