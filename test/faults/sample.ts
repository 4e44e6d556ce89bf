// Which cases of many are tried: all of them where the count allows it, as in a soak, otherwise as many as it says, by the seed.

import type { RandomRun } from '../support/random.ts';

/** Numbers from 0 up to 1, the same for the same seed. */
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
  // Efraimidis and Spirakis: the largest of random numbers, each to the power of one by its weight.
  const drawn = items.map((item, place) => ({ item, place, key: next() ** (1 / weightOf(item)) }));
  const kept = drawn.toSorted((a, b) => b.key - a.key).slice(0, count);
  return kept.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
