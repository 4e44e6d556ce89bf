// What the search knows: titles, headings, tags and descriptions, never the text. So an edit of a text touches no
// index, and a thousand posts fit into what a phone loads without a thought. Larger sites are cut into parts, newest
// first. In a part each word stands once, in a list, and is one letter everywhere else: that compresses to three quarters of what
// the texts would. The theme's search reads it (`templates/client/unpacked.ts`).

import type { PackedDocument, SearchDocument, SearchIndex } from '../../model/search.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { relativeHref } from '../../text/href.ts';
import { byCodeUnit } from '../../text/order.ts';
import { tagNamesOf } from '../catalog/by-slug.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';

const documentsPerPart = 1000;

/** At least 1: an empty site has an empty index. */
export function searchPartCount(catalog: Catalog): number {
  return Math.max(1, Math.ceil(foundIn(catalog).length / documentsPerPart));
}

/** What one part of the index speaks of. */
export interface SearchEntries {
  readonly parts: number;
  readonly documents: readonly SearchDocument[];
}

/** Part 1 first. */
export function searchEntriesIn(
  catalog: Catalog,
  part: number,
  faceOf: TeaserOf,
  headingsOf: (path: string) => readonly string[],
): SearchEntries {
  const paths = foundIn(catalog).slice((part - 1) * documentsPerPart, part * documentsPerPart);
  const documents = entriesOf(catalog, paths, faceOf).map((entry) =>
    documentOf(entry, tagNamesOf(catalog, entry), headingsOf(entry.path)),
  );
  return { parts: searchPartCount(catalog), documents };
}

/** JSON with one document a line. */
export function printSearchIndex({ parts, documents }: SearchEntries): string {
  const words = wordsIn(documents);
  const letters = lettersFor(words);
  return printed({
    parts,
    words: words.join(' '),
    documents: documents.map((document) => packed(document, letters)),
  });
}

function printed({ parts, words, documents }: SearchIndex): string {
  const lines = documents.map((document) => JSON.stringify(document));
  return `{"parts":${parts},"words":${JSON.stringify(words)},"documents":[\n${lines.join(',\n')}\n]}\n`;
}

/** Each word once, the most frequent first: it gets the letter of the fewest bytes. */
function wordsIn(documents: readonly SearchDocument[]): string[] {
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
  return [...counts].toSorted(([a, many], [b, more]) => more - many || byCodeUnit(a, b)).map(([word]) => word);
}

/** What stands between spaces, so that joining it gives the text again. */
function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}

/** From `#` on, without what JSON would write longer, control characters, and halves of letters. */
function lettersFor(words: readonly string[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  let code = 0x23;
  for (const word of words) {
    letters.set(word, String.fromCodePoint(code));
    code++;
    if (code === 0x5c) code = 0x5d;
    if (code === 0x7f) code = 0xa1;
    if (code === 0xd8_00) code = 0x1_00_00;
  }
  return letters;
}

function packed(
  { href, day, title, description, tags, headings }: SearchDocument,
  letters: ReadonlyMap<string, string>,
): PackedDocument {
  const text = (plain: string) => {
    let packed = '';
    for (const word of wordsOf(plain)) packed += letters.get(word) ?? '';
    return packed;
  };
  const texts = (plain: readonly string[]) => plain.map((one) => `${text(one)} `).join('');
  return [href, day, text(title), text(description), texts(tags), texts(headings)];
}

function foundIn({ entries, posts, pages }: Catalog): readonly string[] {
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
