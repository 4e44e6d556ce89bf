// The words by which one page is found, and how much each matters there. Made with the page, because that is done in threads and once for
// each edit. It must depend on nothing but the page, so that an edit changes the words that it changes and no others.

import type { PageSection } from '../model/page-parts.ts';
import { hashOf } from '../text/hash.ts';
import { lettersWithoutOne, searchGroupCount, searchKeyOf } from '../text/search-groups.ts';
import { lexemesOf } from '../text/search-words.ts';

/** What a page is searched by. */
export interface SearchText {
  readonly title: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly sections: readonly PageSection[];
}

/** The largest weight is one digit in base 36. */
const maxWeight = 35;

/** How many mentions in the text a mention in one of these is worth. */
const worth = { title: 24, tag: 10, heading: 6, description: 5 } as const;

/**
 * What the page adds to each group of words: as many lines as there are groups, each with its items, with spaces between. `8container` is
 * a word with its weight in base 36, `~cot:container` a word with the letters that it may be typed by.
 */
export function searchTermsOf({ title, description, tags, sections }: SearchText): string {
  const mentions = new Map<string, number>();
  const prominent = new Set<string>();
  const count = (text: string, each: number): void => {
    for (const { term, parts } of lexemesOf(text)) {
      add(term, each);
      for (const part of parts) if (part !== term) add(part, each);
    }
  };
  const add = (word: string, each: number): void => {
    const before = mentions.get(word);
    if (before === undefined && !isWorthFinding(word)) return;
    mentions.set(word, (before ?? 0) + each);
    if (each > 1) prominent.add(word);
  };
  count(title, worth.title);
  for (const tag of tags) count(tag, worth.tag);
  count(description ?? '', worth.description);
  for (const { heading, text } of sections) {
    count(heading, worth.heading);
    count(text, 1);
  }
  const groups = Array.from({ length: searchGroupCount }, () => '');
  const place = (letters: string, item: string): void => {
    const group = hashOf(letters) % searchGroupCount;
    groups[group] = groups[group] === '' ? item : `${groups[group]} ${item}`;
  };
  for (const [word, times] of mentions) place(searchKeyOf(word), weightOf(times).toString(36) + word);
  for (const word of prominent) for (const letters of lettersWithoutOne(word)) place(letters, `~${letters}:${word}`);
  return groups.join('\n');
}

/** Grows by 2 whenever the number of mentions doubles, so that one more mention rarely changes it. */
function weightOf(mentions: number): number {
  return Math.min(maxWeight, Math.round(2 * Math.log2(mentions)));
}

/** Not digests, long numbers and encoded data, of which recorded outputs are full and for which nobody searches. */
function isWorthFinding(word: string): boolean {
  if (word.length > 40) return false;
  if (!/\d/.test(word)) return true;
  return !/^\d{6,}$/.test(word) && !/^[\da-f]{7,}$/.test(word) && !(word.length > 15 && /\d.*\d.*\d/.test(word));
}
