// How wide a label of a drawing is. Widths are Helvetica's, which is what Graphviz lays out with too, a little more to be safe with the
// theme's own face. Nothing here measures a real font: the same text has the same width on every machine.

/** Per 1000 of the font size, from space (U+0020) to tilde. */
const widths = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278],
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556],
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778],
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556],
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556],
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
];
const safety = 1.06;

export function labelWidth(text: string, fontSize = 14): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    sum += widths[code - 32] ?? (code >= 0x2e80 ? 1000 : 600);
  }
  return (sum / 1000) * fontSize * safety;
}

/** Breaks a label between words so that no line is wider than `most`, if its words allow it. */
export function wrapLabel(text: string, most: number, fontSize = 14): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    for (const word of line.trim().split(/\s+/)) {
      const last = lines.at(-1);
      const longer = `${last} ${word}`;
      if (last !== undefined && labelWidth(longer, fontSize) <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return balanced(lines, most, fontSize);
  });
}

/** Lines of about one length read better than a long one and a word. */
function balanced(lines: string[], most: number, fontSize: number): string[] {
  if (lines.length !== 2) return lines;
  const words = lines.join(' ').split(' ');
  let best = lines;
  let bestWidth = Math.max(...lines.map((line) => labelWidth(line, fontSize)));
  for (let cut = 1; cut < words.length; cut++) {
    const pair = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    const width = Math.max(...pair.map((line) => labelWidth(line, fontSize)));
    if (width < bestWidth && width <= most) {
      best = pair;
      bestWidth = width;
    }
  }
  return best;
}
