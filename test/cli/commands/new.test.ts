// `octavo new`: which files it creates for which arguments, and what it refuses. Every file is below `content/posts/` and has no errors.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';
import { commandFor } from '../../../src/cli/command-list.ts';
import { run } from '../../../src/cli/commands/new.ts';
import { isError } from '../../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

const old = 'content/posts/old.md';
let folder = '';
let root = '';

beforeEach(() => {
  folder = scratchFolder();
  root = join(folder, 'site');
  writeFiles(root, { [old]: '---\ntitle: Old\ndate: 2026-11-02\n---\n\nText.\n', 'content/site.yaml': 'title: T\n' });
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => void vi.restoreAllMocks());

/** Runs the command. Returns the paths of the new files. */
async function created(words: readonly string[]): Promise<readonly string[]> {
  const before = new Set(filesIn(folder));
  await run(parseArguments(commandFor('new'), [...words, '--root', root]));
  return filesIn(folder).filter((path) => !before.has(path));
}

function filesIn(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))
    .toSorted();
}

const posts = 'site/content/posts';

test.each([
  [['My title'], [`${posts}/my-title/index.md`]],
  [['My title', '--single', '--draft'], [`${posts}/my-title.md`]],
  [['../../x', '--tags', 'go, ,linux', '--series', 'One: two'], [`${posts}/dot-x/index.md`]],
  [["It's #1: “a”\n- b", '--slug', 'other'], [`${posts}/other/index.md`]],
  [['日本語'], [`${posts}/日本語/index.md`]],
])('%j creates %j, and a site without errors', async (words, files) => {
  expect(await created(words)).toEqual(files);
  const { diagnostics } = await cleanBuild(root, { drafts: true, future: true });
  expect(diagnostics.filter(isError)).toEqual([]);
});

test('says the address that the permalinks of the site give', async () => {
  writeFiles(root, { 'content/site.yaml': 'permalinks: {posts: /:year/:slug.html}\n' });
  await created(['A title']);
  expect(vi.mocked(console.log).mock.calls.flat().join('\n')).toMatch(/address: \/\d{4}\/a-title\.html/);
});

test('a lab comes with a program', async () => {
  const at = `${posts}/x`;
  expect(await created(['X', '--lab'])).toEqual([`${at}/index.md`, `${at}/lab/hello.sh`, `${at}/lab/lab.yaml`]);
});

test.each([
  [[], 'a new post needs a title'],
  [[' '], 'a new post needs a title'],
  [['Two', 'words'], 'more than one title'],
  [['Old'], '`content/posts/old.md` already exists'],
  [['X', '--slug', 'old'], '`content/posts/old.md` already exists'],
  [['X', '--slug', '../../evil'], '`../../evil` is not a valid slug'],
  [['X', '--slug', 'a/b'], '`a/b` is not a valid slug'],
  [['X', '--slug', 'A b'], '`A b` is not a valid slug'],
  [['X', '--slug', ''], '`` is not a valid slug'],
  [['X', '--slug', '.'], '`.` is not a valid slug'],
  [['X', '--lab', '--single'], 'a post with a lab needs a folder'],
])('%j is refused: %s', async (words, message) => {
  const text = readFileSync(join(root, old), 'utf8');
  await expect(created(words)).rejects.toThrow(message);
  expect(filesIn(root)).toEqual(['content/posts/old.md', 'content/site.yaml']);
  expect(readFileSync(join(root, old), 'utf8')).toBe(text);
});

test.each([
  ['missing', {}],
  ['a file', { 'site/content': 'text' }],
])('if `content` is %s, nothing is created and the hint names the way out', async (_, files) => {
  rmSync(join(root, 'content'), { recursive: true });
  writeFiles(folder, files);
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  const refusal = await run(parseArguments(commandFor('new'), ['X'])).catch((cause: unknown) => cause);
  expect(refusal).toMatchObject({
    message: expect.stringContaining(`no site here: neither \`${root}\` nor a folder above it has`),
    hint: expect.stringContaining('start one with `octavo init`'),
  });
  expect(filesIn(folder)).toEqual(Object.keys(files));
});

test.each([
  ['an empty `content/`', ['X'], true],
  ['a folder given with `--root`', ['X', '--root', '.'], false],
])('%s may become a site', async (_, words, hasContent) => {
  rmSync(join(root, 'content'), { recursive: true });
  if (hasContent) mkdirSync(join(root, 'content'));
  vi.spyOn(process, 'cwd').mockReturnValue(root);
  await run(parseArguments(commandFor('new'), words));
  expect(filesIn(folder)).toEqual([`${posts}/x/index.md`]);
});
