// The search index in the browser: loads the files of the words that are searched for, finds and ranks pages, and loads those that are
// shown. It must never touch the page. `src/site/search/search-index.ts` writes the files.

import type { SearchIndex, SearchPage, SearchShard } from 'octavo/theme';
import { lexemesOf } from './words-of.ts';

export interface Found {
  /** Numbers of pages, the best first. */
  readonly pages: readonly number[];
  /** Whether there may be more than these. */
  readonly isCut: boolean;
  /** Words of the index that match the query. */
  readonly words: ReadonlySet<string>;
}

/** Pages with a word, and how much they match. */
interface Matches {
  readonly scores: ReadonlyMap<number, number>;
  /** Those that have it in the title, or as often as if it were there. */
  readonly prominent: ReadonlySet<number>;
  readonly words: readonly string[];
  /** Whether more pages have the word than the index lists. */
  readonly isCut: boolean;
}

/** What a match is worth if the word is only the start of another, has an ending that the query's lacks, or is a likely misspelling. */
const worth = { exact: 1, start: 0.6, ending: 0.8, similar: 0.5 } as const;
/** How many mentions of a word make half of the most that a word can count. */
const halfway = 6;
/** From so many mentions on, a word may be in the title. Rounded down as the index rounds: a title counts for 24. */
const titleMentions = 22;

export class Search {
  readonly #home: string;
  #index: Promise<SearchIndex> | null = null;
  readonly #files = new Map<string, Promise<unknown>>();

  /** `href` is the address of `index.json`. */
  constructor(href: string) {
    this.#home = href;
  }

