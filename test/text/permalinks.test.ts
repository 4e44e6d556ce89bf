import { describe, expect, test } from 'vitest';
import {
  fillPermalink,
  isPageAddress,
  type PermalinkKind,
  permalinkFolder,
  permalinkMistake,
} from '../../src/text/permalinks.ts';

describe('valid patterns', () => {
  const valid: readonly (readonly [PermalinkKind, string])[] = [
    ['posts', '/:year/:month/:day/:slug/'],
    ['posts', '/:section/:slug.html'],
    ['posts', '/:year-:month-:day-:slug.htm'],
    ['posts', '/blog/:slug/index.html'],
    ['pages', '/:slug/'],
    ['tags', '/tag-:tag.html'],
    ['series', '/:series/'],
    ['pagination', '/:number/'],
    ['pagination', '/page:number/'],
  ];
  test.each(valid)('%s: %s', (kind, pattern) => expect(permalinkMistake(pattern, kind)).toBeNull());
});

describe('mistakes', () => {
  const wrong: readonly (readonly [PermalinkKind, string, string])[] = [
    ['posts', ':year/:slug/', 'must start with `/`\nwrite it like `/:year/:month/:slug/`'],
    ['posts', '/:year/:slug', 'is not the address of a page: `/:year/:slug`'],
    ['posts', '/../:slug/', 'is not the address of a page'],
    ['posts', '//evil.example/:slug/', 'is not the address of a page'],
    ['posts', '/?p=:slug.html', 'is not the address of a page'],
    ['posts', '/my blog/:slug/', 'is not the address of a page'],
    ['posts', '/:year/:month/', 'needs `:slug`, or all addresses would be the same'],
    ['posts', '/:categories/:slug/', 'has no part `:categories`\nuse `:year`, `:month`, `:day`, `:slug`, `:section`'],
    ['posts', '/:title/', 'has no part `:title`\nwrite `:slug`'],
    ['pages', '/:year/:slug/', 'has no part `:year`\nuse `:slug`, `:section`'],
    ['tags', '/tags/:slug/', 'has no part `:slug`\nuse `:tag`'],
    ['pagination', '/page/:num/', 'has no part `:num`\nwrite `:number`'],
  ];
  test.each(wrong)('%s: %s', (kind, pattern, message) => expect(permalinkMistake(pattern, kind)).toContain(message));
});

test('values are filled in as they are, and one that is empty leaves no empty step', () => {
  const values = { year: '2019', month: '05', section: 'linux/kernel', slug: 'a$& :year b' };
  expect(fillPermalink('/:year/:month/:section/:slug.html', values)).toBe('/2019/05/linux/kernel/a$& :year b.html');
  expect(fillPermalink('/:section/:slug/', { section: '', slug: 'a' })).toBe('/a/');
});

test.each([
  ['/tags/:tag/', '/tags/'],
  ['/topics/in-:tag.html', '/topics/'],
  ['/:tag/', '/'],
])('the folder of %s is %s', (pattern, folder) => expect(permalinkFolder(pattern)).toBe(folder));

test.each([
  ['/a/', true],
  ['/2019/ä b.html', true],
  ['/', true],
  ['/a', false],
  ['/a.php', false],
  ['a/', false],
  ['/a//b/', false],
  ['/a/./b/', false],
  ['/a\\b/', false],
  [`/${'ä'.repeat(128)}/`, false],
])('%s can be the address of a page: %s', (url, expected) => expect(isPageAddress(url)).toBe(expected));
