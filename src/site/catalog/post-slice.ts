// A slice of all posts, or of those of a tag or author, taken from the catalog: what a list page or a feed shows. It must never hold
// more: an edit rebuilds every list and feed whose slice it changes.

import type { AuthorPosts, Catalog, Entry, Tag } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';
import { seriesOf, tagNamesOf, tagOf } from './by-slug.ts';
import { entriesOf, type TeaserOf } from './entries.ts';
import { digestOfEntry } from './entry-digest.ts';

export interface PostSlice {
  /** Null for a slice of all posts. */
  readonly tag: Pick<Tag, 'slug' | 'name' | 'description'> | null;
  /** The key of the author for a slice of their posts. */
  readonly author: string | null;
  /** How many posts there are to take slices from. */
  readonly total: number;
  /** Newest first. */
  readonly posts: readonly SlicedPost[];
}

export interface SlicedPost {
  readonly entry: Entry;
  /** In the order of the entry's tags. */
  readonly tagNames: readonly string[];
  readonly series: SeriesPlace | null;
}

/** A post's position in its series; parts count from 1. */
export interface SeriesPlace {
  readonly slug: string;
  readonly name: string;
  readonly part: number;
  readonly of: number;
}

/**
 * Up to `count` posts, starting at index `from` (0 is the newest): of all posts for null, of an author for `@` and a key, otherwise of a
 * tag by its slug. Null if there is no such tag or author.
 */
export function postSliceOf(
  catalog: Catalog,
  of: string | null,
  from: number,
  count: number,
  teaserOf: TeaserOf,
): PostSlice | null {
  const author = authorNamed(catalog, of);
  const tag = of === null || author !== null ? null : tagOf(catalog, of);
  if (of !== null && tag === null && author === null) return null;
  const paths = author?.posts ?? tag?.posts ?? catalog.posts;
  const entries = entriesOf(catalog, paths.slice(from, from + count), teaserOf);
  return {
    tag: tag && { slug: tag.slug, name: tag.name, description: tag.description },
    author: author?.key ?? null,
    total: paths.length,
    posts: entries.map((entry) => ({
      entry,
      tagNames: tagNamesOf(catalog, entry),
      series: seriesPlaceOf(catalog, entry),
    })),
  };
}

/** Writes the arguments of `postSliceOf` as one string, to pass as the argument of an engine rule. Slugs contain no spaces. */
export function postSliceName(of: string | null, from: number, count: number): string {
  return `${of ?? ''} ${from} ${count}`;
}

/** The slice that `postSliceName` wrote. */
export function postSliceNamed(catalog: Catalog, name: string, teaserOf: TeaserOf): PostSlice | null {
  const [of = '', from, count] = name.split(' ');
  return postSliceOf(catalog, of === '' ? null : of, Number(from), Number(count), teaserOf);
}

/** The digest of everything in `slice`. */
export function postSliceDigest(slice: PostSlice | null): string {
  if (slice === null) return digestOf('');
  const { posts, ...rest } = slice;
  return digestOf(JSON.stringify([rest, ...posts.map(({ entry, ...names }) => [digestOfEntry(entry), names])]));
}

/** The slice of an author's posts, for `postSliceOf`. No slug of a tag begins like that. */
export function postsOfAuthor(key: string): string {
  return `@${key}`;
}

function authorNamed({ authors }: Catalog, of: string | null): AuthorPosts | null {
  return authors.find(({ key }) => postsOfAuthor(key) === of) ?? null;
}

function seriesPlaceOf(catalog: Catalog, entry: Entry): SeriesPlace | null {
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  if (series === null) return null;
  const { slug, name, parts } = series;
  return { slug, name, part: parts.indexOf(entry.path) + 1, of: parts.length };
}
