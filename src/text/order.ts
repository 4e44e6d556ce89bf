// The only order in which texts are sorted: by UTF-16 code unit. It must never depend on a locale, or output would differ
// between machines.

/** A comparator for `sort`. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
