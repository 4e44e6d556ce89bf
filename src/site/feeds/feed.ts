// The feeds of the site and of its tags: collects what they say and prints them in their format. An item's id must never
// depend on anything but the post's absolute address, so that feed readers recognize a post after it was edited.

import type { SiteConfig } from '../../model/config.ts';
import type { Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses, tagUrl } from '../addresses.ts';
import type { PostSlice } from '../catalog/post-slice.ts';
import { latestChange } from '../dates.ts';
import { printAtom } from './atom.ts';
import type { Feed } from './feed-model.ts';
import { printJsonFeed } from './json-feed.ts';
import { printRss } from './rss.ts';

export type FeedRoute = Extract<Route, { kind: 'feed' }>;

/** `slice` has the newest posts; `htmlOf` returns the text of a post as finished HTML with absolute addresses. */
export function printFeed(
  route: FeedRoute,
  slice: PostSlice,
  htmlOf: (path: string) => string,
  config: SiteConfig,
): string {
  const print = { atom: printAtom, rss: printRss, json: printJsonFeed }[route.format];
  return print(feedOf(route, slice, htmlOf, config));
}

function feedOf(
  route: FeedRoute,
  { tag, posts }: PostSlice,
  htmlOf: (path: string) => string,
  config: SiteConfig,
): Feed {
  const siteUrl = config.url ?? '';
  return {
    address: absoluteHref(siteUrl, route.url),
    home: absoluteHref(siteUrl, tag === null ? addresses.home : tagUrl(tag.slug)),
    title: tag === null ? config.title : `${config.title}: ${tag.name}`,
    site: config.title,
    description: tag === null ? (config.description ?? config.tagline) : tag.description,
    language: config.language,
    author: config.author,
    license: config.license?.name ?? null,
    updated: latestChange(posts.map(({ entry }) => entry)),
    items: posts.map(({ entry, tagNames }) => {
      const tags = entry.tags.map((slug, index) => ({ slug, name: tagNames[index] ?? slug }));
      return { entry, html: htmlOf(entry.path), tags, address: absoluteHref(siteUrl, entry.url) };
    }),
  };
}
