// 200 clients at once, an API that admits 20 requests per second, and a 429 with Retry-After for the rest. Time is simulated.
const clients = 200
const admitted = 20

/** A small generator of random numbers (mulberry32), so that each run is the same. */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

// #region simulate
function simulate(delay) {
  const random = generator(1)
  let queue = Array.from({ length: clients }, () => ({ at: 0, attempt: 1 }))
  let requests = 0
  let last = 0
  let refused = 0
  const used = new Map()
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at)
    const { at, attempt } = queue.shift()
    const second = Math.floor(at)
    requests++
    used.set(second, (used.get(second) ?? 0) + 1)
    if (used.get(second) <= admitted) last = at
    else queue.push({ at: at + delay(second + 1 - at, attempt, random, refused++), attempt: attempt + 1 })
  }
  return { requests, last }
}
// #endregion simulate

// #region delays
const delays = {
  'exactly Retry-After': (after) => after,
  'Retry-After + up to 1 s': (after, attempt, random) => after + random(),
  'Retry-After + up to 2^n s': (after, attempt, random) => after + random() * 2 ** attempt,
  'up to 2^n s, no Retry-After': (after, attempt, random) => random() * 2 ** attempt,
  'each its own Retry-After': (after, attempt, random, refused) => after + Math.floor(refused / admitted),
}
// #endregion delays

console.log('wait'.padEnd(30) + 'requests   all answered after')
for (const [name, delay] of Object.entries(delays)) {
  const { requests, last } = simulate(delay)
  console.log(`${name.padEnd(30)}${String(requests).padEnd(11)}${Math.ceil(last)} s`)
}
