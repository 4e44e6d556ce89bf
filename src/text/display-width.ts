// How wide a line is in a face of fixed width: East Asian letters and emoji take two columns, marks that combine none, a tab goes
// on to the next eighth column.

export function columnsOf(line: string): number {
  if (/^[ -~]*$/.test(line)) return line.length;
  let columns = 0;
  for (const character of line) {
    if (character === '\t') columns += 8 - (columns % 8);
    else columns += widthOf(character);
  }
  return columns;
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (/[\p{Mn}\p{Me}\u200B-\u200D\uFE0F]/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
