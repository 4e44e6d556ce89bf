// Changes of a text by offsets, so that everything else stays as its author wrote it.

export interface Edit {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly text: string;
}

/** Applies edits to a part of a text. Of two that overlap, the one that starts first and is longer wins; what is inserted stays. */
export function applyEdits(
  text: string,
  edits: readonly Edit[],
  range: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
): string {
  const isInsertion = ({ start, end }: Edit) => start === end;
  const sorted = edits.toSorted(
    (a, b) => a.start - b.start || Number(isInsertion(b)) - Number(isInsertion(a)) || b.end - a.end,
  );
  const pieces: string[] = [];
  let from = range.start;
  for (const edit of sorted) {
    if (edit.start < from) continue;
    pieces.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  return pieces.join('') + text.slice(from, range.end);
}
