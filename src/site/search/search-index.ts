// The search index: titles, headings, tags and descriptions, never the text, so that editing a text changes no index and
// phones can load a thousand posts easily. Larger sites have several parts, newest posts first. A part lists each word once
// and writes it as one character everywhere else, which compresses to three quarters of the size of the plain texts.
// `templates/client/unpacked.ts` decodes it in the browser.

import type { PackedDocument, SearchDocument, SearchIndex } from '../../model/search.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { relativeHref } from '../../text/href.ts';
import { byCodeUnit } from '../../text/order.ts';
import { tagNamesOf } from '../catalog/by-slug.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';

const documentsPerPart = 1000;

/** How many parts the index has, at least 1: an empty site has an empty index. */
export function searchPartCount(catalog: Catalog): number {
  return Math.max(1, Math.ceil(searchablePaths(catalog).length / documentsPerPart));
}

/** The content of one part of the index. */
export interface SearchEntries {
  readonly parts: number;
  readonly documents: readonly SearchDocument[];
}

/** Parts count from 1. `headingsOf` returns the texts of a page's headings, by the path of its file. */
export function searchEntriesIn(
  catalog: Catalog,
  part: number,
  teaserOf: TeaserOf,
  headingsOf: (path: string) => readonly string[],
): SearchEntries {
  const paths = searchablePaths(catalog).slice((part - 1) * documentsPerPart, part * documentsPerPart);
  const documents = entriesOf(catalog, paths, teaserOf).map((entry) =>
    documentOf(entry, tagNamesOf(catalog, entry), headingsOf(entry.path)),
  );
  return { parts: searchPartCount(catalog), documents };
}

/** Returns JSON with one document per line. */
export function printSearchIndex({ parts, documents }: SearchEntries): string {
  const words = wordsByFrequency(documents);
  const characters = charactersFor(words);
  return printIndex({
    parts,
    words: words.join(' '),
    documents: documents.map((document) => packDocument(document, characters)),
  });
}

function printIndex({ parts, words, documents }: SearchIndex): string {
  const lines = documents.map((document) => JSON.stringify(document));
  return `{"parts":${parts},"words":${JSON.stringify(words)},"documents":[\n${lines.join(',\n')}\n]}\n`;
}

/** Each word once, the most frequent first: the first words get the characters that take the fewest bytes. */
function wordsByFrequency(documents: readonly SearchDocument[]): string[] {
  const counts = new Map<string, number>();
  const count = (text: string) => {
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const { title, description, tags, headings } of documents) {
    count(title);
    count(description);
    tags.forEach(count);
    headings.forEach(count);
  }
  return [...counts]
    .toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || byCodeUnit(a, b))
    .map(([word]) => word);
}

/** Splits at spaces, so that joining the words with spaces gives the text again. */
function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** Characters from `#` on, without control characters, surrogates, and those that JSON would escape. */
function charactersFor(words: readonly string[]): ReadonlyMap<string, string> {
  const characters = new Map<string, string>();
  let code = 0x23;
  for (const word of words) {
    characters.set(word, String.fromCodePoint(code));
    code++;
    if (code === 0x5c) code = 0x5d;
    if (code === 0x7f) code = 0xa1;
    if (code === 0xd8_00) code = 0x1_00_00;
  }
  return characters;
}

function packDocument(
  { href, day, title, description, tags, headings }: SearchDocument,
  characters: ReadonlyMap<string, string>,
): PackedDocument {
  const packText = (text: string) => {
    let packed = '';
    for (const word of wordsOf(text)) packed += characters.get(word) ?? '';
    return packed;
  };
  const packTexts = (texts: readonly string[]) => texts.map((text) => `${packText(text)} `).join('');
  return [href, day, packText(title), packText(description), packTexts(tags), packTexts(headings)];
}

function searchablePaths({ entries, posts, pages }: Catalog): readonly string[] {
  return [...posts, ...pages.filter((path) => entries[path]?.unlisted === false)];
}

function documentOf(entry: Entry, tags: readonly string[], headings: readonly string[]): SearchDocument {
  return {
    href: relativeHref('/', entry.url),
    title: entry.title,
    description: entry.description ?? '',
    day: entry.date?.day ?? '',
    tags,
    headings,
  };
}
