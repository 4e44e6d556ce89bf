// Posts that a reader of one post may want next: those that share tags or a series with it, rare ones counting more.
// Its cost must stay in proportion to the number of posts: of a large group only the neighbours in time are looked at,
// which also keeps a new post from changing what stands under every old one.

const maxRelated = 4;
/** How far to each side, in a group sorted by date, other posts are considered. */
const reach = 16;

/**
 * For each of `posts` (newest first) up to four others, best first: by the sum of 1 ÷ size of each group shared, then
 * by nearness in the stream, then the newer one. `groups` are the tags and series, as paths.
 */
export function relatedOf(
  posts: readonly string[],
  groups: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const indexOf = new Map(posts.map((path, index) => [path, index]));
  const sorted = groups.map((group) => group.flatMap((path) => indexOf.get(path) ?? []).toSorted((a, b) => a - b));
  const groupsOf: { group: readonly number[]; place: number }[][] = posts.map(() => []);
  for (const group of sorted) group.forEach((post, place) => groupsOf[post]?.push({ group, place }));

  const scores = new Float64Array(posts.length);
  return groupsOf.map((memberships, post) => {
    const seen: number[] = [];
    for (const { group, place } of memberships) {
      for (const other of group.slice(Math.max(0, place - reach), place + reach + 1)) {
        if (other === post) continue;
        if (scores[other] === 0) seen.push(other);
        scores[other] = (scores[other] ?? 0) + 1 / group.length;
      }
    }
    const best = bestOf(seen, scores, post);
    for (const other of seen) scores[other] = 0;
    return best.flatMap((other) => posts[other] ?? []);
  });
}

/** The best few, kept sorted while walking: sorting all of them for every post would be most of the work. */
function bestOf(candidates: readonly number[], scores: Float64Array, post: number): readonly number[] {
  const isBetter = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0) || Math.abs(b - post) - Math.abs(a - post);
    return difference === 0 ? a < b : difference > 0;
  };
  const best: number[] = [];
  for (const candidate of candidates) {
    let place = best.length;
    while (place > 0 && isBetter(candidate, best[place - 1] ?? candidate)) place--;
    if (place < maxRelated) best.splice(place, 0, candidate);
    if (best.length > maxRelated) best.pop();
  }
  return best;
}
