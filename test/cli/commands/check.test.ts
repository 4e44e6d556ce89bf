// `octavo check` on a site that records what it publishes: what is recorded, what is lost, and that only an author gives something up.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';
import { commandFor } from '../../../src/cli/command-list.ts';
import { run } from '../../../src/cli/commands/check.ts';
import { isUsageError } from '../../../src/cli/usage-error.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

const post = (slug: string, more = '') =>
  `---\ntitle: A post\ndate: 2026-11-02\nslug: ${slug}\n${more}---\n\nText.\n\n<!--more-->\n\n## Why\n\nText.\n`;

let root = '';
const list = () => join(root, 'content/published.txt');

beforeEach(() => {
  root = join(scratchFolder(), 'site');
  writeFiles(root, {
    'content/site.yaml': 'title: T\nurl: https://blog.example.org\n',
    'content/posts/a.md': post('a'),
    'content/posts/draft.md': post('draft', 'draft: true\n'),
  });
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => void vi.restoreAllMocks());

/** Runs the command. Returns its exit code and its diagnostics in short. */
async function check(...words: readonly string[]) {
  vi.mocked(console.log).mockClear();
  const code = await run(parseArguments(commandFor('check'), [...words, '--json', '--root', root]));
  const { diagnostics, recorded } = JSON.parse(String(vi.mocked(console.log).mock.calls[0]?.[0]));
  const found = diagnostics.map(
    (one: { code: string; line: number | null; hint: string }) => `${one.code} ${one.hint}`,
  );
  return { code, found, recorded };
}

test('a site without the list gets none by itself', async () => {
  expect(await check()).toEqual({ code: 0, found: [], recorded: undefined });
  expect(existsSync(list())).toBe(false);
});

test('what is recorded must stay, and only recording adds to the list', async () => {
  expect((await check('--record')).recorded).toBeGreaterThan(5);
  const first = readFileSync(list(), 'utf8');
  expect(first).toContain('\n/posts/a/ id https://blog.example.org/posts/a/\n/posts/a/#why\n');
  expect(first).not.toContain('draft');
  expect(await check('--record')).toEqual({ code: 0, found: [], recorded: 0 });

  writeFiles(root, { 'content/posts/a.md': post('b').replace('Why', 'How') });
  const lost = [
    'published/lost-address write `aliases: [/posts/a/]` in `content/posts/a.md`, or remove this line to give it up',
  ];
  expect(await check()).toEqual({
    code: 1,
    found: [...lost, `published/unrecorded run \`npx octavo check --root ${root} --record\`, and commit the file`],
    recorded: undefined,
  });
  expect(readFileSync(list(), 'utf8')).toBe(first);
  // Recording adds the new address, and the old one is still missed.
  expect(await check('--record')).toEqual({ code: 1, found: lost, recorded: 3 });
  expect(await check()).toEqual({ code: 1, found: lost, recorded: undefined });

  writeFiles(root, { 'content/posts/a.md': post('b', 'aliases: [/posts/a/]\n').replace('Why', 'How') });
  expect(await check()).toEqual({
    code: 1,
    found: [
      'published/lost-anchor write `{#why}` after the heading that takes its place, or remove this line to give it up',
    ],
    recorded: undefined,
  });
  writeFiles(root, { 'content/posts/a.md': post('b', 'aliases: [/posts/a/]\n').replace('Why', 'How {#why}') });
  writeFileSync(list(), readFileSync(list(), 'utf8').replace('/posts/b/#how\n', ''));
  expect((await check()).code).toBe(0);
});

test('a list that a merge has broken stops the build', async () => {
  writeFileSync(list(), '/\n<<<<<<< HEAD\n/posts/a/\n');
  expect(await check('--record')).toMatchObject({
    code: 1,
    found: [expect.stringContaining('published/invalid-line')],
  });
  expect(readFileSync(list(), 'utf8')).toContain('<<<<<<<');
});

test.each([['--drafts'], ['--future'], ['--url', 'https://other.example']])(
  '--record with %s is refused',
  async (...words) => {
    await expect(check('--record', ...words)).rejects.toSatisfy(isUsageError);
  },
);

test('placeholders of `new` are warnings', async () => {
  const text = 'title: P\ndescription: One sentence that says what the reader will know afterwards.\ndate: 2026-01-01';
  writeFiles(root, {
    'content/posts/p.md': `---\n${text}\n---\n\nWhat question does this post answer, and for whom?\n\n<!--more-->\n\nText.\n`,
  });
  expect(await check()).toMatchObject({
    code: 0,
    found: ['page/placeholder replace it, or remove it', 'page/placeholder replace it, or remove it'],
  });
});

test('so is an address that belongs to nobody, unless another one is given', async () => {
  writeFiles(root, { 'content/site.yaml': 'title: T\nurl: https://example.org/blog\n' });
  const found = ['site/placeholder-url set `url` to the address of your site, or remove it'];
  expect(await check()).toMatchObject({ code: 0, found });
  expect(await check('--url', 'https://blog.example.org')).toMatchObject({ code: 0, found: [] });
});
