// Guards “warm equals clean” against a damaged cache (RELIABILITY.md, *Bad input*: “cache truncated, random, from another version, with a
// flipped bit”): whatever was done to its files, the next build gives the result of a clean one, with a warning at most.

import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/text/digest.ts';
import { randomRun } from '../support/random.ts';
import { type Bench, openBench } from './bench.ts';
import type { Call } from './faulty-disk.ts';
import { random } from './sample.ts';

const sample = randomRun('damages', { quick: 6, full: 24, soak: 4000 });

const damages: readonly (readonly [name: string, spoil: (file: string, next: () => number) => void])[] = [
  ['truncated', (file, next) => writeFileSync(file, cut(readFileSync(file), next()))],
  ['a bit flipped', (file, next) => writeFileSync(file, flipped(readFileSync(file), next))],
  ['a range moved', (file, next) => writeFileSync(file, moved(readFileSync(file), next))],
  [
    'random bytes',
    (file, next) =>
      writeFileSync(
        file,
        readFileSync(file).map(() => next() * 256),
      ),
  ],
  ['empty', (file) => writeFileSync(file, '')],
  ['gone', (file) => rmSync(file)],
  ['a folder', (file) => replaced(file, () => mkdirSync(file))],
  ['a pipe', (file) => replaced(file, () => execFileSync('mkfifo', [file]))],
];

function cut(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

function flipped(bytes: Buffer, next: () => number): Buffer {
  const at = Math.floor(next() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8));
  return bytes;
}

function moved(bytes: Buffer, next: () => number): Buffer {
  const length = Math.min(200, bytes.length >> 1);
  bytes.copy(bytes, Math.floor(next() * (bytes.length - length)), Math.floor(next() * (bytes.length - length)), length);
  return bytes;
}

