// The search index in files of few words each, so that a query loads little and an edit changes only the files of the words that it
// changes. Which file a word is in depends on its first three letters alone. `templates/client/search-index.ts` reads it.

import type { PageSection } from '../../model/page-parts.ts';
import type { SearchEntry, SearchIndex, SearchPage, SearchShard } from '../../model/search.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { hashOf } from '../../text/hash.ts';
import { relativeHref } from '../../text/href.ts';
import { byCodeUnit } from '../../text/order.ts';
import { searchGroupCount, searchKeyOf } from '../../text/search-groups.ts';

const maxShards = 1024;
const pagesPerShard = 2;
/** A word in more pages is worth little: the index lists those where it matters most. */
const maxPages = 100;

/** The pages that can be found, in the order of their numbers: an added post is the last and moves no other. */
export function searchOrderOf({ entries, posts, pages }: Catalog): readonly string[] {
  return [...pages.filter((path) => entries[path]?.unlisted === false), ...posts.toReversed()];
}

/** A power of two, so that files are parts of groups or the other way round. */
export function shardCountFor(pages: number): number {
  return Math.min(maxShards, 2 ** Math.ceil(Math.log2(Math.max(1, pages / pagesPerShard))));
}

/** The names of the groups: their numbers. */
export const searchGroupNames: readonly string[] = Array.from({ length: searchGroupCount }, (_, group) =>
  String(group),
);

/** What some pages add to each group: for each page that adds anything, its path and its items. `termsOf` is a page's `terms`. */
export function groupedTerms(paths: readonly string[], termsOf: (path: string) => string): GroupedTerms {
  const groups = searchGroupNames.map((): [string, string][] => []);
  for (const path of paths)
    for (const [group, items] of termsOf(path).split('\n').entries())
      if (items !== '') groups[group]?.push([path, items]);
  return Object.fromEntries(groups.entries());
}

export interface GroupedTerms {
  readonly [group: string]: readonly (readonly [path: string, items: string])[];
}

/** All words of a group, each with its postings as `SearchShard` has them. */
export interface SearchGroup {
  readonly words: readonly (readonly [word: string, postings: string])[];
  readonly near: readonly (readonly [letters: string, words: string])[];
}

/** `terms` has what each page adds to the group, in any order; pages that are not in `order` can't be found. */
export function searchGroupOf(terms: GroupedTerms[string], order: readonly string[]): SearchGroup {
  const numbers = numbersIn(order);
  const pages = terms.flatMap(([path, items]): [number, string][] => {
    const number = numbers.get(path);
    return number === undefined ? [] : [[number, items]];
  });
  const found = new Map<string, [weight: number, page: number][]>();
  const near = new Map<string, Set<string>>();
  for (const [page, items] of pages.toSorted(([a], [b]) => a - b)) {
    for (const item of items.split(' ')) {
      if (item.startsWith('~')) {
        const [letters = '', word = ''] = item.slice(1).split(':');
        const words = near.get(letters);
        if (words === undefined) near.set(letters, new Set([word]));
        else words.add(word);
      } else {
        const word = item.slice(1);
        const posting: [number, number] = [Number.parseInt(item.charAt(0), 36), page];
        const postings = found.get(word);
        if (postings === undefined) found.set(word, [posting]);
        else postings.push(posting);
      }
    }
  }
  const sorted = <V>(map: ReadonlyMap<string, V>) => [...map].toSorted(([a], [b]) => byCodeUnit(a, b));
  return {
    words: sorted(found).map(([word, postings]) => [word, printPostings(postings)]),
    near: sorted(near).map(([letters, words]) => [letters, [...words].toSorted(byCodeUnit).join(' ')]),
  };
}

const numberings = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The place of each page in a list that all groups share. */
function numbersIn(order: readonly string[]): ReadonlyMap<string, number> {
  const numbers = numberings.get(order) ?? new Map(order.map((path, number) => [path, number]));
  numberings.set(order, numbers);
  return numbers;
}

/** The heaviest first, and of equal weight the newest. */
function printPostings(postings: readonly (readonly [weight: number, page: number])[]): string {
  const [only] = postings;
  // Half of all words are in one page alone.
  if (postings.length === 1 && only !== undefined) return only[0].toString(36) + only[1].toString(36);
  const listed = postings.toSorted(([a, pageA], [b, pageB]) => b - a || pageB - pageA).slice(0, maxPages);
  const byWeight = new Map<number, number[]>();
  for (const [weight, page] of listed) byWeight.set(weight, [page, ...(byWeight.get(weight) ?? [])]);
  const groups = [...byWeight].map(([weight, numbers]) => {
    let before = 0;
    const steps = numbers.map((page) => {
      const step = page - before;
      before = page;
      return step.toString(36);
    });
    return weight.toString(36) + steps.join('.');
  });
  return (postings.length > maxPages ? '+' : '') + groups.join(' ');
}

/** The groups of which a file has words: it has all of them, or a part of one. */
export function groupsInShard(shard: number, shards: number): number[] {
  if (shards >= searchGroupCount) return [shard % searchGroupCount];
  return Array.from({ length: searchGroupCount / shards }, (_, index) => shard + index * shards);
}

/** The numbers of all files, those of one group after each other. */
export function shardNumbers(shards: number): number[] {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  return numbers.toSorted((a, b) => (a % searchGroupCount) - (b % searchGroupCount) || a - b);
}

/** `groups` are those of `groupsInShard`. Returns JSON with one word per line. */
export function printSearchShard(groups: readonly SearchGroup[], shard: number, shards: number): string {
  const isHere = ([letters]: readonly [string, string]) => hashOf(searchKeyOf(letters)) % shards === shard;
  const linesOf = (entries: readonly (readonly [string, string])[]) =>
    entries
      .filter(isHere)
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  const words: keyof SearchShard = 'words';
  const near: keyof SearchShard = 'near';
  return `{"${words}":{\n${linesOf(groups.flatMap((group) => group.words))}\n},"${near}":{\n${linesOf(groups.flatMap((group) => group.near))}\n}}\n`;
}

export function printSearchIndex(index: SearchIndex): string {
  return `${JSON.stringify(index)}\n`;
}

/** `tags` are the names of the page's tags. */
export function searchEntryOf({ title, date, url }: Entry, tags: readonly string[]): SearchEntry {
  return { href: relativeHref('/', url), title, day: date?.day ?? '', tags };
}

/** Returns JSON with one section per line. */
export function printSearchPage(entry: SearchEntry, sections: readonly PageSection[]): string {
  const page: SearchPage = { ...entry, sections: [] };
  const lines = sections.map(({ id, heading, text }) => JSON.stringify([id, heading, text]));
  return `${JSON.stringify(page).slice(0, -2)}\n${lines.join(',\n')}\n]}\n`;
}
