// Guards “every file found in the cache is not trusted at all” (RELIABILITY.md, *Who is trusted*) against a cache with forged content and
// right digests: nothing in it runs; nothing is read, written or removed outside of the site, `dist/` and the cache; nothing ends the
// program; and the build gives the result of a clean one unless a forged value has exactly the right shape.

import { cpSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';
import { quickFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { randomRun } from '../support/random.ts';
import { bareTheme, startProcess } from '../support/rig.ts';
import { type Bench, openBench, treeOf } from './bench.ts';
import { type ForgedStore, fieldsOf, type Json, reseal, withFields } from './resealed.ts';
import { random, sampled } from './sample.ts';

declare global {
  /** Set by code that must never run. */
  var octavoCanary: unknown;
}

const repository = join(import.meta.dirname, '..', '..');
const hostile = `module.exports = { render() {} }; (() => {}).constructor('globalThis.octavoCanary = 1')();`;

/** What happens to the site before the next build: nothing, `dist/` is lost, one text is edited, everything is. */
type Next = 'same' | 'no dist' | 'edit' | 'all anew';

interface Case {
  readonly name: string;
  readonly change: (store: ForgedStore) => void;
  readonly next: Next;
  /** What the next build must report; `either`: that depends on what it reads; `anything`: so does its result. */
  readonly said: 'cache/corrupt' | 'nothing' | 'either' | 'anything';
}

function listed(manifest: Json, change: (file: { [name: string]: Json }, index: number) => Json): Json {
  if (!Array.isArray(manifest)) throw new Error('no manifest');
  return manifest.map((file, index) => change(fieldsOf(file), index));
}

const withCode = ({ change }: ForgedStore) =>
  change('theme', '', (theme) => withFields(theme, { code: hostile, map: '{}', pages: hostile }));

const variant = { url: '/assets/a.png', type: 'image/webp', cacheKey: '0'.repeat(32) };
const paths = ['../../canary', '/tmp/octavo-canary', 'a/../../canary', '.octavo-files', 'a//b', '', 'a\0b', 5];
const others: readonly Json[] = [null, {}, 'x', 7, [null], [[]], { length: 1e9 }];
const sample = randomRun('shapes', { quick: 4, full: 12, soak: 4000 });
const timeout = 100_000 + 1000 * sample.count;

const cases: readonly Case[] = [
  { name: 'code in the theme', change: withCode, next: 'edit', said: 'cache/corrupt' },
  { name: 'code in the theme', change: withCode, next: 'no dist', said: 'cache/corrupt' },
  { name: 'code in the theme', change: withCode, next: 'all anew', said: 'cache/corrupt' },
  ...paths.map(
    (path): Case => ({
      name: `a file at ${JSON.stringify(path)}`,
      change: ({ change }) =>
        change('manifest', '', (files) => listed(files, (file, index) => (index === 0 ? { ...file, path } : file))),
      next: 'same',
      said: 'cache/corrupt',
    }),
  ),
  {
    name: 'a cache key that is a path',
    change: ({ change }) =>
      change('manifest', '', (files) =>
        listed(files, (file) => (file['kind'] === 'variant' ? { ...file, digest: '../../../canary' } : file)),
      ),
    next: 'no dist',
    said: 'cache/corrupt',
  },
  {
    name: 'an image of a trillion pixels',
    change: ({ change, argumentsOf }) => {
      for (const path of argumentsOf('asset').filter((one) => one.endsWith('.png')))
        change('asset', path, (asset) => withFields(asset, { variants: [{ ...variant, width: 1e12 }] }));
      change('manifest', '', (files) =>
        listed(files, (file) => (file['kind'] === 'variant' ? { ...file, digest: variant.cacheKey } : file)),
      );
    },
    next: 'no dist',
    said: 'anything',
  },
  {
    name: 'an object with a length of a billion for pages',
    change: ({ change }) => change('pages', '', () => ({ length: 1e9 })),
    next: 'edit',
    said: 'cache/corrupt',
  },
  {
    name: 'an empty list of pages',
    change: ({ change }) => change('pages', '', () => []),
    next: 'edit',
    said: 'cache/corrupt',
  },
];

/** Props that make a template fail, which must not be reported as a mistake in the template. */
const views: readonly Case[] = [{ tags: 5 }, { related: null }, { series: { parts: 7 } }].map((props) => ({
  name: `${JSON.stringify(props)} for a template`,
  change: ({ change }) =>
    change('view', '/posts/two/', (view) =>
      withFields(view, { props: withFields(fieldsOf(view)['props'] ?? null, props) }),
    ),
  next: 'edit',
  said: 'cache/corrupt',
}));

/** Puts `by` into a random place inside of a value. */
function spoiled(value: Json, by: Json, next: () => number): Json {
  if (typeof value !== 'object' || value === null || next() < 0.15) return by;
  const entries = Object.entries(value);
  const [name, inner] = entries[Math.floor(next() * entries.length)] ?? [];
  if (name === undefined || inner === undefined) return by;
  const changed = spoiled(inner, by, next);
  return Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed };
}

const parts = 'indexData teaser details sections spans anchors excerpt body files images copy'.split(' ');

/** Values of the wrong type somewhere inside: they must be rejected before a rule reads them. */
const deep: readonly Case[] = Array.from({ length: 60 }, (_, seed) =>
  others
    .filter((value) => value !== null)
    .map((value): Case => {
      const next = random(seed);
      const rule = ['manifest', 'routes', 'catalog', 'view', 'assetFiles', 'page'][seed % 6] ?? '';
      const part = rule === 'page' ? parts[Math.floor(next() * parts.length)] : undefined;
      return {
        name: `${JSON.stringify(value)} somewhere in ${rule} ${part ?? ''} (${seed})`,
        change: ({ change, argumentsOf }) => {
          for (const argument of argumentsOf(rule)) change(rule, argument, (one) => spoiled(one, value, next), part);
        },
        next: 'edit',
        said: 'anything',
      };
    }),
).flat();

/** Values of a wrong type in place of each stored value. */
const misshapen: readonly Case[] = [
  ...others.flatMap((value) =>
    ['manifest', 'routes', 'catalog', 'theme', 'pageFiles', 'shownImages', 'pages'].map(
      (rule): Case => ({
        name: `${JSON.stringify(value)} for ${rule}`,
        change: ({ change }) => change(rule, '', () => value),
        next: 'edit',
        // The value for a theme with errors.
        said: rule === 'theme' && value === null ? 'anything' : 'either',
      }),
    ),
  ),
  ...others.flatMap((value) =>
    parts.map(
      (part): Case => ({
        name: `${JSON.stringify(value)} for the ${part} of pages`,
        change: ({ change, argumentsOf }) => {
          for (const path of argumentsOf('page')) change('page', path, () => value, part);
        },
        next: 'no dist',
        said: 'either',
      }),
    ),
  ),
];

/** Malformed columns, and paths in them that lead elsewhere. */
const columns: readonly Case[] = (
  [
    ['no counts', ({ snapshot }) => Object.assign(snapshot, { counts: null })],
    ['too many rows', ({ snapshot }) => Object.assign(snapshot, { counts: snapshot.counts.map(() => 1e15) })],
    ['half rows', ({ snapshot }) => Object.assign(snapshot, { counts: snapshot.counts.map((count) => count / 2) })],
    [
      'negative counts',
      ({ snapshot }) => snapshot.counts.splice(0, 2, -5, 5 + (snapshot.counts[0] ?? 0) + (snapshot.counts[1] ?? 0)),
    ],
    ['irregular digests', ({ snapshot }) => snapshot.digest.fill('x')],
    ['missing arguments', ({ snapshot }) => snapshot.argument.fill(2 ** 30)],
    ['circular reads', ({ snapshot }) => snapshot.reads.fill(snapshot.digest.length - 1)],
    ['reads of missing rows', ({ snapshot }) => snapshot.reads.fill(2 ** 31)],
    ['reads without end', ({ snapshot }) => snapshot.readCount.fill(2 ** 31 - 1)],
    ['values beyond the pack', ({ snapshot }) => snapshot.offset.fill(2 ** 50)],
    ['values before the pack', ({ snapshot }) => snapshot.offset.fill(-1)],
    ['values of two gigabytes', ({ snapshot }) => snapshot.length.fill(2 ** 31 - 1)],
    ['values of negative length', ({ snapshot }) => snapshot.length.fill(-7)],
    ['a pack that is too short', (store) => Object.assign(store, { packLength: 2 ** 50 })],
    ['a pack length that is not a number', (store) => Object.assign(store, { packLength: {} })],
    ['a pack elsewhere', (store) => Object.assign(store, { pack: '../../canary.pack' })],
    ['malformed notes', ({ snapshot }) => snapshot.notes.push([0, [null, 5, { code: '\u001B[2J' }]])],
    ['a note on a missing row', ({ snapshot }) => snapshot.notes.push([1e9, []])],
    ['notes that are not a list', ({ snapshot }) => Object.assign(snapshot, { notes: 5 })],
    ['another namespace', (store) => Object.assign(store, { namespace: 'another' })],
    ['no namespace', (store) => Object.assign(store, { namespace: null })],
  ] satisfies [string, (store: ForgedStore['columns']) => void][]
).map(([name, change]) => ({ name, change: ({ columns: store }) => change(store), next: 'edit', said: 'nothing' }));

const text = '---\ntitle: Two\ndate: 2026-03-02\ntags: [go]\n---\n\nEdited: see [one](one.md#heading).\n';

interface Subject {
  readonly bench: Bench;
  /** `dist/` after the edit of one text. */
  readonly edited: Bench['clean'][0];
  /** Restores site, `dist/` and cache as they were after a successful build. */
  readonly restore: () => void;
}

async function openSubject(): Promise<Subject> {
  const bench = await openBench();
  const folders = [bench.root, bench.cache];
  const copyOf = (folder: string) => join(bench.root, '..', `${basename(folder)}-before`);
  const put = (from: string, to: string) => {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
  };
  await bench.enter({ to: 0, isCold: true });
  await bench.build();
  for (const folder of folders) put(folder, copyOf(folder));
  writeFiles(bench.root, { 'content/posts/two.md': text });
  await bench.build();
  const restore = () => {
    for (const folder of folders) put(copyOf(folder), folder);
  };
  return { bench, edited: bench.dist(), restore };
}

async function check({ bench, edited, restore }: Subject, { name, change, next, said }: Case): Promise<void> {
  restore();
  reseal(join(bench.cache, 'store'), change);
  const around = outside(bench);
  if (next === 'edit') writeFiles(bench.root, { 'content/posts/two.md': text });
  if (next === 'all anew') bench.put(1);
  if (next === 'no dist') rmSync(join(bench.root, 'dist/posts'), { recursive: true });
  const { thrown, result } = await bench.build();
  const codes = result?.diagnostics.map(({ code }) => code);
  const where = `${name}, then ${next}`;
  expect(thrown, where).toBeNull();
  expect(globalThis.octavoCanary, where).toBeUndefined();
  expect(outside(bench), where).toEqual(around);
  // A forged value of the right shape can't be recognized; but once the cache is discarded, everything is made again.
  if (said === 'anything' && !codes?.includes('cache/corrupt')) return;
  if (said !== 'either') expect(codes, where).toEqual(said === 'nothing' ? [] : ['cache/corrupt']);
  expect(bench.dist(), where).toEqual(next === 'edit' ? edited : bench.clean[next === 'all anew' ? 1 : 0]);
}

test.each([
  ['values that lead elsewhere', cases],
  ['malformed columns', columns],
  ['malformed views', views],
  [`values of another shape inside (${sample.label})`, sampled(deep, sample)],
  [`values of another shape (${sample.label})`, sampled(misshapen, sample)],
])('%s', { timeout }, async (_, tried) => {
  const subject = await openSubject();
  for (const one of tried) await check(subject, one);
});

test('images and cards are made from the site, whatever the cache says about them', {
  timeout,
}, async () => {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  for (const name of ['card-bold.ttf', 'card-regular.ttf'])
    cpSync(join(repository, 'templates/fonts', name), join(root, 'templates/fonts', name));
  writeFiles(root, {
    'content/site.yaml': 'title: Site\nurl: https://example.org\ncards: true\n',
    'content/posts/one.md': '---\ntitle: One\ndate: 2026-03-01\n---\n\n![Wide](wide.png)\n',
    'content/posts/wide.png': png({ width: 330, height: 12 }),
  });
  const built = async () => {
    const process = startProcess(root, cache, { templates: join(root, 'templates') });
    const { diagnostics } = await process.build();
    process.end();
    const made = Object.entries(treeOf(join(root, 'dist'))).filter(([path]) => /\.(?:png|avif|webp)$/.test(path));
    return { diagnostics, made };
  };
  const clean = await built();
  expect(clean.diagnostics).toEqual([]);
  const names = clean.made.map(([path]) => path.replace(/-[0-9a-f]{10}/, ''));
  const variants = ['assets/wide-330.avif', 'assets/wide-330.webp'];
  expect(names.toSorted(byCodeUnit)).toEqual(['assets/card-one.png', ...variants, 'assets/wide.png']);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="600" height="9"/></svg>';
  reseal(join(cache, 'store'), ({ change }) => {
    change('card', 'content/posts/one.md', (card) => withFields(card, { svg }));
    change('asset', 'content/posts/wide.png', (asset) =>
      withFields(asset, { variants: listed(fieldsOf(asset)['variants'] ?? null, (one) => ({ ...one, width: 16 })) }),
    );
  });
  // Only images are lost: printing a page would reveal the forged cache.
  for (const lost of [join(cache, 'made'), join(root, 'dist/assets')]) rmSync(lost, { recursive: true });
  expect(await built()).toEqual(clean);
});

/** Names of everything next to the site, `dist/` and the cache. */
function outside({ root, cache }: Bench): string[] {
  return [join(root, '..'), root, cache].flatMap((folder) => readdirSync(folder)).filter((name) => name !== 'stats');
}
