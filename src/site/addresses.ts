// Addresses of all generated pages and files: root-relative and decoded. Published addresses must never change. Those of
// authors' pages are in `catalog/page-addresses.ts`. Where a site may choose, its permalinks decide.

import type { Permalinks } from '../model/config.ts';
import type { FeedFormat } from '../model/site.ts';
import { fillPermalink, permalinkFolder } from '../text/permalinks.ts';

export const addresses = {
  home: '/',
  archive: '/archive/',
  search: '/search/',
  searchIndex: '/search/index.json',
  notFound: '/404.html',
  sitemap: '/sitemap.xml',
  robots: '/robots.txt',
  llms: '/llms.txt',
  openSearch: '/opensearch.xml',
  speculationRules: '/speculation-rules.json',
  headers: '/_headers',
  redirects: '/_redirects',
  noJekyll: '/.nojekyll',
} as const;

/** A page of the index; pages count from 1. */
export function listUrl(permalinks: Permalinks, number: number): string {
  return pageOfList(permalinks, addresses.home, number);
}

/** The list of all tags: the folder that tags are in. */
export function tagsUrl({ tags }: Permalinks): string {
  return listFolder(tags, '/tags/');
}

/** A page of a tag; pages count from 1. */
export function tagUrl(permalinks: Permalinks, tag: string, number = 1): string {
  return pageOfList(permalinks, fillPermalink(permalinks.tags, { tag }), number);
}

/** The list of all series: the folder that series are in. */
export function allSeriesUrl({ series }: Permalinks): string {
  return listFolder(series, '/series/');
}

export function seriesUrl(permalinks: Permalinks, series: string): string {
  return fillPermalink(permalinks.series, { series });
}

/** A page of an author's posts; pages count from 1. */
export function authorUrl(permalinks: Permalinks, author: string, number = 1): string {
  return pageOfList(permalinks, fillPermalink(permalinks.authors, { author }), number);
}

/** The feed of an author: always Atom. */
export function authorFeedUrl(permalinks: Permalinks, author: string): string {
  return `${folderAt(authorUrl(permalinks, author))}feed.xml`;
}

/** The feed of the site. */
export function feedUrl(format: FeedFormat): string {
  return { atom: '/feed.xml', rss: '/rss.xml', json: '/feed.json' }[format];
}

/** The feed of a tag: always Atom. */
export function tagFeedUrl(permalinks: Permalinks, tag: string): string {
  return `${folderAt(tagUrl(permalinks, tag))}feed.xml`;
}

/** The Markdown copy of the page at `url`. */
export function copyUrl(url: string): string {
  return url.endsWith('/') ? `${url}index.md` : url.replace(/\.html?$/i, '.md');
}

/** The folder of files that belong to the page at `url`: the page's own, or the one with its name without `.html`. */
export function folderAt(url: string): string {
  return url.endsWith('/') ? url : `${url.replace(/\.html?$/i, '')}/`;
}

function pageOfList({ pagination }: Permalinks, url: string, number: number): string {
  if (number === 1) return url;
  return `${folderAt(url).slice(0, -1)}${fillPermalink(pagination, { number: String(number) })}`;
}

/** The home page is never a list of tags. */
function listFolder(pattern: string, standard: string): string {
  const folder = permalinkFolder(pattern);
  return folder === addresses.home ? standard : folder;
}

export function sitemapPartUrl(part: number): string {
  return `/sitemap-${part}.xml`;
}

/** A file of the search index; shards and pages count from 0. */
export function searchShardUrl(shard: number): string {
  return `/search/words/${shard}.json`;
}

export function searchPageUrl(number: number): string {
  return `/search/pages/${number}.json`;
}

/** How many pages a list of `count` posts needs, at least 1. */
export function pageCount(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** The file that holds the page at an address, as a path in `dist/`. */
export function outputPathOf(url: string): string {
  return url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
}

/** The canonical form of an address: `/a/index.html` is `/a/`. */
export function withoutIndex(url: string): string {
  return url.endsWith('/index.html') ? url.slice(0, -'index.html'.length) : url;
}

/** Whether an address of the host belongs to another site: it begins with one of `elsewhere`. */
export function isElsewhereIn(url: string, elsewhere: readonly string[]): boolean {
  return elsewhere.some((start) => url.startsWith(start) || `${url}/` === start);
}
