// The store on disk: what a second process finds, and that damage makes it slow but never wrong.

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine, type Root } from '../../../src/engine/engine.ts';
import { DigestColumn } from '../../../src/engine/graph/digest-column.ts';
import type { Derived, Input } from '../../../src/engine/graph/rule.ts';
import { openDiskStore } from '../../../src/engine/store/disk-store.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { scratchFolder } from '../../support/folder.ts';
import { randomRun } from '../../support/random.ts';
import { computedAnew, indices, observe, open, type World } from '../spreadsheet.ts';

function worldOf(seed: number): World {
  return new Map(indices.map((name, index) => [name, (seed * 7 + index * 3) % 10]));
}

/** One process: opens the store, brings everything up to date, saves, ends. Returns what it saw and how often rules ran. */
function processOn(folder: string, world: World, namespace = 'tool 1') {
  const store = openDiskStore<string>({ folder, namespace });
  const sheet = open(world, store);
  const seen = observe(sheet);
  const counts = sheet.engine.counts();
  const roots: Root[] = [[sheet.total, ''], ...indices.map((index): Root => [sheet.made, index])];
  expect(sheet.engine.save(roots)).toEqual({ problem: null });
  store.close();
  return { seen, ran: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

describe('a second process', () => {
  test('runs nothing where nothing changed', () => {
    const folder = scratchFolder();
    const world = worldOf(1);
    expect(processOn(folder, world).ran).toBeGreaterThan(10);
    expect(processOn(folder, world)).toEqual({ seen: computedAnew(world), ran: 0 });
  });

  test('of another tool starts from nothing', () => {
    const folder = scratchFolder();
    const world = worldOf(1);
    const first = processOn(folder, world);
    expect(processOn(folder, world, 'tool 2')).toEqual({ seen: first.seen, ran: first.ran });
  });

  test('works in another folder', () => {
    const folder = scratchFolder();
    const elsewhere = join(scratchFolder(), 'moved');
    const world = worldOf(2);
    processOn(folder, world);
    const files = readdirSync(folder);
    for (const name of files) {
      const moved = openDiskStore<string>({ folder: elsewhere, namespace: 'tool 1' });
      moved.close();
      writeFileSync(join(elsewhere, name), readFileSync(join(folder, name)));
    }
    expect(processOn(elsewhere, world).ran).toBe(0);
  });

  test('next to one that writes stores its values in memory', () => {
    const folder = scratchFolder();
    const first = openDiskStore<string>({ folder, namespace: 'tool 1' });
    const before = readdirSync(folder);
    expect(processOn(folder, worldOf(3)).seen).toEqual(computedAnew(worldOf(3)));
    expect(readdirSync(folder)).toEqual(before);
    first.close();
    expect(processOn(folder, worldOf(3)).ran).toBeGreaterThan(0);
    expect(processOn(folder, worldOf(3)).ran).toBe(0);
  });

  test('takes over from a killed one', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'writer'), '999999999');
    processOn(folder, worldOf(4));
    expect(processOn(folder, worldOf(4)).ran).toBe(0);
  });
});

/** Changes one file of the store; every kind of damage must lead to the right result. */
const damage = fc.record({
  kind: fc.constantFrom('truncate', 'flip', 'random', 'empty', 'swap'),
  file: fc.integer({ min: 0, max: 9 }),
  place: fc.double({ min: 0, max: 0.999, noNaN: true }),
  seed: fc.integer({ min: 0, max: 9 }),
});

const harms = randomRun('harms', { quick: 30, full: 100, soak: 3000 });

test(`a damaged store can be slow, never wrong (${harms.label})`, () => {
  fc.assert(
    fc.property(damage, fc.integer({ min: 0, max: 20 }), ({ kind, file, place, seed }, next) => {
      const folder = scratchFolder();
      processOn(folder, worldOf(seed));
      const names = readdirSync(folder);
      const path = join(folder, names[file % names.length] ?? '');
      const bytes = readFileSync(path);
      const at = Math.floor(bytes.length * place);
      if (kind === 'truncate') truncateSync(path, at);
      if (kind === 'empty') truncateSync(path, 0);
      if (kind === 'flip' && bytes.length > 0) writeFileSync(path, bytes.with(at, (bytes[at] ?? 0) ^ 4));
      if (kind === 'random')
        writeFileSync(path, Buffer.from(bytes.map((byte, index) => (byte * 31 + index * seed) % 256)));
      // The right shape with the wrong content: one digit of the pack is changed.
      if (kind === 'swap')
        writeFileSync(
          path,
          bytes.toString('latin1').replace(/\d/g, (digit) => String((Number(digit) + 1) % 10)),
          'latin1',
        );
      expect(processOn(folder, worldOf(seed)).seen).toEqual(computedAnew(worldOf(seed)));
      expect(processOn(folder, worldOf(next)).seen).toEqual(computedAnew(worldOf(next)));
      expect(processOn(folder, worldOf(next)).ran).toBe(0);
    }),
    { numRuns: harms.count, seed: harms.seed },
  );
});

