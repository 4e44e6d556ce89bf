// Finds named regions of a source file, marked by comments of any language: `// #region name` … `// #endregion`, or
// `# [name]` … `# [/name]`. A mark counts only if it is alone on its line and has a counterpart.

export interface Region {
  /** Lines, counted from 0, without the marks; in an empty region, `last` is before `first`. */
  readonly first: number;
  readonly last: number;
}

/** Every region that is opened and closed, by name; the first one if two have the same name. */
export function regionsOf(lines: readonly string[]): ReadonlyMap<string, Region> {
  return pairMarks(lines).regions;
}

/** The numbers, from 0, of all lines that open or close a region. */
export function regionMarks(lines: readonly string[]): ReadonlySet<number> {
  return pairMarks(lines).marks;
}

/** Whether a line opens the region, even if none closes it. */
export function opensRegion(lines: readonly string[], name: string): boolean {
  return lines.some((line) => markAt(line)?.name === name);
}

interface Mark {
  readonly kind: 'open' | 'close';
  /** `word` for `#region`, `brackets` for `[name]`. */
  readonly style: 'word' | 'brackets';
  readonly name: string | null;
}

const comment = /^\s*(?:\/\/|\/\*|#|--|;+|%|<!--|\(\*|"|')\s*(.*?)\s*(?:\*\/|-->|\*\))?\s*$/;

function markAt(line: string): Mark | null {
  const text = comment.exec(line)?.[1];
  if (text === undefined) return null;
  const word = /^(?:#|pragma )?(end)?region(?:\s+([\w.-]+))?$/.exec(text);
  if (word) return { kind: word[1] ? 'close' : 'open', style: 'word', name: word[2] ?? null };
  const brackets = /^\[(\/|end )?([\w.-]+)\]$/.exec(text);
  return brackets ? { kind: brackets[1] ? 'close' : 'open', style: 'brackets', name: brackets[2] ?? null } : null;
}

function pairMarks(lines: readonly string[]) {
  const regions = new Map<string, Region>();
  const marks = new Set<number>();
  const open: (Mark & { line: number })[] = [];
  lines.forEach((text, line) => {
    const mark = markAt(text);
    if (mark?.kind === 'open') open.push({ ...mark, line });
    if (mark?.kind !== 'close') return;
    const index = open.findLastIndex(
      ({ style, name }) => style === mark.style && (mark.name === null || name === mark.name),
    );
    const start = open[index];
    if (!start) return;
    open.splice(index, 1);
    marks.add(start.line).add(line);
    if (start.name !== null && !regions.has(start.name)) {
      regions.set(start.name, { first: start.line + 1, last: line - 1 });
    }
  });
  return { regions, marks };
}
