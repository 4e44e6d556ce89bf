// "Did you mean" for paths and addresses: by their names, for a slip in the name is what people make, and a long shared
// folder would make any two paths look alike.

import { nearest } from '../text/nearest.ts';

/** The candidate whose name is nearest to that of `path`, or null. */
export function nearestPath(path: string, candidates: readonly string[]): string | null {
  const byName = new Map(candidates.toReversed().map((candidate) => [nameOf(candidate), candidate]));
  const name = nearest(nameOf(path), [...byName.keys()]);
  return (name === null ? null : byName.get(name)) ?? null;
}

/** `a/b/index.md`, `a/b.md` and `/a/b/` are all `b`. */
function nameOf(path: string): string {
  const steps = path
    .replace(/(?:\/index)?\.(?:md|markdown|html?)$/i, '')
    .split('/')
    .filter((step) => step !== '');
  return steps.at(-1) ?? '';
}
