// Addresses of all generated pages and files: root-relative and decoded. Published addresses must never change. Those of
// authors' pages are in `catalog/page-addresses.ts`.

import type { FeedFormat } from '../model/site.ts';

export const addresses = {
  home: '/',
  tags: '/tags/',
  series: '/series/',
  archive: '/archive/',
  search: '/search/',
  searchIndex: '/search/index.json',
  notFound: '/404.html',
  sitemap: '/sitemap.xml',
  robots: '/robots.txt',
  llms: '/llms.txt',
  headers: '/_headers',
  redirects: '/_redirects',
  noJekyll: '/.nojekyll',
} as const;

/** A page of the index; pages count from 1. */
export function listUrl(number: number): string {
  return number === 1 ? '/' : `/page/${number}/`;
}

/** A page of a tag; pages count from 1. */
export function tagUrl(slug: string, number = 1): string {
  return number === 1 ? `/tags/${slug}/` : `/tags/${slug}/page/${number}/`;
}

export function seriesUrl(slug: string): string {
  return `/series/${slug}/`;
}

/** The feed of the site, or of a tag. A tag has only an Atom feed. */
export function feedUrl(format: FeedFormat, tag: string | null = null): string {
  if (tag !== null) return `/tags/${tag}/feed.xml`;
  return { atom: '/feed.xml', rss: '/rss.xml', json: '/feed.json' }[format];
}

/** The Markdown copy of the page at `url`. */
export function copyUrl(url: string): string {
  return `${url}index.md`;
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
