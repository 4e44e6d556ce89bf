// Measures and wraps the labels of diagrams. Widths are Helvetica's, as in Graphviz, plus a margin for the theme's own font.
// Must never measure a real font: the same text has the same width on every machine.

import { columnsOfCharacter } from '../../text/display-width.ts';

/** Thousandths of the font size, from space (U+0020) to tilde. */
const asciiWidths = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];
/** Thousandths of the font size for other characters, by the columns they take. */
const otherWidths = [0, 600, 1000];
const safetyFactor = 1.06;

/** Width of one line of text, in pixels; `fontSize` is in pixels, too. */
export function labelWidth(text: string, fontSize = 14): number {
  let sum = 0;
  for (const character of text) {
    const ascii = asciiWidths[(character.codePointAt(0) ?? 0) - 32];
    sum += ascii ?? otherWidths[columnsOfCharacter(character)] ?? 0;
  }
  return (sum / 1000) * fontSize * safetyFactor;
}

/** Breaks a label between words so that no line is wider than `maxWidth` pixels, unless a single word is. */
export function wrapLabel(text: string, maxWidth: number, fontSize = 14): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.trim().split(/\s+/)) {
      const last = lines.at(-1);
      const longer = `${last} ${word}`;
      if (last !== undefined && labelWidth(longer, fontSize) <= maxWidth) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return balanced(lines, maxWidth, fontSize);
  });
}

/** Moves the break of two lines so that they are about equally long: easier to read than a long line and a single word. */
function balanced(lines: string[], maxWidth: number, fontSize: number): string[] {
  if (lines.length !== 2) return lines;
  const words = lines.join(' ').split(' ');
  let best = lines;
  let bestWidth = Math.max(...lines.map((line) => labelWidth(line, fontSize)));
  for (let cut = 1; cut < words.length; cut++) {
    const pair = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    const width = Math.max(...pair.map((line) => labelWidth(line, fontSize)));
    if (width < bestWidth && width <= maxWidth) {
      best = pair;
      bestWidth = width;
    }
  }
  return best;
}
