// What an import does with a source or a target that is not right: a page that can't be read is named and left out, and without a source or a target
// nothing is written.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importSite } from '../../src/import/import-site.ts';
import { ImportError, type Problem } from '../../src/import/source/model.ts';
import { readFiles } from '../support/folder.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'octavo-import-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function source(files: { readonly [path: string]: string | Uint8Array }): string {
  const all = { 'hugo.toml': 'baseURL = "https://old.example/"\n', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(scratch, 'old', path)), { recursive: true });
    writeFileSync(join(scratch, 'old', path), text);
  }
  return join(scratch, 'old');
}

async function problems(folder: string, into = join(scratch, 'new')): Promise<readonly string[]> {
  const named = ({ message, line }: Problem) => `${line}: ${message}`;
  try {
    return (await importSite({ source: folder, into, from: null, isDry: false })).problems.map(named);
  } catch (cause) {
    if (cause instanceof ImportError) return cause.problems.map(named);
    throw cause;
  }
}

const importedFiles = () =>
  Object.keys(readFiles(join(scratch, 'new'))).filter((path) => /^content\/.*\.md$/.test(path));

const post = (title: string, more = '') => `---\ntitle: ${title}\ndate: 2020-01-02\n${more}---\nText.\n`;

test('names every file whose front matter is half written, with its line, and imports the others', async () => {
  const folder = source({
    'content/posts/a.md': '---\ntitle: A\n\nText.\n',
    'content/posts/b.md': '+++\ntitle = "B"\ndate = \n+++\nText.\n',
    'content/posts/c.md': '---\ntitle: "C\ndate: 2020-01-01\n---\nText.\n',
    'content/posts/d.md': post('D'),
  });
  expect(await problems(folder)).toEqual([
    '1: `content/posts/a.md`: front matter is never closed: a line `---` is missing',
    expect.stringMatching(/^3: `content\/posts\/b.md`: it is not valid TOML/),
    expect.stringMatching(/^\d: `content\/posts\/c.md`: it is not valid YAML/),
  ]);
  expect(importedFiles()).toEqual(['content/posts/d.md']);
  writeFileSync(join(folder, 'content/posts/a.md'), post('A'));
  expect(await problems(folder)).toHaveLength(2);
  expect(importedFiles()).toEqual(['content/posts/a.md', 'content/posts/d.md']);
});

test('writes nothing if no page can be read', async () => {
  const folder = source({ 'content/posts/a.md': '---\ntitle: A\n\nText.\n', 'static/a.txt': 'a' });
  expect(await problems(folder)).toHaveLength(1);
  expect(existsSync(join(scratch, 'new'))).toBe(false);
});

test('never runs front matter in JavaScript', async () => {
  const folder = source({ 'content/posts/a.md': '---js\n{title: process.exit(1)}\n---\nText.\n' });
  expect(await problems(folder)).toEqual([expect.stringContaining('is code, which the import never runs')]);
});

test('of two posts with one address leaves out the second, to which no link leads', async () => {
  const folder = source({
    'content/posts/a.md': post('A', 'slug: same\n'),
    'content/posts/b.md': post('B', 'slug: same\n'),
    'content/posts/c.md': post('C', 'slug: same\ndraft: yes\n'),
    'content/posts/d.md': `${post('D')}[b]({{< relref "b.md" >}}) [same](/posts/same/)`,
  });
  expect(await problems(folder)).toEqual([
    '1: `content/posts/a.md` and `content/posts/b.md` have the same address `/posts/same/`',
  ]);
  expect(importedFiles()).toEqual(['content/posts/a.md', 'content/posts/c.md', 'content/posts/d.md']);
  expect(readFiles(join(scratch, 'new'))['content/posts/d.md']).toContain(
    '[b](https://old.example/posts/d/b.md) [same](a.md)',
  );
});

test('names a file that is not text', async () => {
  const folder = source({ 'content/posts/a.md': new Uint8Array([45, 255, 254]) });
  expect(await problems(folder)).toEqual(['0: `content/posts/a.md` is not valid UTF-8']);
});

