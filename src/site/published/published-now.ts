// What a site publishes that readers may keep: addresses, anchors, feed ids. It must never contain drafts, scheduled posts, or what moves by
// itself, such as the second page of a list or a footnote's number.

import type { Catalog, Route } from '../../model/site.ts';
import { feedIdOf } from '../catalog/feed-ids.ts';
import type { Published } from './published-list.ts';

/** The site as it is. */
export interface PresentSite {
  readonly routes: readonly Route[];
  readonly catalog: Catalog;
  /** The ids in a page's body. */
  readonly anchorsOf: (path: string) => readonly string[];
  /** Null for a site without feeds. */
  readonly siteUrl: string | null;
}

export function publishedNow({ routes, catalog, anchorsOf, siteUrl }: PresentSite): readonly Published[] {
  const inFeeds = new Set(siteUrl === null ? [] : catalog.posts);
  return routes.filter(isKept).flatMap((route): Published[] => {
    const { url } = route;
    const address: Published = { url, anchor: null, id: null };
    if (route.kind !== 'article' && route.kind !== 'page') return [address];
    const entry = catalog.entries[route.path];
    if (entry === undefined || entry.unpublished !== null) return [];
    const id = inFeeds.has(entry.path) ? feedIdOf(entry, siteUrl ?? '') : null;
    const anchors = anchorsOf(entry.path).filter(isStable);
    return [address].concat(
      id === null ? [] : { url, anchor: null, id },
      anchors.map((anchor) => ({ url, anchor, id: null })),
    );
  });
}

/** Whether people link to a route, and it stays where it is. */
function isKept(route: Route): boolean {
  switch (route.kind) {
    case 'list':
    case 'tag':
    case 'author':
      return route.number === 1;
    case 'copy':
    case 'not-found':
    case 'search-index':
    case 'search-shard':
    case 'search-page':
    case 'sitemap':
    case 'robots':
    case 'llms':
    case 'open-search':
    case 'speculation-rules':
    case 'headers':
    case 'redirects':
    case 'no-jekyll':
      return false;
    default:
      return true;
  }
}

/** Ids of footnotes count them, so they change with every new one. */
function isStable(anchor: string): boolean {
  return !/^note-\d+(?:-\d+)?$/.test(anchor);
}
