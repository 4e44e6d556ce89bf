// Finds routes by address. Every link of every page is looked up here, so the map is built once for each list of routes,
// and a list of routes must never change.

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

/** The route that a link leads to. Authors may percent-encode the link, append `index.html`, or omit the final slash. */
export function findRoute(routes: readonly Route[], written: string): Route | null {
  return possibleUrls(written).reduce<Route | null>((route, url) => route ?? routeAt(routes, url), null);
}

/** A link without its query and fragment: the part that names a page. */
export function withoutQuery(href: string): string {
  return href.replace(/[?#].*$/s, '');
}

/** The decoded addresses that a link may mean, the likeliest first. */
export function possibleUrls(written: string): readonly string[] {
  if (written === '') return [];
  const decoded = decodeAddress(written);
  const urls = [written, decoded].map((url) => withoutIndex(url));
  return [...new Set([...urls, ...urls.filter((url) => !url.endsWith('/')).map((url) => `${url}/`)])];
}

/** The path of the Markdown file of an article or page; null for any other route. */
export function pageAt(route: Route | null): string | null {
  return route?.kind === 'article' || route?.kind === 'page' ? route.path : null;
}
