// Titles as they are set: what belongs together stays on one line. Only for text that is shown; names in heads and attributes stay plain.

/** `part 1: the sockets` never breaks before its number; `in 100 lines` may. */
export function glued(title: string): string {
  return title.replace(/(?<=[\p{L}.]) (?=\d+(?:[\p{P}]|$))/gu, '\u{A0}');
}
