// Guards “we delete only what we wrote” and “links are never followed out of the tree, FIFOs don’t hang” (RELIABILITY.md): foreign files in
// dist/, content/ and public/ are not followed, touched or waited for, and targets with more than a site's output in them are refused.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusedTarget } from '../../src/pipeline/output/safe-target.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { bareTheme, startProcess } from '../support/rig.ts';
import { openBench } from './bench.ts';

describe('foreign files in dist/', () => {
  /** What is done to a built dist/, with `elsewhere` a folder of other files, and what the next build reports. */
  const cases: readonly (readonly [
    name: string,
    act: (dist: string, elsewhere: string) => void,
    codes: readonly string[],
  ])[] = [
    [
      'a link in place of a folder of ours',
      (dist, elsewhere) => linked(join(dist, 'posts'), elsewhere),
      ['dist/foreign-file'],
    ],
    [
      'a link in place of a file of ours',
      (dist, elsewhere) => linked(join(dist, 'index.html'), join(elsewhere, 'one')),
      [],
    ],
    [
      'a link in place of the draft',
      (dist, elsewhere) => linked(join(dist, '.octavo-draft'), join(elsewhere, 'one')),
      [],
    ],
    ['a pipe in place of the draft', (dist) => piped(join(dist, '.octavo-draft')), []],
    ['a pipe in place of the list', (dist) => piped(join(dist, '.octavo-files')), ['dist/foreign-file']],
    [
      'a link in place of the list',
      (dist, elsewhere) => linked(join(dist, '.octavo-files'), join(elsewhere, 'one')),
      ['dist/foreign-file'],
    ],
    ['a pipe in place of a file of ours', (dist) => piped(join(dist, 'index.html')), []],
    ['a pipe in place of the lock', (dist) => piped(join(dist, '.octavo-lock')), []],
    [
      'a pipe of others where a file of ours is to be',
      (dist) => piped(join(dist, 'posts/four/index.html')),
      ['dist/foreign-file'],
    ],
    [
      'a file of others where a file of ours is to be',
      (dist) => filed(join(dist, 'posts/four/index.html')),
      ['dist/foreign-file'],
    ],
    ['an empty folder in place of a file of ours', (dist) => foldered(join(dist, 'index.html')), []],
  ];
  test.each(cases)('%s', { timeout: 60_000 }, async (_, act, codes) => {
    const bench = await openBench();
    await bench.enter({ to: 1, isCold: false });
    const elsewhere = scratchFolder();
    writeFiles(elsewhere, { one: 'precious', 'two/index.html': 'precious' });
    act(join(bench.root, 'dist'), elsewhere);
    const { thrown, result } = await bench.build();
    expect([thrown, result?.diagnostics.map(({ code }) => code)]).toEqual([null, codes]);
    expect(readFiles(elsewhere)).toEqual({ one: 'precious', 'two/index.html': 'precious' });
    if (codes.length === 0) expect(bench.dist()).toEqual(bench.clean[1]);
  });
});

test('a link in place of a folder is not followed to remove stale files', { timeout: 60_000 }, async () => {
  const bench = await openBench();
  await bench.enter({ to: 1, isCold: false });
  const elsewhere = scratchFolder();
  writeFiles(elsewhere, { 'index.html': 'precious', 'index.md': 'precious' });
  linked(join(bench.root, 'dist/posts/two'), elsewhere);
  const { thrown, result } = await bench.build();
  expect([thrown, result?.diagnostics]).toEqual([null, []]);
  expect(readFiles(elsewhere)).toEqual({ 'index.html': 'precious', 'index.md': 'precious' });
});

test('everything that is not a regular file is ignored with a warning, and nothing waits for it', {
  timeout: 60_000,
}, async () => {
  const bench = await openBench();
  await bench.enter({ to: 0, isCold: true });
  const elsewhere = scratchFolder();
  writeFiles(elsewhere, { 'secret.txt': 'canary', 'folder/secret.txt': 'canary' });
  writeFiles(bench.root, { '.env': 'canary' });
  const content = join(bench.root, 'content', 'posts');
  const published = join(bench.root, 'public');
  symlinkSync(join(elsewhere, 'secret.txt'), join(published, 'a.txt'));
  symlinkSync(join(elsewhere, 'folder'), join(published, 'b'));
  symlinkSync('../.env', join(published, 'c.txt'));
  symlinkSync('.', join(content, 'loop'));
  symlinkSync('self', join(content, 'self'));
  execFileSync('mkfifo', [join(content, 'pipe.md')]);
  const { thrown, result } = await bench.build();
  expect([thrown, result?.diagnostics.map(({ code, at }) => `${at?.path} ${code}`)]).toEqual([
    null,
    [
      'content/posts/loop file/link',
      'content/posts/pipe.md file/special',
      'content/posts/self file/link',
      'public/a.txt file/link',
      'public/b file/link',
      'public/c.txt file/link',
    ],
  ]);
  expect(bench.dist()).toEqual(bench.clean[0]);
});

