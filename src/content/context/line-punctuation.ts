// Smart punctuation for single lines without markup, such as titles. It uses no library, because every start needs it for the site's own
// settings. Text between backticks never changes. Other code may be bare there (`--rm`, `./...`), so hyphens and dots become a dash or an
// ellipsis only between words.

import { wordsFor } from './words.ts';

/** The line with the quotation marks, dashes and ellipses of a language, given as a BCP 47 tag. */
export function punctuated(line: string, language: string): string {
  if (!/["']|--|\.\.\./.test(line)) return line;
  return line
    .split(/(`[^`]*`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : withQuotes(withDashes(piece), language)))
    .join('');
}

function withDashes(text: string): string {
  return text
    .replaceAll(/(?<=\s)---?(?=\s)/g, (dash) => (dash.length === 2 ? '–' : '—'))
    .replaceAll(/(?<=^|\s|[\p{L}\p{N}])\.\.\.(?=$|\s|[?!,;:])/gu, '…');
}

/** A mark opens a quotation unless a word ends before it. A single mark that doesn't close a quotation is an apostrophe. */
function withQuotes(text: string, language: string): string {
  const [openDouble, closeDouble, openSingle, closeSingle] = wordsFor(language).quotes;
  let isOpen = false;
  return text.replaceAll(/["']/g, (mark, at: number) => {
    const before = text.slice(0, at);
    const after = text.slice(at + 1);
    const opens = /(?:^|[\s([{\u2013\u2014"'/-])$/.test(before) && /^[^\s]/.test(after);
    if (mark === '"') return opens ? openDouble : closeDouble;
    if ((/\p{L}$/u.test(before) && /^\p{L}/u.test(after)) || (opens && /^\d\ds?\b/.test(after))) return '’';
    const closes = isOpen && !opens;
    isOpen = opens || (isOpen && !closes);
    if (opens) return openSingle;
    return closes ? closeSingle : '’';
  });
}
