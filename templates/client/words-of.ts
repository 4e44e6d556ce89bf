// Splits text into words, in the same way for the index, the query, and the highlights in a result; the three must never
// differ. A word is a run of letters and digits or, in scripts without spaces, a single character.

const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}\p{N}])+/gu;

export function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

/** Removes case and accents: `é` and `E` are equal, but `Größe` and `GROSSE` are not. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Splits text into words and what is between them. */
export function piecesOf(text: string): { readonly text: string; readonly isWord: boolean }[] {
  const pieces: { text: string; isWord: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isWord: false });
    pieces.push({ text: match[0], isWord: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isWord: false });
  return pieces;
}
