// Measures text in columns of a monospaced font. Works from Unicode properties alone and must never look at a real font, so that the
// result is the same on every machine.

import { eastAsianWidth } from 'get-east-asian-width';

/** Columns that a line takes; a tab advances to the next multiple of eight. */
export function columnsOf(line: string): number {
  if (/^[ -~]*$/.test(line)) return line.length;
  let columns = 0;
  for (const character of line) columns += character === '\t' ? 8 - (columns % 8) : columnsOfCharacter(character);
  return columns;
}

/** Columns that one code point takes: 2 for East Asian characters and emoji, 0 for combining marks and joiners, else 1. */
export function columnsOfCharacter(character: string): number {
  if (character < '\u0300') return 1;
  if (/[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u.test(character)) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
