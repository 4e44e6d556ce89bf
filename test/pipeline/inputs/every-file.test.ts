// Every file below `content/` is published, is material of a page, or is named as left out; translations next to a page are pages.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageFilesAmong } from '../../../src/pipeline/inputs/page-files.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { png } from '../../support/image.ts';
import { cleanBuild } from '../../support/rig.ts';

const templates = join(import.meta.dirname, '..', '..', '..', 'templates');

const post = (title: string, lines = '', body = 'Text.') =>
  `---\ntitle: ${title}\ndate: 2026-01-01\n${lines}---\n${body}\n`;

const site = {
  'content/site.yaml': 'title: T\nurl: https://example.org\n',
  'content/posts/one/index.md': post('One', 'cover: cover.png\n', '![a](a.png) [b](b.csv)\n\n```go file=c.go\n```\n'),
  'content/posts/one/a.png': png({ width: 4, height: 4 }),
  'content/posts/one/cover.png': png({ width: 4, height: 4 }),
  'content/posts/one/b.csv': '1,2\n',
  'content/posts/one/c.go': 'package c\n',
  'content/posts/one/d.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'content/posts/one/notes.md': post('Notes'),
  'content/posts/one/index.es.md': post('Uno'),
  'content/posts/one/index.pt-br.md': post('Um'),
  'content/posts/one/index.old.md': post('Old'),
  'content/posts/2026-02-03-two/index.de.md': post('Zwei').replace('date: 2026-01-01\n', ''),
  'content/posts/three.md': post('Three'),
  'content/posts/three.fr.md': post('Trois', 'lang: fr\n'),
  'content/posts/node.js.md': post('Node'),
  'content/posts/_index.md': post('Section'),
  'content/posts/_later.md': post('Later'),
  'content/posts/_drafts/draft/index.md': post('Draft', '', '![e](e.png)'),
  'content/posts/_drafts/draft/e.png': png({ width: 4, height: 4 }),
  'content/posts/f.html': '<p>',
  'content/posts/g.mdx': 'x',
  'content/posts/h.org': 'x',
  'content/pages/about.md': post('About'),
  'content/pages/about.de.md': post('Über', 'lang: de\n'),
  'content/stray.md': post('Stray'),
  'content/stray.png': png({ width: 4, height: 4 }),
};

test('every file is accounted for', async () => {
  const root = scratchFolder();
  writeFiles(root, site);
  const { diagnostics, outputs } = await cleanBuild(root, { templates });
  const named = diagnostics.flatMap(({ code, at }) => (code.startsWith('file/') ? [`${code} ${at?.path}`] : []));
  expect(named.toSorted()).toEqual([
    'file/held-back content/posts/_index.md',
    'file/held-back content/posts/_later.md',
    'file/left-out content/posts/f.html',
    'file/left-out content/posts/g.mdx',
    'file/left-out content/posts/h.org',
    'file/left-out content/posts/one/d.svg',
    'file/left-out content/posts/one/index.old.md',
    'file/left-out content/posts/one/notes.md',
    'file/left-out content/stray.png',
    'file/misplaced content/stray.md',
  ]);
  const files = outputs ?? {};
  const pages = Object.keys(files).filter((path) => /^(?:posts|about)/.test(path) && path.endsWith('.html'));
  expect(pages.toSorted()).toEqual([
    'about.de/index.html',
    'about/index.html',
    'posts/node.js/index.html',
    'posts/one-es/index.html',
    'posts/one-pt-br/index.html',
    'posts/one/index.html',
    'posts/three.fr/index.html',
    'posts/three/index.html',
    'posts/two-de/index.html',
  ]);
  const page = (path: string) => files[path] ?? '';
  expect(page('posts/one/index.html')).toContain('<a href="../one-es/" hreflang="es" lang="es" dir="ltr">Uno</a>');
  expect(page('posts/one/index.html')).toContain(
    '<a href="../one-pt-br/" hreflang="pt-BR" lang="pt-BR" dir="ltr">Um</a>',
  );
  expect(page('posts/one-es/index.html')).toContain('<html lang="es"');
  expect(page('posts/one-es/index.html')).toContain('<a href="../one/" hreflang="en" lang="en" dir="ltr">One</a>');
  expect(page('posts/one-es/index.html')).toContain(
    '<link rel="alternate" hreflang="pt-BR" href="https://example.org/posts/one-pt-br/"/>',
  );
  expect(page('posts/three/index.html')).toContain(
    '<a href="../three.fr/" hreflang="fr" lang="fr" dir="ltr">Trois</a>',
  );
  expect(page('about/index.html')).toContain('<a href="../about.de/" hreflang="de" lang="de" dir="ltr">Über</a>');
  expect(page('posts/two-de/index.html')).toContain('datetime="2026-02-03');
  // A translation is not in lists and feeds that have its original, but a text in only one language is.
  expect(page('index.html')).not.toContain('Uno');
  expect(page('feed.xml')).not.toContain('>Uno<');
  expect(page('index.html')).toContain('Zwei');
  expect(page('sitemap.xml')).toContain('<loc>https://example.org/posts/one-es/</loc>');
});

test('a draft of the original leaves its translation a post of its own', async () => {
  const root = scratchFolder();
  writeFiles(root, {
    'content/posts/one/index.md': post('One', 'draft: true\n'),
    'content/posts/one/index.es.md': post('Uno'),
  });
  const { outputs } = await cleanBuild(root, { templates });
  const home = outputs?.['index.html'] ?? '';
  expect(home).toContain('Uno');
  expect(home).not.toContain('>One<');
});

test('only what looks like a language makes a translation', () => {
  const pages = (...names: string[]) => pageFilesAmong(names.map((name) => `content/posts/${name}`)).value.length;
  expect(pages('a/index.md', 'a/index.en.md', 'a/index.zh-hans.md')).toBe(3);
  expect(pages('a/index.md', 'a/index.v2.md', 'a/index.copy.md', 'a/es.md')).toBe(1);
});
