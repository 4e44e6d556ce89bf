// Guards “a failed build changes nothing” with real limits instead of injected ones (RELIABILITY.md, *Bad input*: “disk full”,
// “unreadable files (all others still reported)”): a full disk for dist/ and for the cache, few open files, another user's files.
// Mounting and changing the user need root; without it those tests are skipped.

import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isError } from '../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { randomRun } from '../support/random.ts';
import { startProcess } from '../support/rig.ts';
import { broken, cleanTrees, type Tree, treeOf } from './bench.ts';
import { cacheOf, can, canDrop, launcher, nobody, run } from './program.ts';
import { random } from './sample.ts';
import { smallSiteIn } from './small-site.ts';

const timeout = 200_000;
const canMount = can('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs']);
const sizes = randomRun('sizes', { full: 2, soak: 60 });

/** A separate disk with that many KiB. */
function smallDisk(size: number): { folder: string; resize: (size: number) => void } {
  const folder = join(scratchFolder(), 'disk');
  mkdirSync(folder);
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${options}size=${size}k,mode=777`, 'tmpfs', folder]);
  mount('');
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return {
    folder,
    resize(next) {
      size = next;
      mount('remount,');
    },
  };
}

/** How much a tree takes on such a disk, in KiB: tmpfs uses pages of 4. */
function roomFor(tree: Tree): number {
  return Object.values(tree).reduce((sum, text) => sum + Math.ceil(text.length / 4096) * 4, 0);
}

function siteIn(folder: string): string {
  const root = smallSiteIn(folder);
  cacheOf(root);
  return root;
}

async function build(root: string, ...more: string[]) {
  return await run(process.execPath, [launcher, 'build', '--root', root, ...more]);
}

test.skipIf(!canMount)(
  `a disk that is full below dist/ (${sizes.label})`,
  { timeout: timeout + 5000 * sizes.count },
  async () => {
    const [clean] = await cleanTrees();
    const root = siteIn(scratchFolder());
    const whole = roomFor(clean);
    const next = random(sizes.seed);
    for (let round = 0; round < sizes.count; round++) {
      const size = 4 + Math.floor(next() * next() * whole);
      const disk = smallDisk(size);
      const out = join(disk.folder, 'dist');
      const full = await build(root, '--out', out);
      expect([full.code, full.report], `${size} KiB`).toEqual([
        1,
        expect.stringMatching(/dist\/cannot-write\].*ENOSPC[\s\S]*hint: free some space/),
      ]);
      expect(full.report).not.toMatch(/^\s+at /m);
      expect(broken(existsSync(out) ? treeOf(out) : {}, {}, clean), `${size} KiB`).toEqual([]);
      disk.resize(16 * whole);
      const healed = await build(root, '--out', out);
      expect([healed.code, treeOf(out)], healed.report).toEqual([0, clean]);
    }
  },
);

test.skipIf(!canMount)('a disk that is full below the cache', { timeout }, async () => {
  const cache = scratchFolder();
  const plenty = startProcess(siteIn(scratchFolder()), cache);
  await plenty.build();
  plenty.end();
  // Room for nearly nothing, for some of it, and for all but the last of it; nothing depends on what is written after that.
  const { stats: _stats, ...tree } = treeOf(cache);
  const whole = roomFor(tree);
  for (const size of [4, Math.floor(whole / 16) * 4, whole - 8]) {
    const root = siteIn(scratchFolder());
    const disk = smallDisk(size);
    for (const expected of [['cache/not-kept'], ['cache/not-kept'], []]) {
      if (expected.length === 0) disk.resize(4096);
      const process = startProcess(root, disk.folder);
      const { report, diagnostics } = await process.build();
      process.end();
      expect(
        [report !== null, diagnostics.filter(isError), diagnostics.map(({ code }) => code)],
        `${size} KiB`,
      ).toEqual([true, [], expected]);
    }
  }
});

// macOS allows 256. Node 20 opens all modules of a command at once, some forty, before the build opens any file.
test('at most 128 open files', { timeout }, async () => {
  const root = siteIn(scratchFolder());
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`public/many/${index}.txt`, `${index}`]));
  writeFiles(root, many);
  const command = `ulimit -n 128; exec "${process.execPath}" "${launcher}" build --root "${root}"`;
  const { code, report } = await run('bash', ['-c', command]);
  expect(code, report).toBe(0);
  const names = readdirSync(join(root, 'dist', 'many'));
  expect(names.length).toBe(300);
});

test.skipIf(!canDrop)(
  'files that this user may not read, all named, and what is wrong elsewhere, too',
  { timeout },
  async () => {
    const root = siteIn(scratchFolder());
    await build(root);
    const before = treeOf(join(root, 'dist'));
    writeFiles(root, {
      'content/posts/closed.md': 'x',
      'content/posts/folder/index.md': 'x',
      'public/closed.bin': 'x',
      'content/posts/wrong.md': '---\ntitel: Wrong\n---\n',
    });
    execFileSync('chown', ['-R', '65534:65534', join(root, '..')]);
    for (const path of ['content/posts/closed.md', 'content/posts/folder', 'public/closed.bin']) {
      chmodSync(join(root, path), 0);
      chownSync(join(root, path), 0, 0);
    }
    const { code, report } = await run('setpriv', [
      ...nobody,
      process.execPath,
      launcher,
      'build',
      '--root',
      root,
      '--json',
    ]);
    const said: { readonly code: string; readonly at: { readonly path: string } | null }[] =
      JSON.parse(report).diagnostics;
    expect(code).toBe(1);
    const errors = said.filter(({ code }) => !code.startsWith('cache/')).map(({ code, at }) => `${at?.path} ${code}`);
    expect(errors.filter((error) => !error.includes('wrong.md'))).toEqual([
      'content/posts/closed.md file/unreadable',
      'content/posts/folder file/unreadable',
      'public/closed.bin file/unreadable',
    ]);
    expect(errors.filter((error) => error.includes('wrong.md'))).not.toEqual([]);
    expect(treeOf(join(root, 'dist'))).toEqual(before);
  },
);

test.skipIf(!canDrop)('a dist/ that this user may not write', { timeout }, async () => {
  const root = siteIn(scratchFolder());
  await build(root);
  const before = treeOf(join(root, 'dist'));
  chmodSync(join(root, '..'), 0o755);
  writeFiles(root, { 'content/posts/more.md': '---\ntitle: More\ndate: 2026-03-01\n---\n\nMore.\n' });
  const { code, report } = await run('setpriv', [...nobody, process.execPath, launcher, 'build', '--root', root]);
  expect([code, report]).toEqual([
    1,
    expect.stringMatching(/dist\/cannot-write\].*EACCES[\s\S]*hint: give the build permission/),
  ]);
  expect(report).not.toMatch(/^\s+at /m);
  expect(treeOf(join(root, 'dist'))).toEqual(before);
});
