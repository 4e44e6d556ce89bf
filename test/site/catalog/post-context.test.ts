import { expect, test } from 'vitest';
import type { Catalog, Entry } from '../../../src/model/site.ts';
import { postContextDigest, postContextOf } from '../../../src/site/catalog/post-context.ts';

function entry(path: string, change: Partial<Entry> = {}): Entry {
  return {
    path,
    kind: 'post',
    url: `/${path}/`,
    title: path,
    date: null,
    updated: null,
    description: null,
    tags: ['go'],
    series: null,
    authors: [],
    minutes: 1,
    unlisted: false,
    unpublished: null,
    canonical: null,
    ...change,
  };
}

const paths = ['a', 'older', 'newer', 'related', 'back', 'part', 'other'];

type Site = Catalog & { readonly entries: { readonly [path: string]: Entry } };

/** A site around the post `a`, with changes by path; in a series with `part` if asked for. */
function site(changes: { [path: string]: Partial<Entry> } = {}, change: Partial<Catalog> = {}): Site {
  const isPart = { series: 'loops' };
  const own: { [path: string]: Partial<Entry> } = { a: isPart, part: isPart };
  const entries = Object.fromEntries(paths.map((path) => [path, entry(path, { ...own[path], ...changes[path] })]));
  return {
    posts: paths,
    pages: [],
    tags: [{ name: 'Go', slug: 'go', description: null, posts: paths }],
    series: [{ name: 'Loops', slug: 'loops', description: null, parts: ['a', 'part'] }],
    years: [],
    relations: { a: { newer: 'newer', older: 'older', related: ['related'], backlinks: ['back'] } },
    withheld: [],
    broken: [],
    claims: [],
    ...change,
    entries,
  };
}

function surroundingsIn(site: Site, path: string) {
  return postContextOf(site, path, (one) => {
    const { title, description, authors, minutes } = site.entries[one] ?? entry(one);
    return { title, description, authors, minutes };
  });
}

const digestIn = (site: Site) => postContextDigest(surroundingsIn(site, 'a'));
const before = digestIn(site());

const seen: readonly (readonly [string, Site])[] = [
  ...['older', 'newer', 'related', 'back', 'part'].map(
    (path) => [`the title of \`${path}\``, site({ [path]: { title: 'New' } })] as const,
  ),
  ['its own title', site({ a: { title: 'New' } })],
  ['its own authors', site({ a: { authors: ['New'] } })],
  ['the state of a post it names', site({ related: { unpublished: 'draft' } })],
  ['the name of its tag', site({}, { tags: [{ name: 'Golang', slug: 'go', description: null, posts: paths }] })],
  [
    'what leads to it',
    site({}, { relations: { a: { newer: 'newer', older: 'older', related: ['related'], backlinks: [] } } }),
  ],
  [
    'the order of its series',
    site({}, { series: [{ name: 'Loops', slug: 'loops', description: null, parts: ['part', 'a'] }] }),
  ],
];
for (const [what, catalog] of seen) test(`${what} is seen`, () => expect(digestIn(catalog)).not.toBe(before));

const unseen: readonly (readonly [string, Site])[] = [
  ['a post it does not name', site({ other: { title: 'New' } })],
  ['authors of a post it names', site({ related: { authors: ['New'] } })],
  ['another post under its tag', site({}, { tags: [{ name: 'Go', slug: 'go', description: null, posts: ['a'] }] })],
  ['the order of all posts', site({}, { posts: paths.toReversed() })],
];
for (const [what, catalog] of unseen) test(`${what} is not seen`, () => expect(digestIn(catalog)).toBe(before));

test('a post that is not there has none', () => {
  expect(surroundingsIn(site(), 'gone')).toBeNull();
  expect(postContextDigest(null)).not.toBe(before);
});
