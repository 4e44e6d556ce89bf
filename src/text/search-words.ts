// Splits text into the words that can be found. `templates/client/words-of.ts` splits queries and results in the same way: a test compares
// the two. A word is a run of letters and digits or, in scripts without spaces, a single character. Names as programmers write them
// (`io_uring`, `std::vector`, `main.go`, `--privileged`, `C++`) are words as a whole, and so are their parts.

/** A name or word of a text: what it is found by as a whole, and its parts where it has several. */
export interface Lexeme {
  readonly term: string;
  readonly parts: readonly string[];
}

const unspaced = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}`;

/** Matches lexemes; `run` is a run of letters and digits, `letter` what an option of a command starts with. */
function lexemePattern(run: string, letter: string, inWord: string, before: string): RegExp {
  const option = `(?<![${inWord}-])--?(?=${letter})${run}(?:-${run})*`;
  return new RegExp(`${before}${option}|${run}(?:(?:_+|::|\\.)${run})*(?:\\+\\+|#)?`, 'gu');
}

const anyLexeme = lexemePattern(
  `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`,
  '\\p{L}',
  '\\p{L}\\p{M}\\p{N}_',
  `[${unspaced}]|`,
);
/** The same for plain ASCII, many times faster. */
const asciiLexeme = lexemePattern('[a-z0-9]+', '[a-z]', 'a-z0-9_', '');

/** Typographic punctuation and arrows, which most texts have and no word has. */
const symbols = /[\u00A0\u2010-\u2027\u2190-\u2775]/g;
// oxlint-disable-next-line no-control-regex
const ascii = /^[\0-\x7F]*$/;

const noParts: readonly string[] = [];

/** All lexemes of a text in order. */
export function lexemesOf(text: string): Lexeme[] {
  const spaced = text.replace(symbols, ' ');
  const isAscii = ascii.test(spaced);
  const normal = isAscii ? spaced.toLowerCase() : plain(spaced);
  return (normal.match(isAscii ? asciiLexeme : anyLexeme) ?? []).map(lexemeFrom);
}

/** Removes case and accents: `é` and `E` are equal, but `Größe` and `GROSSE` are not. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function lexemeFrom(written: string): Lexeme {
  // Most are plain words.
  if (/^[a-z0-9]+$/.test(written) || !/[^\p{L}\p{M}\p{N}]/u.test(written)) return { term: written, parts: noParts };
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
