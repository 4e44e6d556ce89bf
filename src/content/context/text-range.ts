// Ranges of a page's Markdown, as offsets, and the range of a syntax tree node.

/** From an offset up to, but not including, another; both count UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The range of a node of either tree; null where it has no full position. */
export function rangeOf(node: Positioned): TextRange | null {
  const start = node.position?.start?.offset;
  const end = node.position?.end?.offset;
  return start === undefined || end === undefined ? null : { start, end };
}

/** Elements that raw HTML never closes may have half a position. */
export interface Positioned {
  readonly position?: { readonly start?: Point | undefined; readonly end?: Point | undefined } | undefined;
}

interface Point {
  readonly offset?: number | undefined;
}
