// Who links to whom, seen from the one linked to.

import type { PageIndexData } from '../../model/parts.ts';
import { grouped } from './grouped.ts';

/**
 * For each file that is linked to, the paths of the posts that do, in the order of `posts`; a link to oneself does not
 * count.
 */
export function backlinksOf(posts: readonly PageIndexData[]): ReadonlyMap<string, readonly string[]> {
  const links = posts.flatMap(({ path, links }) =>
    Array.from(new Set(links.map((link) => link.path)), (target) => ({ source: path, target })),
  );
  const others = links.filter(({ source, target }) => source !== target);
  const byTarget = grouped(others, ({ target }) => target);
  return new Map(Array.from(byTarget, ([target, group]) => [target, group.map(({ source }) => source)]));
}
