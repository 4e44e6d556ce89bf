// Shelves hold each page once, and where a page stands depends on nothing but its path.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagesOn, shelfOf, shelvesFor } from '../../../src/pipeline/graph/buckets.ts';

const paths = fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 300 });

test('each page stands on its shelf, once, in the order of pages', () => {
  fc.assert(
    fc.property(paths, (pages) => {
      const shelves = shelvesFor(pages);
      expect(new Set(shelves).size).toBe(shelves.length);
      for (const shelf of shelves)
        expect(pagesOn(shelf, pages)).toEqual(pages.filter((path) => shelfOf(path) === shelf));
      expect(shelves.flatMap((shelf) => pagesOn(shelf, pages)).toSorted()).toEqual(pages.toSorted());
    }),
  );
});

test('pages spread over shelves', () => {
  const pages = Array.from({ length: 10_000 }, (_, index) => `content/posts/post-${index}.md`);
  expect(Math.max(...shelvesFor(pages).map((shelf) => pagesOn(shelf, pages).length))).toBeLessThan(160);
});