const trees = ['content/posts', 'public', 'templates'] as const;
/** Files that block when they are opened or read, or never end. */
const specials: readonly (readonly [name: string, needsRoot: boolean, make: (path: string) => void])[] = [
  ['a pipe', false, (path) => execFileSync('mkfifo', [path])],
  ['a socket', false, (path) => spawnSync(process.execPath, ['-e', socketProgram, path])],
  ['an endless device', true, (path) => execFileSync('mknod', [path, 'c', '1', '5'])],
  ['a terminal', true, (path) => execFileSync('mknod', [path, 'c', '5', '0'])],
  ['a block device', true, (path) => execFileSync('mknod', [path, 'b', '7', '0'])],
];
/** A killed process leaves its socket behind. */
const socketProgram = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;

describe.each(specials)('%s in the site is never opened, and reported once', (_, needsRoot, make) => {
  test.skipIf(needsRoot && process.getuid?.() !== 0).each(trees)('in %s/', { timeout: 60_000 }, async (tree) => {
    const folder = scratchFolder();
    const root = join(folder, 's');
    cpSync(bareTheme, join(root, 'templates'), { recursive: true });
    const post = '---\ntitle: A\ndate: 2026-01-01\n---\nText.\n\n<!--more-->\n';
    writeFiles(root, {
      'content/posts/a.md': post,
      'content/site.yaml': 'title: S\nurl: https://example.org/\n',
      'public/a': '',
    });
    // Names that would be opened: as a page, as a template.
    const name = { 'content/posts': 'x.md', public: 'x.html', templates: 'x.tsx' }[tree];
    make(join(root, tree, name));
    const program = startProcess(root, join(folder, 'cache'), { templates: join(root, 'templates') });
    const { diagnostics, report } = await program.build();
    program.end();
    expect(diagnostics.map(({ code, at }) => `${at?.path} ${code}`)).toEqual([`${tree}/${name} file/special`]);
    expect(report?.written).toContain('posts/a/index.html');
    expect(report?.written.filter((path) => /(?:^|\/)x(?:\/|\.|$)/.test(path))).toEqual([]);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a name that is not valid UTF-8 is reported',
  { timeout: 60_000 },
  async () => {
    const bench = await openBench();
    await bench.enter({ to: 0, isCold: true });
    writeFileSync(Buffer.from(`${bench.root}/public/caf\u00E9.txt`, 'latin1'), '');
    const { thrown, result } = await bench.build();
    const said = result?.diagnostics.map(({ code, at, hint }) => `${at?.path} ${code}: ${hint}`);
    expect([thrown, said]).toEqual([
      null,
      ['public/caf\uFFFD.txt file/unreadable: its name is not valid UTF-8: rename it'],
    ]);
  },
);

describe('a target with more than a site’s output is refused', () => {
  const site = (name: string) => (root: string) => join(root, name);
  const targets: readonly (readonly [name: string, of: (root: string) => string, isRefused: boolean])[] = [
    ['/', () => '/', true],
    ['the home folder', () => homedir(), true],
    ['the site', (root) => root, true],
    ['the folder above', (root) => join(root, '..'), true],
    ['content/', site('content'), true],
    ['below content/', site('content/posts/dist'), true],
    ['.git/', site('.git'), true],
    ['a link to the site', site('to-site'), true],
    ['a link to content/', site('to-content'), true],
    ['below a link to content/', site('to-content/dist'), true],
    ['a link to nothing', site('to-nothing'), true],
    ['a file', site('file'), true],
    ['dist/', site('dist'), false],
    ['a link to a folder elsewhere', site('to-elsewhere'), false],
  ];
  test.each(targets)('%s', (_, of, isRefused) => {
    const root = join(scratchFolder(), 'site');
    writeFiles(root, { 'content/posts/x.md': '', file: '' });
    symlinkSync('.', join(root, 'to-site'));
    symlinkSync('content', join(root, 'to-content'));
    symlinkSync('nowhere', join(root, 'to-nothing'));
    symlinkSync(scratchFolder(), join(root, 'to-elsewhere'));
    expect(refusedTarget(of(root), root)?.code ?? null).toBe(isRefused ? 'dist/dangerous' : null);
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('');
  });
});

function linked(path: string, to: string): void {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(to, path);
}

function piped(path: string): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  execFileSync('mkfifo', [path]);
}

function filed(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'precious');
}

function foldered(path: string): void {
  rmSync(path);
  mkdirSync(path);
}
