// The site in this repository, whatever posts it has: built by the real program and checked as files.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { brokenReferences } from '../../src/pipeline/checks/built-links.ts';
import { listName } from '../../src/pipeline/output/emit.ts';
import { digestOf } from '../../src/text/digest.ts';
import { atomFindings, jsonFeedFindings, rssFindings } from '../site/feeds/validator-rules.ts';
import { builtSite } from '../support/built-site.ts';
import { readFiles, scratchFolder } from '../support/folder.ts';

const repository = join(import.meta.dirname, '..', '..');
let files: { [path: string]: string } = {};

beforeAll(async () => {
  const { [listName]: _list, ...all } = readFiles(await builtSite('ours'));
  files = all;
}, 60_000);

const htmlPaths = () => Object.keys(files).filter((path) => path.endsWith('.html'));

test('it has the files that every site has', () => {
  for (const path of [
    'index.html',
    '404.html',
    'feed.xml',
    'rss.xml',
    'feed.json',
    'sitemap.xml',
    'robots.txt',
    'llms.txt',
    '_headers',
    '_redirects',
    '.nojekyll',
    'archive/index.html',
  ]) {
    expect(files, path).toHaveProperty([path]);
  }
});

test('everything published is recorded, and nothing recorded is lost', () => {
  const program = join(repository, 'scripts', 'octavo.cjs');
  const { diagnostics } = JSON.parse(
    execFileSync(process.execPath, [program, 'check', '--json'], { encoding: 'utf8' }),
  );
  // Run `npm run check -- --record` after adding a post.
  expect(diagnostics).toEqual([]);
}, 200_000);

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // preact prints `<br/>`; both forms are valid HTML.
      'void-style': 'off',
      'no-inline-style': 'error',
      // Browsers don't care about long or single lines.
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'doctype-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      // Table cells and figures may contain blocks.
      'prefer-native-element': 'off',
      'require-sri': 'off',
    },
  });
  const wrong: string[] = [];
  for (const path of htmlPaths()) {
    const report = await validator.validateString(files[path] ?? '');
    for (const { messages } of report.results)
      for (const { ruleId, message, line, column } of messages)
        wrong.push(`${path}:${line}:${column} ${ruleId} ${message}`);
  }
  expect(wrong.slice(0, 20)).toEqual([]);
}, 120_000);

test('every link and anchor resolves, at the root and under a path, without a rebuild', () => {
  const outputs = Object.entries(files).map(([path, text]) => ({
    path,
    digest: digestOf(text),
    bytes: () => new TextEncoder().encode(text),
  }));
  expect(brokenReferences(outputs)).toEqual([]);
  // Under a path the same files refer to each other in the same way, so no reference may start at the root of the host.
  const rooted = htmlPaths().filter(
    (path) => path !== '404.html' && / (?:href|src|srcset|action)="\/(?!\/)/.test(files[path] ?? ''),
  );
  expect(rooted).toEqual([]);
});

test('no page has inline scripts or styles or loads anything from another host', () => {
  for (const path of htmlPaths()) {
    const html = files[path] ?? '';
    expect(html, path).not.toMatch(/<style|<[^>]+ style="|<[^>]+ on[a-z]+="/i);
    const scripts = [...html.matchAll(/<script(?![^>]* src=)([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(
      scripts.filter((attributes) => attributes !== ' type="application/ld+json"'),
      path,
    ).toEqual([]);
    expect(html, path).not.toMatch(/<(?:img|script|iframe|video|audio|source)[^>]* src="(?:https?:)?\/\//);
    expect(html, path).not.toMatch(/<link rel="(?:stylesheet|preload|icon)"[^>]* href="(?:https?:)?\/\//);
  }
});

test('every post has an image for other sites', () => {
  const posts = htmlPaths().filter(
    (path) => /^posts\/[^/]+\/index\.html$/.test(path) && !(files[path] ?? '').includes('http-equiv="refresh"'),
  );
  expect(posts.length).toBeGreaterThan(30);
  for (const path of posts) {
    const [, image = ''] =
      /<meta property="og:image" content="https:\/\/example\.org\/blog\/([^"]+)"/.exec(files[path] ?? '') ?? [];
    expect(Object.hasOwn(files, image), path).toBe(true);
  }
});

describe('feeds', () => {
  for (const path of ['feed.xml', 'rss.xml', 'sitemap.xml']) {
    test(`${path} is well-formed`, () => {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (problem) => {
        throw problem;
      });
      parser.write(files[path] ?? '').close();
    });
  }

  test('three validators find nothing in any of them', () => {
    const found = Object.entries(files).flatMap(([path, text]) => {
      const address = `https://example.org/blog/${path}`;
      if (path === 'feed.json') return jsonFeedFindings(text, address);
      if (path === 'rss.xml') return rssFindings(text, address);
      return path.endsWith('feed.xml') ? atomFindings(text, address) : [];
    });
    // A post about streams shows what a character cut in two looks like.
    expect(found.filter((finding) => finding !== 'BadCharacters')).toEqual([]);
  });

  test('feed.json names posts in full', () => {
    const feed = JSON.parse(files['feed.json'] ?? '') as { items: { url: string; content_html: string }[] };
    for (const item of feed.items) {
      expect(item.url).toMatch(/^https:\/\/example\.org\/blog\//);
      expect(item.content_html).not.toMatch(/ (?:href|src)="(?!https?:|mailto:|data:image\/|#)/);
    }
  });
});

test('ids are unique on each page', () => {
  for (const path of htmlPaths()) {
    const ids = [...(files[path] ?? '').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length, path).toBe(new Set(ids).size);
  }
});

test('a site of one post, without site.yaml, builds', () => {
  const root = scratchFolder();
  const program = join(repository, 'scripts/octavo.cjs');
  execFileSync(process.execPath, [program, 'new', 'A first post', '--root', root], { stdio: 'ignore' });
  execFileSync(process.execPath, [program, 'build', '--root', root], { stdio: 'ignore' });
  expect(existsSync(join(root, 'dist/posts/a-first-post/index.html'))).toBe(true);
  expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toContain('A first post');
  expect(existsSync(join(root, 'dist/feed.xml'))).toBe(false);
});
