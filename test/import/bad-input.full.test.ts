// `octavo import` from the command line with what it can't import: a clear error, an exit code, and only single pages left out.

import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canDrop, launcher, nobody, run } from '../faults/program.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

const post = (title: string, more = '') => `---\ntitle: ${title}\ndate: 2020-01-02\n${more}---\nText.\n`;

function blog(files: { readonly [path: string]: string | Uint8Array } = {}): string {
  const folder = scratchFolder();
  writeFiles(join(folder, 'old'), {
    'hugo.toml': 'baseURL = "https://old.example/"\n',
    'content/posts/a.md': post('A'),
    ...files,
  });
  return folder;
}

const importInto = (folder: string, into: string, ...more: string[]) =>
  run(process.execPath, [launcher, 'import', join(folder, 'old'), '--into', into, ...more]);

/** Runs an import that must fail: its report, after a check that it changed nothing, neither in the source nor next to it. */
async function failure(folder: string, { into = join(folder, 'new'), words = [] as string[], code = 1 } = {}) {
  const before = readFiles(folder);
  const ended = await importInto(folder, into, ...words);
  expect(readFiles(folder)).toEqual(before);
  expect(ended.code).toBe(code);
  return ended.report.replaceAll(folder, '…');
}

/** The report of an import that leaves out some pages, and the pages that it made. */
async function partly(folder: string) {
  const { code, report } = await importInto(folder, join(folder, 'new'));
  expect(code).toBe(1);
  const pages = Object.keys(readFiles(join(folder, 'new'))).filter((path) => /^content\/.*\.md$/.test(path));
  return { report: report.replaceAll(folder, '…'), pages };
}

test('front matter that is not finished: every file with its line, and the others are imported', async () => {
  const folder = blog({
    'content/posts/b.md': '---\ntitle: B\n\nText.\n',
    'content/posts/c.md': '+++\ntitle = "C\n+++\nText.\n',
  });
  const { report, pages } = await partly(folder);
  expect(pages).toEqual(['content/posts/a.md']);
  expect(report).toContain(
    'front matter is never closed: a line `---` is missing\n  at content/posts/b.md:1\n  hint: ',
  );
  expect(report).toContain('it is not valid TOML: Unterminated string constant\n  at content/posts/c.md:2');
  expect(report).toContain('imported 1 post from Hugo');
  expect(report).toContain('left out: 2 files, named above: fix them and run the same command again');
});

test('two posts with one address: both names', async () => {
  const folder = blog({ 'content/posts/b.md': post('B', 'url: /posts/a\n') });
  const { report, pages } = await partly(folder);
  expect(pages).toEqual(['content/posts/a.md']);
  expect(report).toContain('`content/posts/a.md` and `content/posts/b.md` have the same address `/posts/a/`');
  expect(report).toContain('hint: give one of them another slug');
});

test('a file that is not text', async () => {
  const { report, pages } = await partly(blog({ 'content/posts/b.md': new Uint8Array([0x2d, 0xff, 0xfe]) }));
  expect(pages).toEqual(['content/posts/a.md']);
  expect(report).toContain(
    '`content/posts/b.md` is not valid UTF-8\n  at content/posts/b.md\n  hint: save it as UTF-8',
  );
});

test.skipIf(!canDrop)('a file and a folder without permission to read (root only)', async () => {
  const folder = blog({ 'content/posts/b.md': post('B'), 'content/notes/c.md': post('C') });
  chmodSync(folder, 0o777);
  const asNobody = () =>
    run('setpriv', [
      ...nobody,
      process.execPath,
      launcher,
      'import',
      join(folder, 'old'),
      '--into',
      join(folder, 'new'),
    ]);
  chmodSync(join(folder, 'old/content/posts/b.md'), 0);
  const file = await asNobody();
  expect(file.report).toContain("`content/posts/b.md` can't be read: EACCES");
  expect(existsSync(join(folder, 'new/content/posts/a.md'))).toBe(true);
  rmSync(join(folder, 'new'), { recursive: true });
  chmodSync(join(folder, 'old/content/notes'), 0);
  const notes = await asNobody();
  chmodSync(join(folder, 'old/content/notes'), 0o755);
  expect(notes.report).toContain("`content/notes` can't be read: EACCES");
  expect(notes.report).toContain('hint: give yourself permission to read it');
  expect([file.code, notes.code]).toEqual([1, 1]);
  expect(readdirSync(folder)).toEqual(['old']);
});

