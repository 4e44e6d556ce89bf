// Splits queries and results into words as `src/text/search-words.ts` splits texts for the index; the two must never differ. A word
// is a run of letters and digits or, in scripts without spaces, a single character. Names as programmers write them (`io_uring`,
// `std::vector`, `main.go`, `--privileged`, `C++`) are words as a whole, and so are their parts.

/** A name or word of a text: what it is found by as a whole, and its parts where it has several. */
export interface Lexeme {
  readonly term: string;
  readonly parts: readonly string[];
}

const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}`;
const run = `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`;
const lexeme = new RegExp(
  `[${unspaced}]|(?<![\\p{L}\\p{M}\\p{N}_-])--?(?=\\p{L})${run}(?:-${run})*|${run}(?:(?:_+|::|\\.)${run})*(?:\\+\\+|#)?`,
  'gu',
);

/** All lexemes of a text in order. */
export function lexemesOf(text: string): Lexeme[] {
  return (plain(text).match(lexeme) ?? []).map(lexemeFrom);
}

/** Removes case and accents: `é` and `E` are equal, but `Größe` and `GROSSE` are not. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function lexemeFrom(written: string): Lexeme {
  if (!/[^\p{L}\p{M}\p{N}]/u.test(written)) return { term: written, parts: [] };
  if (written.startsWith('-')) {
    const parts = written.replace(/^-+/, '').split('-');
    return { term: `-${parts.join('')}`, parts };
  }
  const [name = '', mark = ''] = written.split(/(?=\+\+$|#$)/);
  const parts = name.split(/_+|::|\./);
  // The parts of a version or address are worth nothing without their points.
  if (parts.length > 1 && parts.every((part) => /^\d+$/.test(part))) return { term: written, parts: [] };
  return { term: parts.join('') + mark, parts: parts.length > 1 || mark !== '' ? parts : [] };
}

/** Splits text into lexemes and what is between them; `words` is what a lexeme is found by. */
export function piecesOf(text: string): { readonly text: string; readonly words: readonly string[] }[] {
  const pieces: { text: string; words: readonly string[] }[] = [];
  let end = 0;
  for (const match of text.matchAll(lexeme)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), words: [] });
    const lexemes = lexemesOf(match[0]);
    const words = [...lexemes.map(({ term }) => term), ...lexemes.flatMap(({ parts }) => parts)];
    pieces.push({ text: match[0], words });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), words: [] });
  return pieces;
}
