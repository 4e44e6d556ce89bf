// Values that no rule keeps, in a build that asks for each of them again: made once, taken from the scratch file then, and made again where
// that file does not give back exactly what was put in it.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiskStore } from '../../src/engine/disk-store.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Derived } from '../../src/engine/rule.ts';
import { scratchFolder } from '../support/folder.ts';

/** Long enough that most are neither in memory nor waiting to be written when they are asked for again. */
const text = (name: string) => `${name} ${'x'.repeat(60_000)}`;
const names = Array.from({ length: 600 }, (_, index) => `text ${index}`);

function open(hasScratch: boolean) {
  const folder = scratchFolder();
  const runs = new Map<string, number>();
  const texts: Derived<string, string> = {
    kind: 'derived',
    name: 'texts',
    keeps: 'none',
    run(name) {
      runs.set(name, (runs.get(name) ?? 0) + 1);
      return { value: text(name), diagnostics: [] };
    },
  };
  const store = openDiskStore<string>({ folder, namespace: 'tool', hasScratch });
  const engine = createEngine<string>([texts], store);
  const ask = () => names.map((name) => engine.get(texts, name));
  const scratch = () => readdirSync(folder).filter((file) => file.startsWith('scratch-'));
  const save = () => engine.save(names.map((name) => [texts, name]));
  return { folder, store, ask, scratch, save, again: () => [...runs.values()].filter((count) => count > 1).length };
}

test('makes each value once', () => {
  const { store, ask, scratch, save, again } = open(true);
  ask();
  expect(ask()).toEqual(names.map(text));
  expect(again()).toBe(0);
  expect(scratch()).toHaveLength(1);
  save();
  expect(scratch()).toEqual([]);
  expect(ask()).toEqual(names.map(text));
  store.close();
  expect(scratch()).toEqual([]);
});

test('makes them again without a scratch file', () => {
  const { ask, again } = open(false);
  ask();
  expect(ask()).toEqual(names.map(text));
  expect(again()).toBeGreaterThan(300);
});

test('does not believe a scratch file that was changed', () => {
  const { folder, store, ask, scratch, again } = open(true);
  ask();
  for (const file of scratch()) writeFileSync(join(folder, file), 'y'.repeat(10_000_000));
  expect(ask()).toEqual(names.map(text));
  expect(again()).toBeGreaterThan(100);
  store.close();
});
