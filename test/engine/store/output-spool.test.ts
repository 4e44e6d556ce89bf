// Texts that no rule keeps, in a build that publishes each of them: made once, read from where they lie ready, moved from there; and made
// again where that place does not give back exactly what was put in it.

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
import { openDiskStore } from '../../../src/engine/store/disk-store.ts';
import { openSpool } from '../../../src/engine/store/output-spool.ts';
import { realDisk } from '../../../src/system/disk.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { bundleModule } from '../../support/bundled.ts';
import { scratchFolder } from '../../support/folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-test-'));
let thread: URL;

beforeAll(async () => {
  thread = await bundleModule('src/engine/store/spool-thread.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** More than stay in memory, in the stage and in the engine. */
const heldBytes = 100_000;
const text = (name: string) => `${name} é ${'x'.repeat(1_000)}`;
const names = Array.from({ length: 420 }, (_, index) => `text ${index}`);

function open(stage: { thread: URL | null } | null) {
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
  const store = openDiskStore<string>({ folder, namespace: 'tool', ...(stage && { stage: { ...stage, heldBytes } }) });
  const engine = createEngine<string>([texts], store);
  const staged = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith('staged-'))
      .flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
  return {
    folder,
    store,
    staged,
    isGone: () => !readdirSync(folder).some((name) => name.startsWith('staged-')),
    ask: () => names.map((name) => engine.get(texts, name)),
    bytes: () => names.map((name) => Buffer.from(engine.bytesOf(texts, name)).toString()),
    fileOf: (name: string) => engine.fileOf(texts, name),
    save: () => engine.save(names.map((name) => [texts, name])),
    again: () => [...runs.values()].filter((count) => count > 1).length,
  };
}

describe.each([
  ['here', () => null],
  ['in a thread', () => thread],
])('written %s', (_, writer) => {
  test('each is made once and asked for again', () => {
    const { store, ask, bytes, staged, isGone, save, again } = open({ thread: writer() });
    ask();
    expect(ask()).toEqual(names.map(text));
    expect(bytes()).toEqual(names.map(text));
    expect(again()).toBe(0);
    expect(staged().length).toBeGreaterThan(50);
    save();
    expect(isGone()).toBe(true);
    expect(ask()).toEqual(names.map(text));
    store.close();
    expect(isGone()).toBe(true);
  });

  test('a file holds the text and nothing else, and may be moved away', () => {
    const { store, ask, fileOf, isGone } = open({ thread: writer() });
    ask();
    const ready = names.map((name) => [name, fileOf(name)] as const);
    expect(ready.filter(([, file]) => file !== null).length).toBeGreaterThan(50);
    const target = join(scratchFolder(), 'target');
    for (const [name, file] of ready) {
      if (file === null) continue;
      renameSync(file, target);
      expect(readFileSync(target, 'utf8') === text(name)).toBe(true);
    }
    expect(ask()).toEqual(names.map(text));
    store.close();
    expect(isGone()).toBe(true);
  });

  test('what was changed there is not believed', () => {
    const { store, ask, bytes, staged, fileOf, again } = open({ thread: writer() });
    ask();
    // Waits for the last of them.
    fileOf('text 419');
    for (const file of staged()) writeFileSync(file, 'y'.repeat(100));
    expect(bytes()).toEqual(names.map(text));
    expect(again()).toBeGreaterThan(40);
    store.close();
  });

  test('where nothing can be written all is made again', () => {
    const folder = join(scratchFolder(), 'file');
    writeFileSync(folder, '');
    const stage = openSpool({ folder, disk: realDisk, thread: writer(), heldBytes: 10 });
    const put = (content: string) => stage.put(new TextEncoder().encode(content), digestOf(content));
    const [first, second, third] = [put('first'), put('second'), put('third')];
    expect([first, second, third].map((address) => stage.file(address))).toEqual([null, null, null]);
    expect([first, second, third].map((address) => stage.read(address)?.length)).toEqual([5, undefined, undefined]);
    stage.clear();
    expect(existsSync(folder)).toBe(true);
  });
});

test('without a stage they are made again', () => {
  const { ask, bytes, again } = open(null);
  ask();
  expect(ask()).toEqual(names.map(text));
  expect(bytes()).toEqual(names.map(text));
  expect(again()).toBeGreaterThan(10);
});

test('what a killed build left goes with the next', () => {
  const { folder, ask, save, isGone } = open({ thread: null });
  mkdirSync(join(folder, 'staged-1-x'));
  writeFileSync(join(folder, 'staged-1-x', '0'), 'left');
  ask();
  expect(isGone()).toBe(false);
  save();
  expect(isGone()).toBe(true);
});
