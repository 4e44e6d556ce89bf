// What a reader loads to search a thousand posts, made of the prose of the shipped posts: it must stay small.

import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { printSearchIndex, searchEntriesIn } from '../../../src/site/search/search-index.ts';
import { answersOf, configOf, summaryOf } from '../samples.ts';

const posts = new URL('../../../content/posts/', import.meta.url);
const prose = readdirSync(posts)
  .map((slug) => readFileSync(new URL(`${slug}/index.md`, posts), 'utf8'))
  .join('\n')
  .match(/[A-Za-z]+/g);

// 150 KB are promised; texts of other authors repeat themselves less, perhaps.
test('a thousand posts weigh well below 150 KB compressed', () => {
  let at = 0;
  const say = (count: number) =>
    Array.from({ length: count }, () => (prose ?? [])[at++ % (prose?.length ?? 1)] ?? '').join(' ');
  const summaries = Array.from({ length: 1000 }, (_, index) =>
    summaryOf(`post-${index}`, {
      title: say(7),
      description: say(20),
      headings: Array.from({ length: 8 }, () => say(5)),
    }),
  );
  const { faceOf, headingsOf, spanOf } = answersOf(summaries);
  const options = { drafts: false, future: false, hasPassed: () => true, spanOf };
  const searched = searchEntriesIn(collect(summaries, configOf(), options).value, 1, faceOf, headingsOf);
  const bytes = gzipSync(printSearchIndex(searched), { level: 9 }).length;
  expect(bytes).toBeLessThan(125 * 1024);
});
