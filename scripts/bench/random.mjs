// Seeded random numbers: the same on every machine and in every run. Must never use the clock or Math.random.

/** Returns a generator of numbers in [0, 1), seeded with any number of strings or numbers (FNV-1a, then mulberry32). */
export function randomFrom(...seeds) {
  let state = 2166136261;
  for (const character of seeds.join(' ')) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `min` to `max`, inclusive. */
export function wholeFrom(random, min, max) {
  return min + Math.floor(random() * (max - min + 1));
}

export function oneOf(random, list) {
  return list[Math.floor(random() * list.length)];
}

/** Picks from a list with the frequencies of words (Zipf's law): the n-th in proportion to 1 / (n + 2). */
export function zipfPicker(list) {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let rank = 0; rank < list.length; rank++) {
    sum += 1 / (rank + 2);
    sums[rank] = sum;
  }
  return (random) => {
    const target = random() * sum;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < target) low = middle + 1;
      else high = middle;
    }
    return list[low];
  };
}
