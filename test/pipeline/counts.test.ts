// Small edits do small work: which rules run and which files are written, for each kind of edit.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { quickFolder, writeFiles } from '../support/folder.ts';
import { cleanBuild, openClean, startProcess } from '../support/rig.ts';

type Files = { readonly [path: string]: string };

function post(title: string, { body = 'Text.', front = '' } = {}): string {
  return `---\ntitle: ${title}\ndate: 2026-11-0${title.length % 9 || 1}\n${front}---\n\nOpening.\n\n<!--more-->\n\n## Head\n\n${body}\n`;
}

const site = {
  'content/site.yaml': 'title: Site\nurl: https://example.org\npagination: {size: 2}\n',
  'content/posts/a.md': post('A', { front: 'tags: [x]\n' }),
  'content/posts/bb.md': post('Bb', { body: 'See [a](a.md#head).' }),
  'content/posts/ccc.md': post('Ccc', { front: 'tags: [x]\n' }),
  'content/posts/dddd.md': post('Dddd'),
  'content/pages/about.md': '---\ntitle: About\n---\n\nAbout.\n',
};

const many: Files = {
  'content/site.yaml': 'title: Site\nurl: https://example.org\npagination: {size: 50}\n',
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`content/posts/many-${index}.md`, post(`Many ${index}`)]),
  ),
};

/** What a second run does after an edit: rules run and files written. */
async function after(edit: Files, before: Files = site) {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  writeFiles(root, before);
  const first = startProcess(root, cache);
  const { diagnostics } = await first.build();
  first.end();
  expect(diagnostics).toEqual([]);
  writeFiles(root, edit);
  const second = startProcess(root, cache);
  const { counts, remakes, report } = await second.build();
  second.end();
  return { counts, remakes, written: report?.written };
}

test('nothing changed: no rule runs, no file is written', async () => {
  expect(await after({})).toEqual({ counts: {}, remakes: {}, written: [] });
});

test('a touched file whose content is the same: nothing', async () => {
  expect(await after({ 'content/posts/a.md': site['content/posts/a.md'] })).toEqual({
    counts: {},
    remakes: {},
    written: [],
  });
});

describe('a body edit', () => {
  test('outside excerpt and headings parses one file and writes that page, its copy, its words and the feeds it is in', async () => {
    const { counts, remakes, written } = await after({
      'content/posts/a.md': post('A', { front: 'tags: [x]\n', body: 'Other text.' }),
    });
    expect(written).toEqual([
      'feed.json',
      'feed.xml',
      'posts/a/index.html',
      'posts/a/index.md',
      'rss.xml',
      'search/pages/1.json',
      // Of four files, the one with the only new word.
      'search/words/2.json',
      'tags/x/feed.xml',
    ]);
    expect(counts).toEqual({ page: 1, searchTerms: 1, searchGroup: 1, output: 8, manifest: 1 });
    // What the written files need, and none of the checks that read all pages.
    expect(remakes).toEqual({ bucketPaths: 1, postSlice: 2, route: 8, searchGroup: 63 });
  });

  test('of a page outside the stream writes it, its copy and its words', async () => {
    const { counts, written } = await after({ 'content/pages/about.md': '---\ntitle: About\n---\n\nMore.\n' });
    expect(written).toEqual(['about/index.html', 'about/index.md', 'search/pages/0.json', 'search/words/1.json']);
    expect(counts).toEqual({ page: 1, searchTerms: 1, searchGroup: 1, output: 4, manifest: 1 });
  });
});

test('an edit of the excerpt reaches the lists that show it', async () => {
  const edited = site['content/posts/a.md'].replace('Opening.', 'Another opening.');
  const { counts, written } = await after({ 'content/posts/a.md': edited });
  expect(written).toEqual(
    expect.arrayContaining(['page/2/index.html', 'posts/a/index.html', 'posts/a/index.md', 'tags/x/index.html']),
  );
  expect(written).not.toContain('index.html');
  expect(counts).toMatchObject({ page: 1 });
  expect(counts['catalog']).toBeUndefined();
});

