// "Did you mean": finds the known name most similar to a word, by edit distance. It must never suggest a name that shares
// nothing with the word, and never compare long texts: a suggestion may not cost more than what it is for.

import { byCodeUnit } from './order.ts';

/** Longer words get no suggestion: they are addresses with data in them, not misspelled names. */
const maxLength = 100;

export interface NameIndex {
  /**
   * The name with the smallest edit distance (insertions, deletions, replacements, swaps of neighbors) from `word`, or null if
   * that is more than a third of the longer one's length. Of equally near names, the first by code unit. Ignores case.
   */
  nearest(word: string): string | null;
}

interface Name {
  readonly name: string;
  readonly lower: string;
  /** The characters it has, one bit each; several characters share a bit. */
  readonly characters: number;
}

/** Indexes by list: lists of names that live as long as the tool or a build are prepared once. */
const indexes = new WeakMap<readonly string[], NameIndex>();

/** The nearest of a few names, as `NameIndex` finds it. */
export function nearest(word: string, names: readonly string[]): string | null {
  const index = indexes.get(names) ?? nameIndex(names);
  indexes.set(names, index);
  return index.nearest(word);
}

/** Prepares a list of names for many look-ups. The same word is looked up once. */
export function nameIndex(names: readonly string[]): NameIndex {
  const sorted = names
    .filter((name) => name.length <= maxLength)
    .toSorted(byCodeUnit)
    .map((name): Name => ({ name, lower: name.toLowerCase(), characters: charactersOf(name.toLowerCase()) }));
  const found = new Map<string, string | null>();
  return {
    nearest(word) {
      const known = found.get(word);
      if (known !== undefined) return known;
      const name = word.length > maxLength ? null : nearestIn(word.toLowerCase(), sorted);
      found.set(word, name);
      return name;
    },
  };
}

function nearestIn(word: string, names: readonly Name[]): string | null {
  const characters = charactersOf(word);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const { name, lower, characters: others } of names) {
    const longer = Math.max(lower.length, word.length);
    const limit = Math.min(Math.max(1, Math.floor(longer / 3)), longer - 1, bestDistance - 1);
    if (Math.abs(lower.length - word.length) > limit) continue;
    // Each character that only one of the two has costs an edit.
    if (bitCount(characters & ~others) > limit || bitCount(others & ~characters) > limit) continue;
    const distance = editDistance(word, lower, limit);
    if (distance > limit) continue;
    best = name;
    bestDistance = distance;
    if (distance === 0) break;
  }
  return best;
}

function charactersOf(text: string): number {
  let bits = 0;
  for (let index = 0; index < text.length; index++) bits |= 1 << (text.charCodeAt(index) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * Optimal string alignment distance: Levenshtein distance in which a swap of neighbors is one edit. Stops with a number above
 * `limit` once no shorter distance is possible.
 */
function editDistance(a: string, b: string, limit: number): number {
  let previous: number[] = [];
  let current = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let distance = (current[column - 1] ?? 0) + (isSame ? 0 : 1);
      distance = Math.min(distance, (current[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        distance = Math.min(distance, (previous[column - 2] ?? 0) + 1);
      next.push(distance);
      least = Math.min(least, distance);
    }
    // A swap in the next row starts from the row before this one, at one edit more.
    if (least > limit && Math.min(...current) >= limit) return limit + 1;
    previous = current;
    current = next;
  }
  return current[b.length] ?? 0;
}
