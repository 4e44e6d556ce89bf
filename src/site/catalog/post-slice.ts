// A stretch of the stream of posts, or of a tag's, cut out of the catalog: what a page of a list or a feed shows. So an edit
// makes anew the lists and feeds that show what it changed, and no others.

import type { Catalog, Entry, Tag } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';
import { seriesOf, tagNamesOf, tagOf } from './by-slug.ts';
import { entriesOf, type TeaserOf } from './entries.ts';
import { digestOfEntry } from './entry-digest.ts';

export interface PostSlice {
  /** Null for the stream of all posts. */
  readonly tag: Pick<Tag, 'slug' | 'name' | 'description'> | null;
  /** Posts of the whole stream. */
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

/** Where in its series a post stands, from 1. */
export interface SeriesPlace {
  readonly slug: string;
  readonly name: string;
  readonly part: number;
  readonly of: number;
}

/** From a post (0 is the newest) up to `count` of a tag's posts, or of all for null; null where there is no such tag. */
export function postSliceOf(
  catalog: Catalog,
  slug: string | null,
  from: number,
  count: number,
  faceOf: TeaserOf,
): PostSlice | null {
  const tag = slug === null ? null : tagOf(catalog, slug);
  if (slug !== null && tag === null) return null;
  const paths = tag?.posts ?? catalog.posts;
  const entries = entriesOf(catalog, paths.slice(from, from + count), faceOf);
  return {
    tag: tag && { slug: tag.slug, name: tag.name, description: tag.description },
    total: paths.length,
    posts: entries.map((entry) => ({
      entry,
      tagNames: tagNamesOf(catalog, entry),
      series: placeInSeries(catalog, entry),
    })),
  };
}

/** A stretch as one word, for those who can only pass on a text. Slugs hold no spaces. */
export function postSliceName(slug: string | null, from: number, count: number): string {
  return `${slug ?? ''} ${from} ${count}`;
}

export function postSliceNamed(catalog: Catalog, name: string, faceOf: TeaserOf): PostSlice | null {
  const [slug = '', from, count] = name.split(' ');
  return postSliceOf(catalog, slug === '' ? null : slug, Number(from), Number(count), faceOf);
}

/** The digest of all of it. */
export function postSliceDigest(stretch: PostSlice | null): string {
  if (stretch === null) return digestOf('');
  const { posts, ...rest } = stretch;
  return digestOf(JSON.stringify([rest, ...posts.map(({ entry, ...names }) => [digestOfEntry(entry), names])]));
}

function placeInSeries(catalog: Catalog, entry: Entry): SeriesPlace | null {
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  if (series === null) return null;
  const { slug, name, parts } = series;
  return { slug, name, part: parts.indexOf(entry.path) + 1, of: parts.length };
}
