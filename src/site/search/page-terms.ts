// The words by which one page is found, and how much each matters there. It must depend on nothing but the page, so that an edit changes
// the words that it changes and no others.

import type { PageSection } from '../../model/parts.ts';
import { lexemesOf } from './search-words.ts';

/** What a page is searched by. */
export interface SearchText {
  readonly title: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly sections: readonly PageSection[];
}

export interface PageTerms {
  /** From 0 to `maxWeight`, by word. */
  readonly weights: ReadonlyMap<string, number>;
  /** The words of title, headings, tags and description. */
  readonly prominent: ReadonlySet<string>;
}

/** The largest weight is one digit in base 36. */
const maxWeight = 35;

/** How many mentions in the text a mention in one of these is worth. */
const worth = { title: 24, tag: 10, heading: 6, description: 5 } as const;

export function pageTermsOf({ title, description, tags, sections }: SearchText): PageTerms {
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
  const weights = new Map([...mentions].map(([word, times]) => [word, weightOf(times)]));
  return { weights, prominent };
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