  /** Loads what every query needs. Rejects if that fails; the next call tries again. */
  start(): Promise<SearchIndex> {
    this.#index ??= load<SearchIndex>(this.#home, 'no-cache').catch((problem: unknown) => {
      this.#index = null;
      throw problem;
    });
    return this.#index;
  }

  /** A page as it is shown among the results. */
  page(number: number): Promise<SearchPage> {
    return this.#file<SearchPage>(`pages/${number}.json`);
  }

  /** Pages that match all words of the query; if there are none, those that match most. */
  async find(query: string): Promise<Found> {
    const all = await Promise.all(
      lexemesOf(query).map(async ({ term, parts }) => {
        const found = await this.#exactly(term);
        if (found.length > 0 || parts.length === 0) return found.length > 0 ? found : [await this.#similar(term)];
        return Promise.all(parts.map(async (part) => (await this.#exactly(part))[0] ?? this.#similar(part)));
      }),
    );
    const matches = all.flat();
    const numbers = [...new Set(matches.flatMap(({ scores }) => [...scores.keys()]))];
    const isMatch = (number: number) => matches.every(({ scores, isCut }) => isCut || scores.has(number));
    const complete = numbers.filter(isMatch);
    const shown = complete.length > 0 ? complete : numbers;
    const scoreOf = (number: number): number => {
      const scores = matches.flatMap(({ scores: each }) => each.get(number) ?? []);
      const sum = scores.reduce((total, score) => total + score, 0);
      // A page whose title has every word of the query is what the query asks for, however often others mention one of them.
      const inTitle = matches.every(({ prominent }) => prominent.has(number));
      return sum * (scores.length / matches.length) ** 2 * (inTitle ? 1.1 : 1);
    };
    const ranked = shown.map((number) => ({ number, score: scoreOf(number) }));
    ranked.sort((a, b) => b.score - a.score || b.number - a.number);
    return {
      pages: ranked.map(({ number }) => number),
      isCut: matches.length > 0 && matches.every(({ isCut }) => isCut),
      words: new Set(matches.flatMap(({ words }) => words)),
    };
  }

  /** Pages with the word, with words that start with it, or with its singular: one result, or none. */
  async #exactly(term: string): Promise<Matches[]> {
    const { words } = await this.#shardOf(term);
    const found = new Map<string, number>();
    if (words.has(term)) found.set(term, worth.exact);
    if (/[^s]s$/.test(term) && words.has(term.slice(0, -1))) found.set(term.slice(0, -1), worth.ending);
    if (term.length >= lettersOfKey)
      for (const word of words.keys()) if (word.startsWith(term) && word !== term) found.set(word, worth.start);
    if (term.length >= lettersOfKey && words.has(`${term}s`)) found.set(`${term}s`, worth.ending);
    return found.size === 0 ? [] : [await this.#matchesOf(found)];
  }

  /** Pages with words that differ from the term by a typing mistake. */
  async #similar(term: string): Promise<Matches> {
    const limit = term.length < 4 ? 0 : term.length < 8 ? 1 : 2;
    const candidates = new Set<string>();
    if (limit > 0) {
      const start = term.slice(0, lettersOfKey + 1);
      const without = Array.from(
        { length: lettersOfKey },
        (_, index) => start.slice(0, index) + start.slice(index + 1),
      );
      const swapped = Array.from({ length: lettersOfKey }, (_, index) => keyOf(withSwapped(start, index)));
      const loaded = [...new Set([keyOf(term), ...swapped, ...without])].map(async (letters) => {
        const { words, near } = await this.#shardOf(letters);
        for (const word of near.get(letters) ?? []) candidates.add(word);
        for (const word of words.keys()) if (keyOf(word) === letters) candidates.add(word);
      });
      await Promise.all(loaded);
    }
    let nearest = limit;
    const found = new Map<string, number>();
    for (const word of candidates) {
      const distance = distanceBetween(term, word, nearest);
      if (distance > nearest) continue;
      if (distance < nearest) found.clear();
      nearest = distance;
      found.set(word, worth.similar);
    }
    return this.#matchesOf(found);
  }

  /** `found` has the words of the index, each with what a match is worth. */
  async #matchesOf(found: ReadonlyMap<string, number>): Promise<Matches> {
    const { pages } = await this.start();
    const scores = new Map<number, number>();
    const prominent = new Set<number>();
    let isCut = false;
    for (const [word, factor] of found) {
      const postings = (await this.#shardOf(word)).words.get(word) ?? '';
      const list = postingsIn(postings);
      const rarity = Math.log(1 + (pages - list.length + 0.5) / (list.length + 0.5));
      isCut ||= postings.startsWith('+');
      for (const [number, weight] of list) {
        const mentions = 2 ** (weight / 2);
        if (mentions >= titleMentions) prominent.add(number);
        const score = (factor * rarity * mentions) / (mentions + halfway);
        if (score > (scores.get(number) ?? 0)) scores.set(number, score);
      }
    }
    return { scores, prominent, words: [...found.keys()], isCut };
  }

  async #shardOf(word: string): Promise<Shard> {
    const { shards } = await this.start();
    const shard = await this.#file<SearchShard>(`words/${hashOf(keyOf(word)) % shards}.json`);
    return shardFrom(shard);
  }

  async #file<T>(path: string): Promise<T> {
    const { order } = await this.start();
    const href = new URL(`${path}?${order}`, this.#home).href;
    const file = this.#files.get(href) ?? load<T>(href, 'default');
    this.#files.set(href, file);
    file.catch(() => this.#files.delete(href));
    return file as Promise<T>;
  }
}

async function load<T>(href: string, cache: RequestCache): Promise<T> {
  const response = await fetch(href, { cache });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as T;
}

interface Shard {
  readonly words: ReadonlyMap<string, string>;
  readonly near: ReadonlyMap<string, readonly string[]>;
}

const shards = new WeakMap<SearchShard, Shard>();

function shardFrom(file: SearchShard): Shard {
  const near = () => Object.entries(file.near).map(([letters, words]) => [letters, words.split(' ')] as const);
  const shard = shards.get(file) ?? { words: new Map(Object.entries(file.words)), near: new Map(near()) };
  shards.set(file, shard);
  return shard;
}

function postingsIn(text: string): (readonly [page: number, weight: number])[] {
  const groups = text.replace('+', '').split(' ');
  return groups.flatMap((group) => {
    let page = 0;
    const weight = Number.parseInt(group.charAt(0), 36);
    return group.length < 2
      ? []
      : group
          .slice(1)
          .split('.')
          .map((step) => [(page += Number.parseInt(step, 36)), weight] as const);
  });
}

const lettersOfKey = 3;

function withSwapped(text: string, index: number): string {
  return text.slice(0, index) + text.charAt(index + 1) + text.charAt(index) + text.slice(index + 2);
}

/** The letters that decide which file a word is in. */
function keyOf(word: string): string {
  return word.slice(0, lettersOfKey);
}

function hashOf(letters: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < letters.length; index++) hash = Math.imul(hash ^ letters.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** How many letters must be added, removed, replaced or swapped with the next to turn one word into the other; more than `limit` is `limit + 1`. */
function distanceBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isEqual = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j - 1] ?? 0) + (isEqual ? 0 : 1), (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
