// Each page is in one bucket, which depends on nothing but the page's path, and each bucket in one strip.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bucketOf,
  bucketsFor,
  bucketsInStrip,
  pagesInBucket,
  stripsFor,
} from '../../../src/pipeline/rule-values/page-buckets.ts';

const paths = fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 300 });

test('each page is in its bucket once, in the order of pages', () => {
  fc.assert(
    fc.property(paths, (pages) => {
      const buckets = bucketsFor(pages);
      expect(new Set(buckets).size).toBe(buckets.length);
      for (const bucket of buckets)
        expect(pagesInBucket(bucket, pages)).toEqual(pages.filter((path) => bucketOf(path) === bucket));
      expect(buckets.flatMap((bucket) => pagesInBucket(bucket, pages)).toSorted()).toEqual(pages.toSorted());
    }),
  );
});

test('pages are spread over buckets', () => {
  const pages = Array.from({ length: 10_000 }, (_, index) => `content/posts/post-${index}.md`);
  expect(Math.max(...bucketsFor(pages).map((bucket) => pagesInBucket(bucket, pages).length))).toBeLessThan(160);
});

test.each([
  [0, 0],
  [1, 1],
  [1000, 16],
  [4096, 16],
  [4097, 32],
  [10_000, 64],
  [100_000, 128],
])('the buckets of %i pages are in %i strips, each in one', (count, strips) => {
  const pages = Array.from({ length: count }, (_, index) => `content/posts/post-${index}.md`);
  const names = stripsFor(pages);
  expect(new Set(names).size).toBe(strips);
  expect(names.flatMap((name) => bucketsInStrip(name, pages)).toSorted()).toEqual(bucketsFor(pages).toSorted());
});
