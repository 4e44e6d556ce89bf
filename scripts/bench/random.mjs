// Chance by seed: the same numbers on every machine, in every run. Must never ask the clock or Math.random.

/** A generator of numbers in [0, 1), from any number of words (FNV-1a, then mulberry32). */
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

/** A whole number from `least` to `most`, both possible. */
export function wholeFrom(random, least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

export function oneOf(random, list) {
  return list[Math.floor(random() * list.length)];
}

/** Picks from a list as words are used: the n-th is used in proportion to 1 / (n + 2), as Zipf found. */
export function zipfPicker(list) {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let rank = 0; rank < list.length; rank++) {
    sum += 1 / (rank + 2);
    sums[rank] = sum;
  }
  return (random) => {
    const wanted = random() * sum;
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return list[low];
  };
}
