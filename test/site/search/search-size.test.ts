// The size of the search index of a thousand posts, made from the prose of the shipped posts: it must stay small.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { printSearchIndex, searchEntriesIn } from '../../../src/site/search/search-index.ts';
import { answersOf, configOf, pageSample } from '../samples.ts';

const posts = new URL('../../../content/posts/', import.meta.url);
const prose = readdirSync(posts)
  .map((slug) => readFileSync(new URL(`${slug}/index.md`, posts), 'utf8'))
  .join('\n')
  .match(/[A-Za-z]+/g);

// The promise is 150 KB; the limit is lower because other authors may repeat fewer words.
test('the index of a thousand posts has well below 150 KB compressed', () => {
  let at = 0;
  const words = (count: number) =>
    Array.from({ length: count }, () => (prose ?? [])[at++ % (prose?.length ?? 1)] ?? '').join(' ');
  const pages = Array.from({ length: 1000 }, (_, index) =>
    pageSample(`post-${index}`, {
      title: words(7),
      description: words(20),
      headings: Array.from({ length: 8 }, () => words(5)),
    }),
  );
  const { teaserOf, headingsOf, spanOf } = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, spanOf };
  const entries = searchEntriesIn(collect(pages, configOf(), options).value, 1, teaserOf, headingsOf);
  const bytes = gzipSync(printSearchIndex(entries), { level: 9 }).length;
  expect(bytes).toBeLessThan(125 * 1024);
});
