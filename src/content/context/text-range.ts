// Ranges of a page's Markdown, as offsets, and the range of a syntax tree node. Offsets in the file are `Span`s, never these.

/** A range in UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The range of a node of either tree, or null if its position is missing or incomplete. */
export function rangeOf(node: Positioned): TextRange | null {
  const start = node.position?.start?.offset;
  const end = node.position?.end?.offset;
  return start === undefined || end === undefined ? null : { start, end };
}

/** A syntax tree node. Elements from raw HTML that is never closed may have only half a position. */
export interface Positioned {
  readonly position?: { readonly start?: Point | undefined; readonly end?: Point | undefined } | undefined;
}

interface Point {
  readonly offset?: number | undefined;
}