test('refuses a folder that is no blog, and one without pages', async () => {
  mkdirSync(join(scratch, 'empty'));
  expect(await problems(join(scratch, 'empty'))).toEqual([expect.stringContaining('does not look like a blog')]);
  expect(await problems(join(scratch, 'missing'))).toEqual([expect.stringContaining('there is no folder')]);
  expect(await problems(source({ 'content/_index.md': '---\ntitle: Home\n---\n' }))).toEqual([
    expect.stringContaining('has no posts and no pages'),
  ]);
});

test('posts alone, in a folder `_posts`, are those of Jekyll', async () => {
  const old = join(scratch, 'blog/_posts');
  mkdirSync(old, { recursive: true });
  writeFileSync(join(scratch, 'blog/notes.txt'), 'mine');
  writeFileSync(join(old, '2020-01-02-a.md'), '---\ntitle: A\n---\n{% raw %}Text.{% endraw %}\n');
  for (const folder of [old, dirname(old)]) {
    rmSync(join(scratch, 'new'), { recursive: true, force: true });
    const { generator, files } = await importSite({
      source: folder,
      into: join(scratch, 'new'),
      from: null,
      isDry: false,
    });
    expect({ generator, files }).toEqual({ generator: 'jekyll', files: folder === old ? 0 : 1 });
    expect(importedFiles()).toEqual(['content/posts/2020-01-02-a.md']);
  }
});

test('a folder inside of a blog: names the folder of the blog', async () => {
  const folder = source({
    'content/posts/a.md': post('A'),
    'blog/_config.yml': '',
    'blog/_posts/2020-01-02-a.md': post('A'),
  });
  const hintFor = async (path: string) => {
    const failed = importSite({ source: join(folder, path), into: join(scratch, 'new'), from: null, isDry: false });
    return await failed.catch((cause: unknown) => (cause instanceof ImportError ? cause.problems[0]?.hint : null));
  };
  expect(await hintFor('content/posts')).toBe(`name the folder of the whole blog, \`${folder}\``);
  expect(await hintFor('blog/_posts')).toBe(`name the folder of the whole blog, \`${join(folder, 'blog')}\``);
});

test('refuses a target with files of someone else, and takes an empty one', async () => {
  const folder = source({ 'content/posts/a.md': post('A') });
  const into = join(scratch, 'new');
  mkdirSync(into);
  expect(await problems(folder, into)).toEqual([]);
  rmSync(into, { recursive: true });
  mkdirSync(into);
  writeFileSync(join(into, 'notes.txt'), 'mine');
  expect(await problems(folder, into)).toEqual([expect.stringContaining('already has files: `notes.txt`')]);
  expect(readdirSync(into)).toEqual(['notes.txt']);
});

test('writes nothing in a dry run, and nothing next to the target', async () => {
  const folder = source({ 'content/posts/a.md': post('A') });
  const into = join(scratch, 'new');
  const result = await importSite({ source: folder, into, from: null, isDry: true });
  expect(result.write.written).toEqual(['content/site.yaml', 'content/posts/a.md']);
  expect(readdirSync(scratch)).toEqual(['old']);
});

test('a new post of the source is added, and one that was removed is left', async () => {
  const folder = source({ 'content/posts/a.md': post('A'), 'content/posts/b.md': post('B') });
  const into = join(scratch, 'new');
  expect(await problems(folder, into)).toEqual([]);
  rmSync(join(folder, 'content/posts/b.md'));
  writeFileSync(join(folder, 'content/posts/c.md'), post('C'));
  const { write } = await importSite({ source: folder, into, from: null, isDry: false });
  expect(write).toMatchObject({ written: ['content/posts/c.md'], stale: ['content/posts/b.md'] });
});

test.skipIf(process.getuid?.() === 0)(
  'names a file and a folder without permission to read (not as root)',
  async () => {
    const folder = source({ 'content/posts/a.md': post('A'), 'content/posts/b.md': post('B') });
    chmodSync(join(folder, 'content/posts/b.md'), 0);
    expect(await problems(folder)).toEqual(["0: `content/posts/b.md` can't be read: EACCES"]);
    expect(importedFiles()).toEqual(['content/posts/a.md']);
    chmodSync(join(folder, 'content/posts'), 0);
    expect(await problems(folder)).toEqual(["0: `content/posts` can't be read: EACCES"]);
    chmodSync(join(folder, 'content/posts'), 0o755);
    expect(existsSync(join(scratch, 'new'))).toBe(false);
  },
);
