// Each page is in one bucket, which depends on nothing but the page's path.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOf, bucketsFor, pagesInBucket } from '../../../src/pipeline/graph/buckets.ts';

const paths = fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 300 });

test('each page is in its bucket once, in the order of pages', () => {
  fc.assert(
    fc.property(paths, (pages) => {
      const shelves = bucketsFor(pages);
      expect(new Set(shelves).size).toBe(shelves.length);
      for (const shelf of shelves)
        expect(pagesInBucket(shelf, pages)).toEqual(pages.filter((path) => bucketOf(path) === shelf));
      expect(shelves.flatMap((shelf) => pagesInBucket(shelf, pages)).toSorted()).toEqual(pages.toSorted());
    }),
  );
});

test('pages are spread over buckets', () => {
  const pages = Array.from({ length: 10_000 }, (_, index) => `content/posts/post-${index}.md`);
  expect(Math.max(...bucketsFor(pages).map((shelf) => pagesInBucket(shelf, pages).length))).toBeLessThan(160);
});
