// Cached code of themes: what is found, what is compiled again, and that nothing depends on the cache.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSession } from '../../../src/pipeline/build-session.ts';
import { cachedThemes } from '../../../src/pipeline/cache/theme-cache.ts';
import { openToolCache, type ToolCacheOptions } from '../../../src/pipeline/cache/tool-cache.ts';
import { openStatCache } from '../../../src/pipeline/inputs/stat-cache.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { bundleOnce } from '../../support/rig.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
const home = '/// <reference types="x" />\nexport default function Page() { return <p>{"kept"}</p>; }';
const names = 'all-series archive article list not-found page redirect search series tag tags'.split(' ');

function siteIn(folder: string): string {
  mkdirSync(join(folder, 'site', 'templates'), { recursive: true });
  for (const name of names) writeFileSync(join(folder, 'site', 'templates', `${name}.tsx`), home);
  return join(folder, 'site');
}

const ordinary = (folder: string) => ({ folder: join(folder, 'themes'), tool: 'one', isFresh: false, mayWrite: true });

/** Compiles the theme as a process of its own would; returns what was compiled. */
async function inProcess(folder: string, options: Partial<ToolCacheOptions> = {}) {
  const compiled: string[] = [];
  const compilers = {
    bundle: async (inputs: Parameters<typeof bundleOnce>[0]) => {
      compiled.push('bundle');
      return await bundleOnce(inputs);
    },
    compile: async (inputs: Parameters<typeof bundleOnce>[0]) => {
      compiled.push('compile');
      return (await bundleOnce(inputs)).code;
    },
  };
  const themes = cachedThemes(openToolCache({ ...ordinary(folder), ...options }), compilers);
  const root = join(folder, 'site');
  const session = openSession({
    root,
    templates: join(root, 'templates'),
    stats: openStatCache(join(folder, 'stats'), false),
    drafts: false,
    future: false,
    nowMs: 0,
    url: null,
    ...themes,
  });
  const code = await themes.compile(session.rules.inputs);
  return { compiled, code, session, themes };
}

const cachedFiles = (folder: string) => readdirSync(join(folder, 'themes'));

/** What a second process compiles after a change to what the first one left. */
async function check(change: (folder: string) => void, options: Partial<ToolCacheOptions>, expected: string[]) {
  const folder = scratchFolder();
  siteIn(folder);
  const first = await inProcess(folder);
  expect(first.compiled).toEqual(['compile']);
  change(folder);
  const second = await inProcess(folder, options);
  expect(second.compiled).toEqual(expected);
  if (expected.length === 0) expect(second.code).toEqual(first.code);
  return { folder, first, second };
}

function spoil(change: (bytes: Buffer) => Uint8Array) {
  return (folder: string) => {
    const [name = ''] = cachedFiles(folder);
    const file = join(folder, 'themes', name);
    writeFileSync(file, change(readFileSync(file)));
  };
}

const cases: readonly [string, (folder: string) => void, Partial<ToolCacheOptions>, string[]][] = [
  ['is loaded if nothing changed', () => {}, {}, []],
  ['is compiled by another tool', () => {}, { tool: 'two' }, ['compile']],
  ['is compiled if caches are ignored', () => {}, { isFresh: true }, ['compile']],
  ['is compiled if it was cut short', spoil((bytes) => bytes.subarray(0, bytes.length - 1)), {}, ['compile']],
  ['is compiled if it is empty', spoil(() => new Uint8Array()), {}, ['compile']],
  [
    'is compiled if a byte of it was changed',
    spoil((bytes) => Buffer.from(bytes.toString().replace('"kept"', '"lost"'))),
    {},
    ['compile'],
  ],
  [
    'is compiled if a template changed',
    (folder) => writeFileSync(join(folder, 'site', 'templates', 'list.tsx'), home.replace('kept', 'new')),
    {},
    ['compile'],
  ],
  [
    'is compiled if a file was added',
    (folder) => writeFileSync(join(folder, 'site', 'templates', 'more.tsx'), home),
    {},
    ['compile'],
  ],
];

test.each(cases)('a theme %s', async (_, change, options, expected) => {
  await check(change, options, expected);
});

test('the code of a whole bundle is cached, too', async () => {
  const folder = scratchFolder();
  siteIn(folder);
  const { themes, session, compiled } = await inProcess(folder, { folder: null });
  expect(compiled).toEqual(['compile']);
  const keeping = cachedThemes(openToolCache(ordinary(folder)));
  const { code } = await keeping.bundle(session.rules.inputs);
  expect(code).toEqual(await themes.compile(session.rules.inputs));
  expect((await inProcess(folder)).compiled).toEqual([]);
});

test('nothing is cached if that is not allowed, or if nothing can be written', async () => {
  const folder = scratchFolder();
  siteIn(folder);
  await inProcess(folder, { mayWrite: false });
  expect(readdirSync(folder)).not.toContain('themes');
  writeFileSync(join(folder, 'themes'), 'a file');
  expect((await inProcess(folder)).code?.code).toContain('kept');
});

test('old files are removed when there are many, and files of killed processes', async () => {
  const folder = scratchFolder();
  siteIn(folder);
  mkdirSync(join(folder, 'themes'));
  for (let index = 0; index < 15; index++) writeFileSync(join(folder, 'themes', digestOf(String(index))), '');
  await inProcess(folder);
  expect(cachedFiles(folder)).toHaveLength(16);
  await inProcess(folder, { tool: 'two' });
  expect(cachedFiles(folder)).toHaveLength(1);
  expect((await inProcess(folder, { tool: 'two' })).compiled).toEqual([]);
});

test('the program loads what an earlier run compiled, and compiles what changed', { timeout: 60_000 }, () => {
  const folder = scratchFolder();
  const tool = copyOfTool(folder);
  const root = siteIn(folder);
  const post = (text: string) =>
    writeFiles(root, { 'content/posts/a.md': `---\ntitle: A\ndate: 2026-11-02\n---\n\n${text}\n` });
  const build = (): readonly (readonly [string, bigint])[] => {
    execFileSync(process.execPath, [join(tool, 'scripts', 'octavo.cjs'), 'build', '--root', root], { stdio: 'ignore' });
    const compiled = join(tool, 'node_modules', '.cache', 'octavo', 'tool');
    const themes = join(
      compiled,
      readdirSync(compiled).find((name) => name.startsWith('build-')) ?? '',
      'kept',
      'themes',
    );
    // A file that is written again has another inode.
    return readdirSync(themes).map((name) => [name, statSync(join(themes, name), { bigint: true }).ino]);
  };
  post('One.');
  const first = build();
  expect(first).toHaveLength(1);
  post('Two.');
  expect(build()).toEqual(first);
  writeFileSync(join(root, 'templates', 'article.tsx'), home.replace('kept', 'changed'));
  expect(build()).toHaveLength(2);
  expect(readFileSync(join(root, 'dist', 'posts', 'a', 'index.html'), 'utf8')).toContain('changed');
});

/** A copy with packages of its own, so that no other test caches themes in it. */
function copyOfTool(folder: string): string {
  const tool = join(folder, 'tool');
  for (const name of ['src', 'scripts', 'package.json', 'package-lock.json'])
    cpSync(join(repository, name), join(tool, name), { recursive: true });
  mkdirSync(join(tool, 'node_modules'));
  for (const name of readdirSync(join(repository, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(repository, 'node_modules', name), join(tool, 'node_modules', name));
  return tool;
}
