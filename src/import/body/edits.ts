// Changes of a text by offsets, so that everything else stays as its author wrote it.

export interface Edit {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text: string;
}

export interface Edited {
  readonly text: string;
  /** The offset in the old text of what is at an offset of the new one. */
  readonly before: (offset: number) => number;
}

/** Applies edits. Of two that overlap, the one that starts first and is longer wins; what is inserted stays. */
export function applyEdits(text: string, edits: readonly Edit[]): Edited {
  const isInsertion = ({ start, end }: Edit) => start === end;
  const sorted = edits.toSorted((a, b) => a.start - b.start || Number(isInsertion(b)) - Number(isInsertion(a)) || b.end - a.end);
  const pieces: string[] = [];
  /** Starts in the new text and in the old one. */
  const marks: (readonly [after: number, before: number])[] = [[0, 0]];
  let from = 0;
  let length = 0;
  for (const edit of sorted) {
    if (edit.start < from) continue;
    const kept = text.slice(from, edit.start);
    pieces.push(kept, edit.text);
    length += kept.length;
    marks.push([length, edit.start]);
    length += edit.text.length;
    marks.push([length, edit.end]);
    from = edit.end;
  }
  if (from === 0 && pieces.length === 0) return { text, before: (offset) => offset };
  pieces.push(text.slice(from));
  return { text: pieces.join(''), before: (offset) => offsetBefore(marks, offset) };
}

function offsetBefore(marks: readonly (readonly [number, number])[], offset: number): number {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.[0] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const [after, before] = marks[low] ?? [0, 0];
  const next = marks[low + 1]?.[1];
  const moved = before + offset - after;
  return next === undefined ? moved : Math.min(moved, next);
}
