// Routes by address, made once for each list of routes: asked for every link of every page.

import type { Route } from '../../model/site.ts';
import { decodeAddress } from '../../text/href.ts';
import { withoutIndex } from '../addresses.ts';

const indexes = new WeakMap<readonly Route[], ReadonlyMap<string, Route>>();

/** The route with exactly this address, or null. */
export function routeAt(routes: readonly Route[], url: string): Route | null {
  const index = indexes.get(routes) ?? new Map(routes.map((route) => [route.url, route]));
  indexes.set(routes, index);
  return index.get(url) ?? null;
}

/**
 * The route that a link as people write it leads to: percent-encoded or not, with `index.html`, or without its final
 * slash.
 */
export function findRoute(routes: readonly Route[], written: string): Route | null {
  return spellingsOf(written).reduce<Route | null>((found, url) => found ?? routeAt(routes, url), null);
}

/** The addresses that may be meant, likeliest first. */
export function spellingsOf(written: string): readonly string[] {
  if (written === '') return [];
  const decoded = decodeAddress(written);
  const urls = [written, decoded].map((url) => withoutIndex(url));
  return [...new Set([...urls, ...urls.filter((url) => !url.endsWith('/')).map((url) => `${url}/`)])];
}

/** The Markdown file of an article or page; null for anything else. */
export function pageAt(route: Route | null): string | null {
  return route?.kind === 'article' || route?.kind === 'page' ? route.path : null;
}
