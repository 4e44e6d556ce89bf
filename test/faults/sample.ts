// Which cases of many are tried: all of them if the count allows it, as in a soak, otherwise a sample by the seed.

import type { RandomRun } from '../support/random.ts';

/** Random numbers from 0 up to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32.
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** In their order. Those of double weight are twice as likely. */
export function sampled<T>(
  items: readonly T[],
  { count, seed }: RandomRun,
  weightOf: (item: T) => number = () => 1,
): T[] {
  const next = random(seed);
  // Efraimidis and Spirakis: the largest of random numbers, each to the power of 1 / weight.
  const drawn = items.map((item, index) => ({ item, index, key: next() ** (1 / weightOf(item)) }));
  const chosen = drawn.toSorted((a, b) => b.key - a.key).slice(0, count);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}
