// Groups of pages that are read together: a rule that needs all pages reads a hundred buckets instead of ten thousand pages, and an edit
// updates one of them. The bucket of a page must depend on its path alone, so that a new page moves no other.

import type { Derived, Get } from '../../engine/graph/rule.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PageTeaser } from '../../model/page-parts.ts';
import type { TeaserOf } from '../../site/catalog/entries.ts';
import { hashOf } from '../../text/hash.ts';

interface Teasers {
  readonly teasers: { readonly [path: string]: PageTeaser };
}

/** Many enough that updating one is little work, few enough that reading all of them is, too. */
const bucketCount = 128;

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

export function bucketOf(path: string): string {
  return String(hashOf(path) % bucketCount);
}

/** The buckets that have any of the pages, in a fixed order. */
export function bucketsFor(pages: readonly string[]): readonly string[] {
  return [...groups(pages).keys()];
}

/** Few enough that each of many rules can read all of them. */
const minStrips = 16;
const pagesPerStrip = 256;

/** The strips that have any of the pages. A strip is some of the buckets. */
export function stripsFor(pages: readonly string[]): readonly string[] {
  const count = stripCountFor(pages);
  return [...new Set(bucketsFor(pages).map((bucket) => stripOf(bucket, count)))];
}

/** The buckets of a strip that have any of the pages. */
export function bucketsInStrip(strip: string, pages: readonly string[]): readonly string[] {
  const count = stripCountFor(pages);
  return bucketsFor(pages).filter((bucket) => stripOf(bucket, count) === strip);
}

/** A power of two, as the number of buckets is. Grows with the site, so that an edit doesn't read more pages the more there are. */
function stripCountFor(pages: readonly string[]): number {
  return Math.min(bucketCount, Math.max(minStrips, 2 ** Math.ceil(Math.log2(pages.length / pagesPerStrip))));
}

function stripOf(bucket: string, count: number): string {
  return String(Number(bucket) % count);
}

/** The pages in one bucket, in their order. */
export function pagesInBucket(bucket: string, pages: readonly string[]): readonly string[] {
  return groups(pages).get(bucket) ?? [];
}

/** Reads teasers by the bucket, for rules that show very many: such a rule depends on all teasers in a bucket. */
export function bucketTeasers(get: Get, bucket: Derived<Teasers, Diagnostic>): TeaserOf {
  const read = new Map<string, Teasers['teasers']>();
  return (path) => {
    const name = bucketOf(path);
    const teasers = read.get(name) ?? get.part(bucket, name, 'teasers');
    read.set(name, teasers);
    const teaser = teasers[path];
    if (teaser === undefined) throw new Error(`no page at ${path}`);
    return teaser;
  };
}

function groups(pages: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const before = indexes.get(pages);
  if (before !== undefined) return before;
  const buckets = Array.from({ length: bucketCount }, (): string[] => []);
  for (const path of pages) buckets[Number(bucketOf(path))]?.push(path);
  const groups = new Map(
    [...buckets.entries()].flatMap(([bucket, paths]) => (paths.length > 0 ? [[String(bucket), paths]] : [])),
  );
  indexes.set(pages, groups);
  return groups;
}
