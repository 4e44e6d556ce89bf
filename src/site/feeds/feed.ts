// The feeds of the site, of its tags and authors: collects what they say and prints them in their format. An item's id must never
// depend on anything but the post's `id` and absolute address, so that feed readers recognize a post after it was edited.

import type { SiteConfig } from '../../model/config.ts';
import { type Built, type Diagnostic, type Span, warning } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { escapeHtml } from '../../text/escape.ts';
import { absoluteHref, relativeHref } from '../../text/href.ts';
import { addresses, authorUrl, tagUrl } from '../addresses.ts';
import { authorsOfPost } from '../catalog/authors.ts';
import { feedIdOf } from '../catalog/feed-ids.ts';
import type { PostSlice } from '../catalog/post-slice.ts';
import { latestChange } from '../date-format.ts';
import { wordsFor } from '../words.ts';
import { printAtom } from './atom.ts';
import { feedHtml } from './feed-html.ts';
import type { Feed } from './feed-model.ts';
import { printJsonFeed } from './json-feed.ts';
import { printRss } from './rss.ts';

export type FeedRoute = Extract<Route, { kind: 'feed' }>;

export interface FeedSources {
  /** The newest posts. */
  readonly slice: PostSlice;
  /** The text of a post as finished HTML with absolute addresses; `hasMore`: it is only the excerpt. */
  readonly textOf: (path: string) => { readonly html: string; readonly hasMore: boolean };
  /** The start of a post's text as plain text. */
  readonly excerptOf: (path: string) => string;
  /** Address of the theme's style sheet for feeds, or null. */
  readonly styleUrl: string | null;
}

/** Feed readers such as Feedly and FreshRSS stop reading, or slow down, at feeds larger than this. */
const maxBytes = 512 * 1024;

/** `at` is asked only if there is something to report: a feed that is too large. */
export function printFeed(route: FeedRoute, sources: FeedSources, config: SiteConfig, at: () => Span): Built<string> {
  const print = { atom: printAtom, rss: printRss, json: printJsonFeed }[route.format];
  const value = print(feedOf(route, sources, config));
  // The other formats have the same posts.
  const bytes = route.format === 'atom' ? Buffer.byteLength(value) : 0;
  return { value, diagnostics: bytes > maxBytes ? [tooLarge(route.url, bytes, sources.slice, config, at())] : [] };
}

/** The page with the same posts. */
function homeOf({ tag, author }: PostSlice, { permalinks }: SiteConfig): string {
  if (author !== null) return authorUrl(permalinks, author);
  return tag === null ? addresses.home : tagUrl(permalinks, tag.slug);
}

function tooLarge(url: string, bytes: number, { posts }: PostSlice, config: SiteConfig, at: Span): Diagnostic {
  const [size, limit] = [bytes, maxBytes].map((each) => `${Math.round(each / 1024)} KB`);
  const message = `the feed \`${url}\` has ${size} for ${posts.length === 1 ? '1 post' : `${posts.length} posts`}: many feed readers fail above ${limit}`;
  const fewer = `fewer posts (\`feeds: {limit: ${Math.max(1, Math.floor((posts.length * maxBytes) / bytes))}}\`)`;
  const hint =
    config.feedContent === 'excerpt'
      ? `put ${fewer} in it in \`content/site.yaml\`, or shorten the excerpts`
      : `put ${fewer} or only excerpts (\`feeds: {content: excerpt}\`) in it in \`content/site.yaml\``;
  return warning('feed/too-large', message, at, { hint });
}

function feedOf(route: FeedRoute, { slice, textOf, excerptOf, styleUrl }: FeedSources, config: SiteConfig): Feed {
  const { tag, posts } = slice;
  const author = config.authors.find(({ key }) => key === slice.author) ?? null;
  const about = author ?? tag;
  const siteUrl = config.url ?? '';
  return {
    address: absoluteHref(siteUrl, route.url),
    home: absoluteHref(siteUrl, homeOf(slice, config)),
    title: about === null ? config.title : `${config.title}: ${about.name}`,
    site: config.title,
    description: author?.bio ?? (tag === null ? (config.description ?? config.tagline) : tag.description),
    language: config.language,
    author: author === null ? config.author : { name: author.name, url: author.url, email: null },
    license: config.license?.name ?? null,
    updated: latestChange(posts.map(({ entry }) => entry)),
    style: styleUrl && relativeHref(route.url, styleUrl),
    items: posts.map(({ entry, tagNames }) => {
      const tags = entry.tags.map((slug, index) => ({ slug, name: tagNames[index] ?? slug }));
      const address = absoluteHref(siteUrl, entry.url);
      const { html, hasMore } = textOf(entry.path);
      const link = `<p><a href="${escapeHtml(address)}">${wordsFor(config.language).readOn}</a></p>`;
      // RSS requires a description before the content.
      const summary = entry.description ?? (route.format === 'rss' ? excerptOf(entry.path) || entry.title : null);
      return {
        entry,
        authors: entry.authors.length === 0 ? [] : authorsOfPost(entry.authors, config),
        html: feedHtml(html) + (hasMore ? link : ''),
        summary,
        tags,
        address,
        id: feedIdOf(entry, siteUrl),
      };
    }),
  };
}
