// Guards the start of the program on an old Node, and where it can't store its compiled code: with packages that another user installed, or
// a cache that is not a folder. It runs anyway and leaves nothing behind; if it can't run, it says in one sentence what to do.

import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/folder.ts';
import { canDrop, launcher, nobody, run } from './program.ts';
import { putState, states } from './small-site.ts';

const timeout = 60_000;
const repository = join(launcher, '..', '..');

/** A copy of the tool with packages of its own, and a site next to it. */
function copyOfTool() {
  const folder = realpathSync(scratchFolder());
  const [tool, root, temporary] = [join(folder, 'tool'), join(folder, 'site'), join(folder, 'tmp')];
  for (const name of ['src', 'scripts', 'templates', 'package.json', 'package-lock.json'])
    cpSync(join(repository, name), join(tool, name), { recursive: true });
  mkdirSync(join(tool, 'node_modules'));
  for (const name of readdirSync(join(repository, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(repository, 'node_modules', name), join(tool, 'node_modules', name));
  putState(root, states[0]);
  mkdirSync(temporary);
  // Another user can write the site and the temporary folder, but not the tool.
  chmodSync(folder, 0o755);
  for (const open of [root, temporary]) chmodSync(open, 0o777);
  return { tool, root, temporary, launcher: join(tool, 'scripts/octavo.cjs') };
}

describe.each([
  ['the cache is not a folder', true, []],
  ['the packages are another user’s', canDrop, ['setpriv', ...nobody]],
] as const)('%s', (_, isPossible, before) => {
  test.skipIf(!isPossible)('the tool is compiled for one run', { timeout }, async () => {
    const { tool, root, temporary, launcher: copy } = copyOfTool();
    if (before.length === 0) writeFileSync(join(tool, 'node_modules/.cache'), '');
    const [command = '', ...args] = [...before, process.execPath, copy, 'build', '--root', root];
    const { code, report } = await run(command, args, { TMPDIR: temporary });
    expect(code, report).toBe(0);
    expect(report).toMatch(/^octavo: the tool is compiled again for each run because it can't be cached: E[A-Z]+: /);
    expect(report).toMatch(/^warning\[cache\/not-kept\]/m);
    expect(report).not.toMatch(/^\s+at .*\(/m);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(join(root, 'dist'))).toContain('index.html');
  });
});

test('a Node that can’t load modules by `require` is rejected with one sentence', { timeout }, async () => {
  const { code, report } = await run(process.execPath, ['--no-experimental-require-module', launcher, '--help']);
  expect({ code, report }).toEqual({
    code: 1,
    report: `octavo needs Node 20.19, 22.12 or newer; this is ${process.version}\n`,
  });
});

test('if it can write nowhere, it says what to do', { timeout }, async () => {
  const { tool, root, temporary, launcher: copy } = copyOfTool();
  writeFileSync(join(tool, 'node_modules/.cache'), '');
  rmSync(temporary, { recursive: true });
  const { code, report } = await run(process.execPath, [copy, 'build', '--root', root], { TMPDIR: temporary });
  expect([code, report]).toEqual([
    1,
    expect.stringMatching(
      /^octavo: the tool must be compiled before it runs[^\n]*\n {2}give this user write access to [^\n]*\n$/,
    ),
  ]);
});

test.skipIf(!('enableCompileCache' in module))(
  'code that V8 generated is kept, and ignored when it is damaged',
  {
    timeout,
  },
  async () => {
    const { tool, launcher: copy } = copyOfTool();
    const help = async () => {
      const ended = await run(process.execPath, [copy, '--help']);
      expect(ended.code, ended.report).toBe(0);
      return ended.report;
    };
    const report = await help();
    const cache = join(tool, 'node_modules/.cache/octavo/tool');
    const folder = readdirSync(cache).find((name) => name.startsWith('build-')) ?? '';
    const entries = readdirSync(join(cache, folder, 'compile-cache'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files).not.toEqual([]);
    for (const file of files) {
      const code = readFileSync(file);
      for (let at = 100; at < code.length; at += 100) code.writeUInt8(0xff ^ code.readUInt8(at), at);
      writeFileSync(file, code);
    }
    expect(await help()).toBe(report);
  },
);

test('a copy of the tool with its cache uses its own theme', { timeout }, async () => {
  const { tool, root, launcher: original } = copyOfTool();
  expect((await run(process.execPath, [original, 'build', '--root', root])).code).toBe(0);
  const copy = join(tool, '..', 'copy');
  cpSync(tool, copy, { recursive: true, verbatimSymlinks: true });
  rmSync(tool, { recursive: true });
  const { code, report } = await run(process.execPath, [join(copy, 'scripts/octavo.cjs'), 'build', '--root', root]);
  expect([code, report]).toEqual([0, expect.stringMatching(/^built /)]);
});

test('an error that is a bug is shown with its stack and without compiled code', { timeout }, async () => {
  const { tool, launcher: copy } = copyOfTool();
  appendFileSync(join(tool, 'src/main.ts'), `\n${'void 0;\n'.repeat(2000)}throw new TypeError('a bug');\n`);
  const { code, report } = await run(process.execPath, [copy, '--help']);
  expect(code).toBe(1);
  expect(report).toMatch(
    /^octavo: TypeError: a bug\n(?: {4}at .*\n)+ {2}this is a bug in Octavo: please report it with these lines\n$/,
  );
});

test('the order in which folders are listed does not change the tool', { timeout }, async () => {
  const { tool, root, launcher: copy } = copyOfTool();
  const compiledAt = async (before: readonly string[]) => {
    const ended = await run(process.execPath, [...before, copy, 'build', '--root', root], {
      OCTAVO_LISTING: 'reversed',
    });
    expect(ended.code, ended.report).toBe(0);
    return statSync(join(tool, 'node_modules/.cache/octavo/tool/stamp.json'), { bigint: true }).ino;
  };
  const backwards = ['--import', join(repository, 'test/pipeline/shuffle-preload.mjs')];
  expect(await compiledAt(backwards)).toBe(await compiledAt([]));
});
