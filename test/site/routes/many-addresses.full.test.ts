// A sitemap may have 50,000 addresses; more are in several.

import { expect, test } from 'vitest';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { sitemapFor } from '../../../src/site/files/sitemap.ts';
import { answersOf, configOf } from '../samples.ts';
import { manyPosts, routesOf } from './routes-of.ts';

/** Home page, archive, tags and series are in the sitemap, too. */
const inSitemap = 50_000 - 4;

test.each([
  [inSitemap, ['/sitemap.xml']],
  [inSitemap + 1, ['/sitemap.xml', '/sitemap-1.xml', '/sitemap-2.xml']],
])('%i posts', (count, expected) => {
  const { value } = routesOf({ pages: manyPosts(count) });
  expect(value.flatMap(({ kind, url }) => (kind === 'sitemap' ? [url] : []))).toEqual(expected);
});

test('each address is in one part, exactly once', () => {
  const pages = manyPosts(50_100);
  const { spanOf } = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, spanOf };
  const { value: catalog } = collect(pages, configOf(), options);
  const partOf = (part: number | null) =>
    sitemapFor(catalog, configOf().permalinks, 'https://example.org', part).match(/<loc>[^<]+/g) ?? [];
  expect(partOf(null)).toEqual(['<loc>https://example.org/sitemap-1.xml', '<loc>https://example.org/sitemap-2.xml']);
  const locations = [partOf(1), partOf(2)];
  expect(locations.map(({ length }) => length)).toEqual([50_000, 104]);
  expect(new Set(locations.flat()).size).toBe(50_104);
});
