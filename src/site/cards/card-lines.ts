// Breaks a text into as few lines of a given width as possible, all of about the same length, as headlines are set. It must
// never drop a character.

import type { CardFont } from './card-font.ts';

/** Characters of scripts without spaces: a line may break before any of them. */
const breakable = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** `width` is a fraction of the font size. Words wider than a line are broken. */
export function balancedLines(text: string, width: number, font: CardFont): string[] {
  const words = wordsOf(text, width, font);
  const lines = linesOf(words, width, font);
  // The lines differ least in the narrowest column that needs no more lines.
  let [tooNarrow, wideEnough] = [0, width];
  while (wideEnough - tooNarrow > 0.05) {
    const middle = (tooNarrow + wideEnough) / 2;
    if (linesOf(words, middle, font).length > lines.length) tooNarrow = middle;
    else wideEnough = middle;
  }
  return linesOf(words, wideEnough, font);
}

/** The width of a text as a fraction of the font size. Characters that the font doesn't have count as 1. */
export function widthOf(text: string, font: CardFont): number {
  return Array.from(text, (character) => font.widthOf(character) ?? 1).reduce((sum, width) => sum + width, 0);
}

/** Words with the space before them, so that joining them gives the text again. */
function wordsOf(text: string, width: number, font: CardFont): string[] {
  const words: string[] = [];
  for (const word of text.match(/\s*\S+/g) ?? []) {
    let open = '';
    for (const character of word) {
      if (open.trim() !== '' && (breakable.test(character) || widthOf((open + character).trim(), font) > width)) {
        words.push(open);
        open = '';
      }
      open += character;
    }
    words.push(open);
  }
  return words;
}

function linesOf(words: readonly string[], width: number, font: CardFont): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = (lines.at(-1) ?? '') + word;
    if (lines.length > 0 && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word.trimStart());
  }
  return lines;
}
