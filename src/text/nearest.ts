// "Did you mean": finds the known name most similar to a word, by edit distance. It must never suggest a name that shares
// nothing with the word.

import { byCodeUnit } from './order.ts';

/**
 * The name with the smallest edit distance (insertions, deletions, replacements, swaps of neighbors) from `word`, or null if
 * that is more than a third of the longer one's length. Of equally near names, the first by code unit. Ignores case.
 */
export function nearest(word: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names.toSorted(byCodeUnit)) {
    const limit = Math.max(1, Math.floor(Math.max(name.length, word.length) / 3));
    if (Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    const isUnrelated = distance >= Math.max(name.length, word.length);
    if (distance <= limit && distance < bestDistance && !isUnrelated) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance: Levenshtein distance in which a swap of neighbors is one edit. */
function editDistance(a: string, b: string): number {
  let previous: number[] = [];
  let current = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const replaced = (current[column - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const choices = [replaced, (current[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1];
      if (swapped) choices.push((previous[column - 2] ?? 0) + 1);
      next.push(Math.min(...choices));
    }
    previous = current;
    current = next;
  }
  return current[b.length] ?? 0;
}
