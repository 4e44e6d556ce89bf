// `build --compress`: what is written next to each file, that it is made once, and that it goes with its original.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openGeneratedFiles } from '../../../src/pipeline/cache/generated-files.ts';
import { openStatCache } from '../../../src/pipeline/inputs/stat-cache.ts';
import { compressAll } from '../../../src/pipeline/output/compress.ts';
import { emit } from '../../../src/pipeline/output/emit.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { quickFolder, readFiles } from '../../support/folder.ts';

const long = 'A line of text that is repeated. '.repeat(100);

function file(path: string, text: string | Uint8Array) {
  const content = Buffer.from(text);
  return { path, digest: digestOf(content), bytes: () => content };
}

function openCache(folder: string) {
  const stats = openStatCache(join(folder, 'stats'), true);
  return { stats, cache: openGeneratedFiles({ folder: join(folder, 'compressed'), isFresh: false, stats }) };
}

async function pathsFrom(...files: readonly ReturnType<typeof file>[]): Promise<readonly string[]> {
  const { cache } = openCache(quickFolder());
  return (await compressAll(files, cache)).files.map(({ path }) => path);
}

test('the files say what the original says, the same each time', async () => {
  const read = async () => {
    const { files } = await compressAll([file('a/index.html', long)], openCache(quickFolder()).cache);
    return new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes())]));
  };
  const found = await read();
  expect([...found.keys()]).toEqual(['a/index.html.br', 'a/index.html.gz']);
  const [br = Buffer.alloc(0), gz = Buffer.alloc(0)] = found.values();
  expect(brotliDecompressSync(br).toString()).toBe(long);
  expect(gunzipSync(gz).toString()).toBe(long);
  // Neither a time nor the name of the operating system.
  expect([...gz.subarray(4, 8), gz[9]]).toEqual([0, 0, 0, 0, 255]);
  expect(await read()).toEqual(found);
});

test('only files are compressed that become smaller and are sent to browsers', async () => {
  const random = Buffer.from(Array.from({ length: 80 }, (_, index) => digestOf(`${index}`)).join(''), 'hex');
  expect(
    await pathsFrom(
      file('small.html', 'x'.repeat(1000)),
      file('noise.txt', random),
      file('photo.avif', long),
      file('_headers', long),
      file('_redirects', long),
      file('.nojekyll', long),
    ),
  ).toEqual([]);
  const names = ['.well-known/x.json', 'a.css', 'a.js', 'a.md', 'a.svg', 'a.xml'];
  expect(await pathsFrom(...names.map((name) => file(name, long)))).toHaveLength(names.length * 2);
});

test('a file of the site is not replaced', async () => {
  expect(await pathsFrom(file('a.css', long), file('a.css.br', 'own'))).toEqual(['a.css.gz']);
});

test('an unchanged file is not compressed again, by the next process either', async () => {
  const folder = quickFolder();
  const [one, two, small] = [file('one.html', long), file('two.html', `${long}2`), file('small.html', 'x')];
  const first = openCache(folder);
  expect((await compressAll([one, two, small], first.cache)).made).toBe(4);
  expect((await compressAll([one, two, small], first.cache)).made).toBe(0);
  const second = openCache(folder);
  const unread = { ...one, bytes: () => expect.unreachable('an unchanged file is read') };
  const { files, made } = await compressAll([unread, file('two.html', `${long}3`), small], second.cache);
  expect(made).toBe(2);
  expect(files.map(({ path }) => path)).toEqual(['one.html.br', 'one.html.gz', 'two.html.br', 'two.html.gz']);
});

test('they are removed with the original, and by a build without them; foreign ones stay', async () => {
  const folder = quickFolder();
  const dist = join(folder, 'dist');
  const { stats, cache } = openCache(folder);
  const write = async (files: readonly ReturnType<typeof file>[], isCompressed = true) => {
    const compressed = isCompressed ? (await compressAll(files, cache)).files : [];
    expect(emit(dist, [...files, ...compressed], stats).diagnostics).toEqual([]);
    return Object.keys(readFiles(dist)).filter((path) => !path.startsWith('.octavo'));
  };
  const [one, two] = [file('one.html', long), file('two.html', long)];
  emit(dist, [], stats);
  expect(await write([one, two])).toEqual([
    'one.html',
    'one.html.br',
    'one.html.gz',
    'two.html',
    'two.html.br',
    'two.html.gz',
  ]);
  rmSync(join(dist, 'one.html.gz'));
  expect(await write([one])).toEqual(['one.html', 'one.html.br', 'one.html.gz']);
  expect(await write([one], false)).toEqual(['one.html']);
  expect(existsSync(join(dist, 'one.html.br'))).toBe(false);
});
