// A part of the search index → its documents. Each word is one character there: the first word of the list is `#`, the next
// `$`, and so on, without the backslash and control characters. It must match `src/site/search/search-index.ts`.

import type { SearchDocument, SearchIndex } from 'octavo/theme';

export function unpacked({ words, documents }: SearchIndex): SearchDocument[] {
  const wordOf = new Map<string, string>();
  let code = 0x23;
  for (const word of words.split(' ')) {
    wordOf.set(String.fromCodePoint(code), word);
    code++;
    if (code === 0x5c) code = 0x5d;
    if (code === 0x7f) code = 0xa1;
    if (code === 0xd800) code = 0x10000;
  }
  const text = (packed: string) => Array.from(packed, (character) => wordOf.get(character)).join(' ');
  const texts = (packed: string) => packed.split(' ').slice(0, -1).map(text);
  return documents.map(([href, day, title, description, tags, headings]) => ({
    href,
    day,
    title: text(title),
    description: text(description),
    tags: texts(tags),
    headings: texts(headings),
  }));
}
