import { expect, test } from 'vitest';
import type { Catalog, Entry } from '../../../src/model/site.ts';
import { postContextDigest, postContextOf } from '../../../src/site/catalog/post-context.ts';

function entry(path: string, change: Partial<Entry> = {}): Entry {
  return {
    path,
    kind: 'post',
    url: `/${path}/`,
    id: null,
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
    lang: null,
    translations: [],
    ...change,
  };
}

const paths = ['a', 'older', 'newer', 'related', 'back', 'part', 'other'];

type Site = Catalog & { readonly entries: { readonly [path: string]: Entry } };

/** A site around the post `a`, which is in a series with the post `part`. `changes` are by path. */
function site(changes: { [path: string]: Partial<Entry> } = {}, change: Partial<Catalog> = {}): Site {
  const isPart = { series: 'loops' };
  const own: { [path: string]: Partial<Entry> } = { a: isPart, part: isPart };
  const entries = Object.fromEntries(paths.map((path) => [path, entry(path, { ...own[path], ...changes[path] })]));
  return {
    posts: paths,
    pages: [],
    tags: [{ name: 'Go', slug: 'go', description: null, posts: paths }],
    series: [{ name: 'Loops', slug: 'loops', description: null, parts: ['a', 'part'] }],
    authors: [],
    years: [],
    relations: { a: { newer: 'newer', older: 'older', related: ['related'], backlinks: ['back'] } },
    withheld: [],
    broken: [],
    pageAddresses: [],
    ...change,
    entries,
  };
}

function contextIn(site: Site, path: string) {
  return postContextOf(site, path, (linkedPath) => {
    const { title, description, authors, minutes } = site.entries[linkedPath] ?? entry(linkedPath);
    return { title, description, authors, minutes };
  });
}

const digestIn = (site: Site) => postContextDigest(contextIn(site, 'a'));
const before = digestIn(site());

const affecting: readonly (readonly [string, Site])[] = [
  ...['older', 'newer', 'related', 'back', 'part'].map(
    (path) => [`the title of \`${path}\``, site({ [path]: { title: 'New' } })] as const,
  ),
  ['its own title', site({ a: { title: 'New' } })],
  ['its own authors', site({ a: { authors: [{ name: 'New', url: null }] } })],
  ['the state of a linked post', site({ related: { unpublished: 'draft' } })],
  ['the name of its tag', site({}, { tags: [{ name: 'Golang', slug: 'go', description: null, posts: paths }] })],
  [
    'its backlinks',
    site({}, { relations: { a: { newer: 'newer', older: 'older', related: ['related'], backlinks: [] } } }),
  ],
  [
    'the order of its series',
    site({}, { series: [{ name: 'Loops', slug: 'loops', description: null, parts: ['part', 'a'] }] }),
  ],
];
for (const [what, catalog] of affecting)
  test(`${what} changes the digest`, () => expect(digestIn(catalog)).not.toBe(before));

const unaffecting: readonly (readonly [string, Site])[] = [
  ['a post that is not linked', site({ other: { title: 'New' } })],
  ['authors of a linked post', site({ related: { authors: [{ name: 'New', url: null }] } })],
  ['another post with its tag', site({}, { tags: [{ name: 'Go', slug: 'go', description: null, posts: ['a'] }] })],
  ['the order of all posts', site({}, { posts: paths.toReversed() })],
];
for (const [what, catalog] of unaffecting)
  test(`${what} doesn't change the digest`, () => expect(digestIn(catalog)).toBe(before));

test('a missing post has no context', () => {
  expect(contextIn(site(), 'gone')).toBeNull();
  expect(postContextDigest(null)).not.toBe(before);
});
