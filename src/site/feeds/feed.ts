// The feeds of the site and of its tags: which posts stand in them, and who prints them.
// An entry's id is its address in full: stable as long as the post stands where it is, whatever else of it changes.

import type { SiteConfig } from '../../model/config.ts';
import type { Entry, Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses, tagUrl } from '../addresses.ts';
import type { Stretch } from '../catalog/post-slice.ts';
import { printAtom } from './atom.ts';
import { printJsonFeed } from './json-feed.ts';
import { printRss } from './rss.ts';

export type FeedRoute = Extract<Route, { kind: 'feed' }>;

/** What all formats say, with addresses in full. */
export interface Feed {
  readonly address: string;
  /** The page whose news these are. */
  readonly home: string;
  readonly title: string;
  /** Title of the site. */
  readonly site: string;
  readonly description: string | null;
  readonly language: string;
  readonly author: SiteConfig['author'];
  readonly license: string | null;
  /** RFC 3339 and, for those who need it, the same in milliseconds; null for a feed without posts. */
  readonly updated: { readonly iso: string; readonly epochMs: number } | null;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly entry: Entry;
  readonly address: string;
  readonly html: string;
  /** Slugs and names. */
  readonly tags: readonly { readonly slug: string; readonly name: string }[];
}

/** `stretch`: the newest posts; `htmlOf`: a post's text, finished HTML made for feeds, with addresses in full. */
export function printFeed(
  route: FeedRoute,
  stretch: Stretch,
  htmlOf: (path: string) => string,
  config: SiteConfig,
): string {
  const print = { atom: printAtom, rss: printRss, json: printJsonFeed }[route.format];
  return print(feedOf(route, stretch, htmlOf, config));
}

function feedOf(route: FeedRoute, { tag, posts }: Stretch, htmlOf: (path: string) => string, config: SiteConfig): Feed {
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
