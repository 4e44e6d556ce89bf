// Related posts: those that share tags or a series with a post; rare ones count more. The cost must never grow faster than
// the number of posts, so in a large group only posts close in time are considered. That also keeps a new post from
// changing the related posts of every old one.

const maxRelated = 4;
/** How many posts to each side are considered, in a group sorted by date. */
const maxDistance = 16;

/**
 * For each of `posts` (paths, newest first), up to four related posts, best first: by the sum of 1 ÷ size over the shared
 * groups, then by distance in `posts`, then the newer one. `groups` are the paths of the posts of each tag and series.
 */
export function relatedOf(
  posts: readonly string[],
  groups: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const indexOf = new Map(posts.map((path, index) => [path, index]));
  const sorted = groups.map((group) => group.flatMap((path) => indexOf.get(path) ?? []).toSorted((a, b) => a - b));
  const groupsOf: { group: readonly number[]; position: number }[][] = posts.map(() => []);
  for (const group of sorted) group.forEach((post, position) => groupsOf[post]?.push({ group, position }));

  const scores = new Float64Array(posts.length);
  return groupsOf.map((memberships, post) => {
    const seen: number[] = [];
    for (const { group, position } of memberships) {
      for (const other of group.slice(Math.max(0, position - maxDistance), position + maxDistance + 1)) {
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

/** Keeps the best few sorted while walking: sorting all candidates of every post would be most of the work. */
function bestOf(candidates: readonly number[], scores: Float64Array, post: number): readonly number[] {
  const isBetter = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0) || Math.abs(b - post) - Math.abs(a - post);
    return difference === 0 ? a < b : difference > 0;
  };
  const best: number[] = [];
  for (const candidate of candidates) {
    let rank = best.length;
    while (rank > 0 && isBetter(candidate, best[rank - 1] ?? candidate)) rank--;
    if (rank < maxRelated) best.splice(rank, 0, candidate);
    if (best.length > maxRelated) best.pop();
  }
  return best;
}
