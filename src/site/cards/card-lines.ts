// A text → lines no wider than so much, as few as can be and of about one length: how a headline is set by hand.

import type { CardFont } from './card-font.ts';

/** Letters that a line may end after or begin with even where there is no space. */
const breakable = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Widths in parts of the font size. Words wider than a line are broken. */
export function balancedLines(text: string, width: number, font: CardFont): string[] {
  const words = wordsOf(text, width, font);
  const lines = linesOf(words, width, font);
  // The narrowest column that needs no more lines is the one whose lines differ least.
  let [tooNarrow, wideEnough] = [0, width];
  while (wideEnough - tooNarrow > 0.05) {
    const middle = (tooNarrow + wideEnough) / 2;
    if (linesOf(words, middle, font).length > lines.length) tooNarrow = middle;
    else wideEnough = middle;
  }
  return linesOf(words, wideEnough, font);
}

/** Letters that a font lacks count as wide as they are high. */
export function widthOf(text: string, font: CardFont): number {
  return Array.from(text, (letter) => font.widthOf(letter) ?? 1).reduce((sum, one) => sum + one, 0);
}

/** Words with the space before them, so that joining them gives the text again. */
function wordsOf(text: string, width: number, font: CardFont): string[] {
  const words: string[] = [];
  for (const word of text.match(/\s*\S+/g) ?? []) {
    let open = '';
    for (const letter of word) {
      if (open.trim() !== '' && (breakable.test(letter) || widthOf((open + letter).trim(), font) > width)) {
        words.push(open);
        open = '';
      }
      open += letter;
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
