// "Did you mean" for paths and addresses. Compares names only, because people mistype names; whole paths must never be
// compared, as a long common folder makes any two of them similar.

import { nearest } from '../text/nearest.ts';

/** The candidate whose name is most similar to that of `path`; null if none is similar enough. */
export function nearestPath(path: string, candidates: readonly string[]): string | null {
  const byName = new Map(candidates.toReversed().map((candidate) => [nameOf(candidate), candidate]));
  const name = nearest(nameOf(path), [...byName.keys()]);
  return (name === null ? null : byName.get(name)) ?? null;
}

/** `a/b/index.md`, `a/b.md` and `/a/b/` are all `b`. */
function nameOf(path: string): string {
  const segments = path
    .replace(/(?:\/index)?\.(?:md|markdown|html?)$/i, '')
    .split('/')
    .filter((segment) => segment !== '');
  return segments.at(-1) ?? '';
}
