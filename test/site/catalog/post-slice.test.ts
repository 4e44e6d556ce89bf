import { expect, test } from 'vitest';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { postSliceDigest, postSliceOf } from '../../../src/site/catalog/post-slice.ts';
import { answersOf, configOf, type PageSample, pageSample } from '../samples.ts';

function sliceIn(pages: readonly PageSample[], tag: string | null, from = 0, count = 10) {
  const { teaserOf, spanOf } = answersOf(pages);
  const { value } = collect(pages, configOf(), {
    drafts: false,
    future: false,
    hasPassed: () => true,
    recordedIds: {},
    spanOf,
  });
  return postSliceOf(value, tag, from, count, teaserOf);
}

const series = { name: 'Loops', part: null };
const a = (change = {}) => pageSample('a', { date: '2026-01-04', tags: ['Go'], ...change });
const b = (change = {}) => pageSample('b', { date: '2026-01-03', tags: ['Go', 'Nix'], series, ...change });
const c = (change = {}) => pageSample('c', { date: '2026-01-02', tags: ['Nix'], ...change });
const d = (change = {}) => pageSample('d', { date: '2026-01-01', tags: ['Zig'], series, ...change });
const site = [a(), b(), c(), d()];

const pathsIn = (...input: Parameters<typeof sliceIn>) => {
  const slice = sliceIn(...input);
  return slice && [slice.total, ...slice.posts.map(({ entry }) => entry.path.slice(-4, -3))];
};

test('a slice has as many posts as there are', () => {
  expect(pathsIn(site, null, 0, 2)).toEqual([4, 'a', 'b']);
  expect(pathsIn(site, null, 2, 5)).toEqual([4, 'c', 'd']);
  expect(pathsIn(site, 'nix')).toEqual([2, 'b', 'c']);
  expect(pathsIn(site, 'gone')).toBeNull();
});

const digestIn = (pages: readonly PageSample[], ...rest: [tag: string | null, from?: number, count?: number]) =>
  postSliceDigest(sliceIn(pages, ...rest));

const affecting: readonly (readonly [change: string, pages: readonly PageSample[], tag: string | null])[] = [
  ['the title of a post in it', [a({ title: 'New' }), b(), c(), d()], null],
  ['the title of a post of the tag', [a({ title: 'New' }), b(), c(), d()], 'go'],
  ['the name of a tag', [a(), b({ tags: ['Go', 'NIX'] }), c({ tags: ['NIX'] }), d()], 'nix'],
  ['how many posts there are', [a(), b(), c(), d(), pageSample('e', { date: '2025-01-01' })], null],
  ['how many parts a series has', [a(), b(), c(), d({ series: null })], 'go'],
];
for (const [what, pages, tag] of affecting)
  test(`${what} changes the digest`, () => expect(digestIn(pages, tag, 0, 2)).not.toBe(digestIn(site, tag, 0, 2)));

test("posts outside the slice don't change the digest", () => {
  expect(digestIn([a({ title: 'New' }), b(), c(), d()], 'nix')).toBe(digestIn(site, 'nix'));
  expect(digestIn([a(), b(), c(), d({ title: 'New' })], null, 0, 2)).toBe(digestIn(site, null, 0, 2));
});