test('a folder that is missing, is a file, is no blog, or has no pages', async () => {
  const folder = scratchFolder();
  expect(await failure(folder)).toContain('there is no folder `…/old`\n  hint: name the folder of the old blog');
  writeFileSync(join(folder, 'old'), '');
  expect(await failure(folder)).toContain('`…/old` is not a folder');
  const other = scratchFolder();
  writeFiles(join(other, 'old'), { 'notes.txt': 'mine' });
  expect(await failure(other)).toContain(
    '`…/old` does not look like a blog of a generator that the import knows\n  hint: name its generator with `--from`: hugo,',
  );
  expect(await failure(other, { words: ['--from', 'hugo'] })).toContain('has no posts and no pages');
});

test('a target with other files, a target that is a file, and a target inside the source', async () => {
  const folder = blog();
  writeFiles(folder, { 'new/notes.txt': 'mine', file: '' });
  expect(await failure(folder)).toContain(
    '`…/new` already has files: `notes.txt`\n  hint: choose an empty or a new folder',
  );
  expect(await failure(folder, { into: join(folder, 'file') })).toContain('`…/file` is not a folder');
  symlinkSync(join(folder, 'old'), join(folder, 'link'));
  for (const into of ['old', 'old/content/new/site', 'link/site'])
    expect(await failure(folder, { into: join(folder, into) })).toContain('is inside the old blog');
});

test('a comparison with nothing is refused before anything is imported', async () => {
  const folder = blog();
  mkdirSync(join(folder, 'empty'));
  const words = ['--against', join(folder, 'empty')];
  expect(await failure(folder, { words })).toContain('`…/empty` has no pages to compare with');
  expect(await failure(folder, { words: [...words, '--dry-run'], code: 2 })).toContain('leave out one of them');
  expect(await failure(folder, { words: ['--against', join(folder, 'gone')], code: 2 })).toContain('there is no');
});

test('`--json` has the same problems, and only JSON is printed', async () => {
  const folder = blog({ 'content/posts/a.md': '---\ntitle: B\n' });
  expect(JSON.parse(await failure(folder, { words: ['--json'] }))).toEqual({
    ok: false,
    problems: [
      {
        file: 'content/posts/a.md',
        line: 1,
        message: '`content/posts/a.md`: front matter is never closed: a line `---` is missing',
        hint: 'add it after the last field',
      },
    ],
  });
  const inside = JSON.parse(await failure(folder, { words: ['--json'], into: join(folder, 'old/new') }));
  expect(inside).toMatchObject({
    ok: false,
    problems: [{ file: null, message: expect.stringContaining('is inside') }],
  });
});

test('wrong options end with another exit code', async () => {
  const folder = blog();
  expect(await failure(folder, { words: ['--from', 'wordpress'], code: 2 })).toContain('it is one of hugo, jekyll,');
  expect((await run(process.execPath, [launcher, 'import'])).code).toBe(2);
});

test('`--dry-run` writes nothing, and says what an import would write', async () => {
  const folder = blog();
  const before = readFiles(folder);
  const { code, report } = await importInto(folder, join(folder, 'new'), '--dry-run');
  expect({ code, report }).toMatchObject({ code: 0, report: expect.stringContaining('would import 1 post from Hugo') });
  expect(report).toContain('2 to write');
  expect(readFiles(folder)).toEqual(before);
  const { report: json } = await importInto(folder, join(folder, 'new'), '--dry-run', '--json');
  expect(JSON.parse(json)).toMatchObject({ ok: true, posts: 1, written: ['content/site.yaml', 'content/posts/a.md'] });
  expect(existsSync(join(folder, 'new'))).toBe(false);
});
