// The first and last lines of a long output: its start often shows why a program failed, and its end what the program was doing. Must
// always say how many lines it leaves out.

/** Returns all lines of a short text, else the first `first` and the last `last` lines. */
export function headAndTail(text: string, first: number, last: number): readonly string[] {
  const lines = text.trimEnd().split('\n');
  const omitted = lines.length - first - last;
  // The note takes a line itself.
  if (omitted < 2) return lines;
  return [...lines.slice(0, first), `… ${omitted} lines …`, ...lines.slice(-last)];
}
