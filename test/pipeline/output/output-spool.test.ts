// Printed pages that wait to be published: each is made once, read or moved from the spool, and made again if the spool does not give back
// exactly what was put in it.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Derived } from '../../../src/engine/graph/rule.ts';
import { memoryStore } from '../../../src/engine/store/store.ts';
import { openSpool } from '../../../src/pipeline/output/output-spool.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { bundleModule } from '../../support/bundled.ts';
import { scratchFolder } from '../../support/folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-test-'));
let thread: URL;

beforeAll(async () => {
  thread = await bundleModule('src/pipeline/output/spool-thread.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Less than all texts need. */
const memoryBytes = 100_000;
const text = (name: string) => `${name} é ${'x'.repeat(1_000)}`;
const names = Array.from({ length: 420 }, (_, index) => `text ${index}`);

/** An engine whose texts go into a spool, as a session has it. */
function open(thread: URL | null) {
  const folder = join(scratchFolder(), 'spool');
  const runs = new Map<string, number>();
  const texts: Derived<string, string> = {
    kind: 'derived',
    name: 'texts',
    storage: 'none',
    run(name) {
      runs.set(name, (runs.get(name) ?? 0) + 1);
      return { value: text(name), diagnostics: [] };
    },
  };
  const spool = openSpool({ folder, thread, memoryBytes });
  const engine = createEngine<string>([texts], memoryStore(), { onText: spool.put });
  return {
    folder,
    spool,
    make: () => void names.map((name) => engine.get.digest(texts, name)),
    read: (name: string) => {
      const bytes = spool.read(engine.get.digest(texts, name));
      return bytes === null ? engine.get(texts, name) : Buffer.from(bytes).toString();
    },
    fileOf: (name: string) => spool.file(engine.get.digest(texts, name)),
    written: () =>
      readdirSync(folder).flatMap((own) => readdirSync(join(folder, own)).map((file) => join(folder, own, file))),
    repeats: () => [...runs.values()].filter((count) => count > 1).length,
  };
}

describe.each([
  ['in this thread', () => null],
  ['in a thread of its own', () => thread],
])('written %s', (_, writer) => {
  test('each text is made once', () => {
    const { folder, spool, make, read, written, repeats } = open(writer());
    make();
    expect(names.map(read)).toEqual(names.map(text));
    expect(repeats()).toBe(0);
    expect(written().length).toBeGreaterThan(50);
    spool.clear();
    expect(existsSync(folder)).toBe(false);
    expect(names.map(read)).toEqual(names.map(text));
  });

  test('a file holds the text and nothing else, and may be moved away', () => {
    const { folder, spool, make, read, fileOf } = open(writer());
    make();
    const ready = names.map((name) => [name, fileOf(name)] as const);
    expect(ready.filter(([, file]) => file !== null).length).toBeGreaterThan(50);
    const target = join(scratchFolder(), 'target');
    for (const [name, file] of ready) {
      if (file === null) continue;
      renameSync(file, target);
      expect(readFileSync(target, 'utf8') === text(name)).toBe(true);
    }
    expect(names.map(read)).toEqual(names.map(text));
    spool.clear();
    expect(existsSync(folder)).toBe(false);
  });

  test('a changed file counts as missing', () => {
    const { spool, make, read, written, fileOf, repeats } = open(writer());
    make();
    // Waits for the last of them.
    fileOf('text 419');
    for (const file of written()) writeFileSync(file, 'y'.repeat(100));
    expect(names.map(read)).toEqual(names.map(text));
    expect(repeats()).toBeGreaterThan(40);
    spool.clear();
  });

  test('if nothing can be written, only texts in memory are there', () => {
    const folder = join(scratchFolder(), 'file');
    writeFileSync(folder, '');
    const spool = openSpool({ folder, thread: writer(), memoryBytes: 10 });
    const digests = ['first', 'second', 'third'].map((content) => {
      spool.put(new TextEncoder().encode(content), digestOf(content));
      return digestOf(content);
    });
    expect(digests.map((digest) => spool.file(digest))).toEqual([null, null, null]);
    expect(digests.map((digest) => spool.read(digest)?.length)).toEqual([5, undefined, undefined]);
    spool.clear();
    expect(existsSync(folder)).toBe(true);
  });
});

test('what a killed build left is removed with the next', () => {
  const { folder, spool, make } = open(null);
  mkdirSync(join(folder, '1-x'), { recursive: true });
  writeFileSync(join(folder, '1-x', '0'), 'left');
  make();
  expect(existsSync(folder)).toBe(true);
  spool.clear();
  expect(existsSync(folder)).toBe(false);
});
