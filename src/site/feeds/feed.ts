// The feeds of the site and of its tags: which posts stand in them, and who prints them.
// An entry's id is its address in full: stable as long as the post stands where it is, whatever else of it changes.

import type { SiteConfig } from '../../model/config.ts';
import type { Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses, tagUrl } from '../addresses.ts';
import type { PostSlice } from '../catalog/post-slice.ts';
import { printAtom } from './atom.ts';
import type { Feed } from './feed-model.ts';
import { printJsonFeed } from './json-feed.ts';
import { printRss } from './rss.ts';

export type FeedRoute = Extract<Route, { kind: 'feed' }>;

/** `stretch`: the newest posts; `htmlOf`: a post's text, finished HTML made for feeds, with addresses in full. */
export function printFeed(
  route: FeedRoute,
  stretch: PostSlice,
  htmlOf: (path: string) => string,
  config: SiteConfig,
): string {
  const print = { atom: printAtom, rss: printRss, json: printJsonFeed }[route.format];
  return print(feedOf(route, stretch, htmlOf, config));
}

function feedOf(
  route: FeedRoute,
  { tag, posts }: PostSlice,
  htmlOf: (path: string) => string,
  config: SiteConfig,
): Feed {
  const base = config.url ?? '';
  const dates = posts.flatMap(({ entry }) => entry.updated ?? entry.date ?? []);
  return {
    address: absoluteHref(base, route.url),
    home: absoluteHref(base, tag === null ? addresses.home : tagUrl(tag.slug)),
    title: tag === null ? config.title : `${config.title}: ${tag.name}`,
    site: config.title,
    description: tag === null ? (config.description ?? config.tagline) : tag.description,
    language: config.language,
    author: config.author,
    license: config.license?.name ?? null,
    updated: dates.reduce<Feed['updated']>(
      (newest, date) => (newest === null || date.epochMs > newest.epochMs ? date : newest),
      null,
    ),
    items: posts.map(({ entry, tagNames }) => {
      const tags = entry.tags.map((slug, index) => ({ slug, name: tagNames[index] ?? slug }));
      return { entry, html: htmlOf(entry.path), tags, address: absoluteHref(base, entry.url) };
    }),
  };
}