test('a new heading is checked by pages that link here, and changes none of them', async () => {
  const { counts, written } = await after({ 'content/posts/a.md': `${site['content/posts/a.md']}\n## More\n` });
  expect(written).not.toContain('posts/bb/index.html');
  expect(counts).toMatchObject({ page: 1, searchTerms: 1 });
  expect(counts).not.toHaveProperty('view');
});

test('a new title reaches what shows it, and nothing else is written', async () => {
  const { counts, written } = await after({
    'content/posts/a.md': site['content/posts/a.md'].replace('title: A', 'title: Z'),
  });
  expect(counts).toMatchObject({ page: 1, postContext: 3 });
  for (const rule of ['catalog', 'routes', 'pageUrl', 'card', 'asset', 'pageFiles'])
    expect(counts).not.toHaveProperty(rule);
  expect(written).toContain('archive/index.html');
  expect(written).not.toContain('about/index.html');
});

test('a new title affects the views of articles that show it, and no others', async () => {
  // It must keep its length, which decides the post's day.
  const { counts } = await after({ 'content/posts/many-7.md': post('Others') }, many);
  // Its own and its neighbors', and pages that list posts.
  expect(counts['postContext']).toBe(3);
  expect(counts['view']).toBeGreaterThan(3);
  expect(counts['view']).toBeLessThan(20);
  expect(counts).not.toHaveProperty('catalog');
});

test('a deleted post leaves no trace', async () => {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  writeFiles(root, { ...site, 'content/posts/gone.md': post('Canary') });
  const first = startProcess(root, cache);
  await first.build();
  first.end();
  rmSync(join(root, 'content/posts/gone.md'));
  const second = startProcess(root, cache);
  const { report } = await second.build();
  second.end();
  expect(report?.removed).toEqual([
    'page/3/index.html',
    'posts/gone/index.html',
    'posts/gone/index.md',
    'search/pages/5.json',
  ]);
});

test('a new post affects pages that show it, and no other articles', async () => {
  const edit = { 'content/posts/new.md': '---\ntitle: New\ndate: 2026-11-20\n---\n\nText.\n' };
  const { counts, written } = await after(edit, many);
  // The post itself, and the one that was the newest before.
  expect(written?.filter((path) => /^posts\/.*\.html$/.test(path))).toHaveLength(2);
  expect(counts).toMatchObject({ page: 1, catalog: 1, routes: 1 });
  // These, the new copy, files that list or count posts (the index, feeds, the archive, the sitemap), and its words in the search index.
  expect(counts['output']).toBeLessThan(20);
  expect(counts['view']).toBeLessThan(12);
});

test('if it is known which file changed, no other is read', async () => {
  const root = join(quickFolder(), 'site');
  writeFiles(root, many);
  const session = openClean(root, { isRepeated: true });
  await session.build();
  const { file, exists, list } = session.siteFiles;
  const asked = [file, exists, list, session.rules.inputs.hasPassed].map((input) => vi.spyOn(input, 'digest'));
  for (const text of ['Other text.', 'Third text.']) {
    writeFiles(root, { 'content/posts/many-7.md': post('Many 7', { body: text }) });
    for (const spy of asked) spy.mockClear();
    const { files } = await session.build({ paths: ['content/posts/many-7.md'], isListingChanged: false });
    // The session itself reads the settings.
    expect(asked.flatMap(({ mock }) => mock.calls.flat())).toEqual(['content/site.yaml', 'content/posts/many-7.md']);
    const { outputs } = await cleanBuild(root);
    const decoder = new TextDecoder();
    expect(Object.fromEntries((files ?? []).map((one) => [one.path, decoder.decode(one.bytes())]))).toEqual(outputs);
  }
});
