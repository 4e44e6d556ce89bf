// Titles with non-breaking spaces where a line must not break. Only for visible text: titles in the head and in attributes must
// never be changed.

/** Keeps a number with the word before it if a title part ends there: in `part 1: the sockets`, but not in `in 100 lines`. */
export function nonBreaking(title: string): string {
  return title.replace(/(?<=[\p{L}.]) (?=\d+(?:[\p{P}]|$))/gu, '\u{A0}');
}