test('the pack does not grow forever', () => {
  const folder = scratchFolder();
  const store = openDiskStore<string>({ folder, namespace: 'tool 1' });
  const large = (round: number) => new TextEncoder().encode(`"${String(round).padStart(300_000, 'x')}"`);
  const digests = Array.from({ length: 40 }, (_, round) => store.put(large(round), digestOf(large(round))));
  const last = digests.at(-1);
  if (!last) throw new Error('unreachable');
  const result = store.save({
    shape: ['total'],
    counts: [1],
    words: [''],
    argument: Int32Array.of(0),
    readCount: Int32Array.of(0),
    reads: Int32Array.of(),
    digest: DigestColumn.of([last.digest]),
    offset: Float64Array.of(last.offset),
    length: Int32Array.of(last.length),
    notes: [],
  });
  expect(result).toEqual({ offset: Float64Array.of(0), problem: null });
  store.close();
  expect(packSize(folder)).toBe(300_002);
});

test('an engine keeps working after its values were moved by compacting', () => {
  const folder = scratchFolder();
  const ran: string[] = [];
  let round = 0;
  const input: Input<string> = {
    kind: 'input',
    name: 'input',
    digest: (name) => (name === 'moving' ? `${round}` : name),
    read: (name) => (name === 'moving' ? `${round}` : name),
  };
  const padded: Derived<string, string> = {
    kind: 'derived',
    name: 'padded',
    storage: 'json',
    run(name, get) {
      ran.push(name);
      // The moving value grows, so that the other one is moved by it.
      const length = { moving: 300_000 + round, still: 300_000 }[name] ?? 0;
      return { value: get(input, name).padEnd(length), diagnostics: [] };
    },
  };
  const store = openDiskStore<string>({ folder, namespace: 'tool 1' });
  const engine = createEngine<string>([input, padded], store);
  const sizes: number[] = [];
  for (; round < 12; round++) {
    engine.refresh();
    for (const name of ['moving', 'still']) engine.get(padded, name);
    // Enough others that no value is in memory any more.
    for (let other = 0; other < 300; other++) engine.get(padded, String(other));
    expect(engine.get(padded, 'still').length).toBe(300_000);
    expect(
      engine.save([
        [padded, 'moving'],
        [padded, 'still'],
      ]),
    ).toEqual({ problem: null });
    sizes.push(packSize(folder));
  }
  expect(ran.filter((name) => name === 'still')).toEqual(['still']);
  expect(Math.max(...sizes)).toBeLessThan(2_500_000);
  store.close();
});

test('a store that can no longer be written reports it, and the build continues', () => {
  const folder = scratchFolder();
  processOn(folder, worldOf(1));
  // A folder in the place of the file.
  rmSync(join(folder, 'snapshot'));
  mkdirSync(join(folder, 'snapshot', 'inside'), { recursive: true });
  const store = openDiskStore<string>({ folder, namespace: 'tool 1' });
  const sheet = open(worldOf(2), store);
  expect(observe(sheet)).toEqual(computedAnew(worldOf(2)));
  expect(sheet.engine.save([[sheet.total, '']]).problem).toMatch(/^E[A-Z]+: /);
  expect(observe(sheet)).toEqual(computedAnew(worldOf(2)));
  store.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('snapshot.'))).toEqual([]);
});

test('a snapshot of the right shape with other content is ignored', () => {
  const folder = scratchFolder();
  processOn(folder, worldOf(1));
  const path = join(folder, 'snapshot');
  const text = readFileSync(path, 'latin1');
  expect(text).toContain('"leaf 3"');
  writeFileSync(path, text.replace('"leaf 3"', '"leaf 9"'), 'latin1');
  expect(processOn(folder, worldOf(1)).seen).toEqual(computedAnew(worldOf(1)));
});

function packSize(folder: string): number {
  const packs = readdirSync(folder).filter((name) => name.endsWith('.pack'));
  return packs.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
