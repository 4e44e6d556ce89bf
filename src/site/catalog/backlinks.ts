// Backlinks: for each linked file, the posts that link to it. Works on paths alone and must never read a title or a text.

import type { PageIndexData } from '../../model/page-parts.ts';
import { grouped } from './grouped.ts';

/** Maps the path of each linked file to the paths of the posts that link to it, in the order of `posts`. A post's links to itself don't count. */
export function backlinksOf(posts: readonly PageIndexData[]): ReadonlyMap<string, readonly string[]> {
  const links = posts.flatMap(({ path, links }) =>
    Array.from(new Set(links.map((link) => link.path)), (target) => ({ source: path, target })),
  );
  const others = links.filter(({ source, target }) => source !== target);
  const byTarget = grouped(others, ({ target }) => target);
  return new Map(Array.from(byTarget, ([target, group]) => [target, group.map(({ source }) => source)]));
}
