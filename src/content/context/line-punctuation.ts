// Punctuation of lines without markup, such as titles: what smart punctuation makes of texts, as plain text and without its libraries, because
// the site's own lines are read at every start. There is nothing to write code with but backticks: what stands between them stays; and as
// options (`--rm`), patterns (`./...`) and the like may stand there bare, only what stands between words becomes a dash or an ellipsis.

import { wordsFor } from './words.ts';

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

/** A mark opens where no word ends before it; a single one that closes nothing is an apostrophe. */
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
