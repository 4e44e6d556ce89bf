// Cuts text into words the same way for the index, for what is asked, and for what is marked in a result. A word is a run of
// letters and digits; in scripts that write no spaces it is a single sign.

const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}\p{N}])+/gu;

export function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

/** Without case and accents: `Größe` and `GROSSE` are far apart, `é` and `E` are one. */
export function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Text in pieces, words and what stands between them in turn. */
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
