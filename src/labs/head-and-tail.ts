// A long text's first and last lines, with how much was left out between them: what a program was doing when it was ended stands at
// the end of its output, and why, as often, at the start.

/** All lines where they are few, otherwise so many of either end. */
export function headAndTail(text: string, first: number, last: number): readonly string[] {
  const lines = text.trimEnd().split('\n');
  const omitted = lines.length - first - last;
  // One line is not worth the line that says so.
  if (omitted < 2) return lines;
  return [...lines.slice(0, first), `… ${omitted} lines …`, ...lines.slice(-last)];
}
