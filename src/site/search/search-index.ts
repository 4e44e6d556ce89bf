// The search index in files of few words each, so that a query loads little and an edit changes only the files of the words that it
// changes. Which file a word is in depends on its first three letters alone. `templates/client/search-index.ts` reads it.

import type { PageSection } from '../../model/parts.ts';
import type { SearchIndex, SearchPage, SearchShard } from '../../model/search.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { relativeHref } from '../../text/href.ts';
import { byCodeUnit } from '../../text/order.ts';
import { type PageTerms, pageTermsOf, type SearchText } from './page-terms.ts';

/** Words are collected in this many groups, whatever the size of the site; a file has the words of some groups, or a part of one. */
const groupCount = 128;
const maxShards = 1024;
const pagesPerShard = 2;
/** A word in more pages is worth little: the index lists those where it matters most. */
const maxPages = 100;
const lettersOfKey = 3;

/** The pages that can be found, in the order of their numbers: an added post is the last and moves no other. */
export function searchOrderOf({ entries, posts, pages }: Catalog): readonly string[] {
  return [...pages.filter((path) => entries[path]?.unlisted === false), ...posts.toReversed()];
}

/** A power of two, so that files are parts of groups or the other way round. */
export function shardCountFor(pages: number): number {
  return Math.min(maxShards, 2 ** Math.ceil(Math.log2(Math.max(1, pages / pagesPerShard))));
}

/** The names of the groups: their numbers. */
export const searchGroupNames: readonly string[] = Array.from({ length: groupCount }, (_, group) => String(group));

/**
 * What some pages add to each group: for each page, its path and its items, with spaces between. `8container` is a word with its weight in
 * base 36, `~cot:container` a word with the letters that it may be typed by.
 */
export function searchTermsOf(
  paths: readonly string[],
  textOf: (path: string) => SearchText,
): { readonly [group: string]: readonly (readonly [path: string, items: string])[] } {
  const groups = new Map(searchGroupNames.map((name): [string, [string, string][]] => [name, []]));
  for (const path of paths)
    for (const [group, items] of groupsOf(pageTermsOf(textOf(path))))
      groups.get(String(group))?.push([path, items.join(' ')]);
  return Object.fromEntries(groups);
}

function groupsOf({ weights, prominent }: PageTerms): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  const add = (letters: string, item: string): void => {
    const group = hashOf(letters) % groupCount;
    const items = groups.get(group);
    if (items === undefined) groups.set(group, [item]);
    else items.push(item);
  };
  for (const [word, weight] of weights) add(keyOf(word), weight.toString(36) + word);
  for (const word of prominent) for (const letters of lettersWithoutOne(word)) add(letters, `~${letters}:${word}`);
  return groups;
}

/** All words of a group, each with its postings as `SearchShard` has them. */
export interface SearchGroup {
  readonly words: readonly (readonly [word: string, postings: string])[];
  readonly near: readonly (readonly [letters: string, words: string])[];
}

/** `pages` has what each page adds to the group, in the order of the pages' numbers. */
export function searchGroupOf(pages: readonly (readonly [number: number, items: string])[]): SearchGroup {
  const found = new Map<string, [weight: number, page: number][]>();
  const near = new Map<string, Set<string>>();
  for (const [page, items] of pages) {
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

/** The groups of which a file has words. */
export function groupsInShard(shard: number, shards: number): number[] {
  if (shards >= groupCount) return [shard % groupCount];
  return Array.from({ length: groupCount / shards }, (_, index) => shard + index * shards);
}

/** The numbers of all files, those of one group after each other. */
export function shardNumbers(shards: number): number[] {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  return numbers.toSorted((a, b) => (a % groupCount) - (b % groupCount) || a - b);
}

/** `groups` are those of `groupsInShard`. Returns JSON with one word per line. */
export function printSearchShard(groups: readonly SearchGroup[], shard: number, shards: number): string {
  const isHere = ([letters]: readonly [string, string]) => hashOf(keyOf(letters)) % shards === shard;
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

/** Returns JSON with one section per line. */
export function printSearchPage(entry: Entry, tags: readonly string[], sections: readonly PageSection[]): string {
  const { title, date, url } = entry;
  const page: SearchPage = { href: relativeHref('/', url), title, day: date?.day ?? '', tags, sections: [] };
  const lines = sections.map(({ id, heading, text }) => JSON.stringify([id, heading, text]));
  return `${JSON.stringify(page).slice(0, -2)}\n${lines.join(',\n')}\n]}\n`;
}

/** The letters that decide which file a word is in. */
function keyOf(word: string): string {
  return word.slice(0, lettersOfKey);
}

/** FNV-1a with its high bits folded in. */
function hashOf(letters: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < letters.length; index++)
    hash = Math.imul(hash ^ letters.charCodeAt(index), 0x01_00_01_93);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The first letters of a word if one of them is missing, except for those that the word has anyway. Only for words of letters. */
function lettersWithoutOne(word: string): ReadonlySet<string> {
  if (word.length < 4 || !/^[a-z]+$|^(?:(?![\uD800-\uDFFF])\p{L})+$/u.test(word)) return new Set();
  const start = word.slice(0, lettersOfKey + 1);
  const keys = Array.from({ length: lettersOfKey }, (_, index) => start.slice(0, index) + start.slice(index + 1));
  return new Set(keys.filter((letters) => letters !== keyOf(word)));
}