function replaced(file: string, make: () => void): void {
  rmSync(file);
  make();
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

test(`a damaged cache can be slow, never wrong (${sample.label})`, {
  timeout: 200_000 + 1000 * sample.count,
}, async () => {
  const bench = await openBench();
  const next = random(sample.seed);
  await bench.enter({ to: 0, isCold: true });
  await bench.build();
  for (let round = 0; round < sample.count; round++) {
    const files = filesIn(bench.cache);
    const file = files[Math.floor(next() * files.length)] ?? '';
    const [name, spoil] = damages[round % damages.length] ?? ['', () => {}];
    spoil(file, next);
    // Half of the builds also have something to do.
    const to = next() < 0.5 ? 0 : 1;
    bench.put(to);
    const { thrown, result } = await bench.build();
    const where = `round ${round}: ${file.slice(bench.cache.length)} ${name}`;
    expect([thrown, bench.dist()], where).toEqual([null, bench.clean[to]]);
    expect(
      result?.diagnostics.filter(({ code }) => code !== 'cache/not-kept'),
      where,
    ).toEqual([]);
    if (name === 'a folder' || name === 'a pipe') rmSync(file, { recursive: true, force: true });
  }
});

// oxlint-disable-next-line no-control-regex
const recordOfOne = /content\/posts\/one\.md\0[^\0]*\0([^\0]*)/;

test('forged records of the stat cache are rejected', { timeout: 60_000 }, async () => {
  const bench = await openBench();
  await bench.enter({ to: 0, isCold: true });
  await bench.build();
  bench.put(1);
  const file = join(bench.cache, 'stats');
  // A file that looks as it did when it was recorded is not read, so a forged digest would be trusted.
  const notes = readFileSync(file, 'utf8');
  const [, digest = ''] = recordOfOne.exec(notes) ?? [];
  expect(digest).not.toBe('');
  await bench.build();
  const now = readFileSync(file, 'utf8');
  const forged = now.replace(recordOfOne, (note, last: string) => note.replace(last, digest));
  expect(forged).not.toBe(now);
  writeFileSync(file, forged);
  const { thrown, result } = await bench.build();
  expect([thrown, result?.diagnostics, bench.dist()]).toEqual([null, [], bench.clean[1]]);
});

/** A first build, then one with something to do on a changed cache. */
async function checkDamage(
  damage: (bench: Bench) => void,
  after: (bench: Bench, calls: readonly Call[]) => void = () => {},
): Promise<void> {
  const bench = await openBench();
  await bench.enter({ to: 0, isCold: true });
  await bench.build();
  bench.put(1);
  damage(bench);
  const { thrown, result, calls } = await bench.build();
  expect([thrown, result?.diagnostics.filter(({ code }) => code !== 'cache/not-kept'), bench.dist()]).toEqual([
    null,
    [],
    bench.clean[1],
  ]);
  after(bench, calls);
}

function packIn({ cache }: Bench): string {
  const name = readdirSync(join(cache, 'store')).find((one) => one.endsWith('.pack'));
  if (name === undefined) throw new Error('no pack');
  return join(cache, 'store', name);
}

describe('a pack that can’t be opened', () => {
  const ways: readonly (readonly [name: string, spoil: (file: string, other: string) => void])[] = [
    ['is gone', (file) => rmSync(file)],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is a folder', (file) => replaced(file, () => mkdirSync(file))],
    ['is a pipe', (file) => replaced(file, () => execFileSync('mkfifo', [file]))],
    ['is a link to one', (file, other) => replaced(file, () => symlinkSync(other, file))],
    ['is a link to itself', (file) => replaced(file, () => symlinkSync(file, file))],
  ];
  test.each(ways)('%s', { timeout: 60_000 }, async (_, spoil) => {
    let before = '';
    const other = ({ root }: Bench) => join(root, '..', 'other.pack');
    await checkDamage(
      (bench) => {
        copyFileSync(packIn(bench), other(bench));
        before = digestOf(readFileSync(other(bench)));
        spoil(packIn(bench), other(bench));
      },
      // The target of a link must not be written to.
      (bench) => expect(digestOf(readFileSync(other(bench)))).toBe(before),
    );
  });
});

/** Changes the rows of `stats`: path, signature, digest, one after the other. */
function changeNotes({ cache }: Bench, isSealed: boolean, change: (rows: string[]) => void): void {
  const file = join(cache, 'stats');
  const [seal, ...lines] = readFileSync(file, 'utf8').split('\n');
  const rows = lines.join('\n').split('\0');
  change(rows);
  const text = rows.join('\0');
  writeFileSync(file, `${isSealed ? digestOf(text) : seal}\n${text}`);
}

describe('records of the stat cache', () => {
  const one = 'content/posts/one.md';

  test('that are damaged do not make a changed file look unchanged', { timeout: 60_000 }, async () => {
    await checkDamage((bench) => {
      // The next build would recognize the file by this record, and use the digest of its old content.
      const { size, mtimeNs, ctimeNs, ino } = statSync(join(bench.root, one), { bigint: true });
      changeNotes(bench, false, (rows) =>
        rows.splice(rows.indexOf(one) + 1, 1, `${size}.${mtimeNs}.${ctimeNs}.${ino}`),
      );
    });
  });

  test('with a wrong digest are found when the file is read', { timeout: 60_000 }, async () => {
    const bench = await openBench();
    await bench.enter({ to: 0, isCold: true });
    await bench.build();
    for (const path of [one, 'content/posts/wide.png', 'public/z', 'content/site.yaml', 'dist/index.html']) {
      changeNotes(bench, true, (rows) => rows.splice(rows.indexOf(path) + 2, 1, digestOf('another')));
      const { thrown, result } = await bench.build();
      expect([thrown, result?.diagnostics, bench.dist()], path).toEqual([null, [], bench.clean[0]]);
    }
  });
});

test('files that are too large to be ours are not read', { timeout: 60_000 }, async () => {
  // The lock that is read may be that of the build itself.
  const sizes = { 'store/snapshot': 1024 ** 3 + 1, stats: 512 * 1024 ** 2 + 1, 'store/writer': 40 * 1024 ** 3 };
  for (const [name, size] of Object.entries(sizes)) {
    const isRead = ({ operation, path }: Call) =>
      operation === 'read' && path.endsWith(name) && name !== 'store/writer';
    const spoil = ({ cache }: Bench) => {
      const file = join(cache, name);
      writeFileSync(file, '');
      truncateSync(file, size);
    };
    await checkDamage(spoil, (_, calls) => expect(calls.filter(isRead), name).toEqual([]));
  }
});
