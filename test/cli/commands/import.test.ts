// The command: what it prints as JSON, its exit codes, what `--against` says, and what other commands say in the folder of another blog.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';
import { commandFor } from '../../../src/cli/command-list.ts';
import { run } from '../../../src/cli/commands/import.ts';
import { siteRoot } from '../../../src/cli/site-root.ts';
import { readFiles, scratchFolder, writeFiles } from '../../support/folder.ts';

afterEach(() => void vi.restoreAllMocks());

const post = '---\ntitle: A\ndate: 2020-01-02\ntags: [Go]\n---\nText. {{< odd >}}\n\n## Part\n';
const page = '<h2 id="part">Part</h2>';

function oldBlog(more: { readonly [path: string]: string } = {}): string {
  const folder = scratchFolder();
  writeFiles(folder, {
    'old/hugo.toml': 'baseURL = "https://old.example/"\n',
    'old/content/posts/a.md': post,
    'output/posts/a/index.html': page,
    ...more,
  });
  return folder;
}

async function imported(folder: string, ...words: string[]) {
  const printed = vi.spyOn(console, 'log').mockReturnValue();
  const all = [join(folder, 'old'), '--into', join(folder, 'new'), ...words];
  const code = await run(parseArguments(commandFor('import'), all));
  return { code, text: printed.mock.calls.flat().join('\n') };
}

const against = (folder: string) => ['--against', join(folder, 'output')];

test('`--json` has the counts, every file, every finding with its place, and the comparison', async () => {
  const folder = oldBlog({ 'output/gone/index.html': '' });
  const { code, text } = await imported(folder, '--json', ...against(folder));
  expect(code).toBe(1);
  expect(JSON.parse(text)).toEqual({
    ok: false,
    generator: 'hugo',
    posts: 1,
    pages: 0,
    drafts: 0,
    files: 0,
    written: ['content/site.yaml', 'content/posts/a.md'],
    unchanged: 0,
    edited: [],
    removed: [],
    stale: [],
    problems: [],
    findings: [{ kind: expect.stringContaining('odd'), count: 1, places: ['content/posts/a.md:6'] }],
    leftBehind: ['hugo.toml'],
    against: {
      compared: 3,
      differsOnlyInCapitals: [],
      lost: [{ what: 'page', fate: 'lost', name: '/gone/', kind: 'page below `/gone/`' }],
    },
  });
});

test('`--json` has every problem of a blog that is not imported', async () => {
  const folder = oldBlog({ 'old/content/posts/b.md': '---\ntitle: B\n', 'old/content/posts/c.md': '---\ntitle: C\n' });
  const { code, text } = await imported(folder, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(text)).toMatchObject({
    ok: false,
    problems: [
      { file: 'content/posts/b.md', line: 1 },
      { file: 'content/posts/c.md', line: 1 },
    ],
  });
});

test('addresses that differ only in capitals are not lost, and the report says what hosts do with them', async () => {
  const folder = oldBlog({ 'output/tags/GO/index.html': '', 'output/Posts/A/index.html': page });
  const { code, text } = await imported(folder, ...against(folder));
  expect(code).toBe(0);
  expect(text).toContain('| pages | 1 | 0 | 2 | 0 |\n| anchors | 1 | 0 | 1 | 0 |');
  expect(text).toContain('- **1 ×** page below `/tags/`\n  - `/tags/GO/`');
  expect(text).toContain('A host that distinguishes capitals, as most do, has no page at these old addresses');
  expect(text).toContain('Nothing is lost.');
  const { text: json } = await imported(folder, '--json', ...against(folder));
  expect(JSON.parse(json.slice(json.indexOf('{\n')))).toMatchObject({
    ok: true,
    against: {
      lost: [],
      differsOnlyInCapitals: [{ name: '/Posts/A/' }, { name: '/Posts/A/#part' }, { name: '/tags/GO/' }],
    },
  });
});

test('`build` in the folder of another blog names the generator and the command that moves it', () => {
  const folder = join(oldBlog(), 'old');
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  expect(() => siteRoot(parseArguments(commandFor('build'), []))).toThrow(
    expect.objectContaining({
      message: `\`${folder}\` looks like a Hugo blog`,
      hint: 'to move it to Octavo, run `octavo import . --into ../my-blog`',
    }),
  );
});

test('a first import makes a project that npm can install, and a later one leaves it alone', async () => {
  const folder = oldBlog();
  expect((await imported(folder, '--dry-run')).code).toBe(0);
  expect(existsSync(join(folder, 'new'))).toBe(false);
  expect((await imported(folder)).text).toContain('npm install');
  const made = readFiles(join(folder, 'new'));
  expect(JSON.parse(made['package.json'] ?? '')).toMatchObject({ name: 'new', scripts: { dev: 'octavo dev' } });
  expect(made['README.md']).toMatch(/^# My blog\n/);
  expect(Object.keys(made).filter((path) => path.startsWith('content/'))).toEqual([
    'content/posts/a.md',
    'content/site.yaml',
  ]);
  writeFiles(folder, { 'new/package.json': 'mine' });
  rmSync(join(folder, 'new/README.md'));
  expect(
    stripVTControlCharacters((await imported(folder)).text)
      .split('imported ')
      .at(-1),
  ).not.toContain('npm install');
  expect(readFiles(join(folder, 'new'))).toMatchObject({ 'package.json': 'mine' });
  expect(existsSync(join(folder, 'new/README.md'))).toBe(false);
});
