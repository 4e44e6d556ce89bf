// The sitemap: addresses for search engines, with the date each last changed. It must never contain unlisted pages, further
// pages of a list, or pages whose original is on another site.

import type { Permalinks } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses, allSeriesUrl, authorUrl, seriesUrl, sitemapPartUrl, tagsUrl, tagUrl } from '../addresses.ts';
import { lastChange, latestChange } from '../date-format.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** The limit of the sitemap format. */
const addressesPerFile = 50_000;
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

interface SitemapEntry {
  readonly url: string;
  readonly changed: string | null;
}

/** How many parts the sitemap has besides its index; 0 if everything fits into one file. */
export function sitemapPartCount(catalog: Catalog, permalinks: Permalinks): number {
  const count = sitemapEntriesOf(catalog, permalinks).length;
  return count > addressesPerFile ? Math.ceil(count / addressesPerFile) : 0;
}

/** `part` null: the sitemap itself, or the index of its parts if it has some. `siteUrl` has no final slash. */
export function sitemapFor(catalog: Catalog, permalinks: Permalinks, siteUrl: string, part: number | null): string {
  const entries = sitemapEntriesOf(catalog, permalinks);
  if (part === null && entries.length > addressesPerFile) {
    const parts = Array.from({ length: sitemapPartCount(catalog, permalinks) }, (_, index) =>
      sitemapPartUrl(index + 1),
    );
    const items = parts.map((url) => element('sitemap', {}, textElement('loc', absoluteHref(siteUrl, url))));
    return xmlDocument(element('sitemapindex', { xmlns: namespace }, ...items));
  }
  const start = ((part ?? 1) - 1) * addressesPerFile;
  const items = entries
    .slice(start, start + addressesPerFile)
    .map(({ url, changed }) =>
      element('url', {}, textElement('loc', absoluteHref(siteUrl, url)), textElement('lastmod', changed)),
    );
  return xmlDocument(element('urlset', { xmlns: namespace }, ...items));
}

function sitemapEntriesOf(catalog: Catalog, permalinks: Permalinks): readonly SitemapEntry[] {
  const entriesAt = (paths: readonly string[]) => paths.flatMap((path) => catalog.entries[path] ?? []);
  const posts = entriesAt(catalog.posts);
  const translated = posts.flatMap(({ translations }) => entriesAt(translations)).filter((entry) => !entry.unlisted);
  const pages = entriesAt(catalog.pages).filter((page) => !page.unlisted);
  const changed = latestChange(posts)?.iso ?? null;
  const groups = [
    ...catalog.tags.map((tag) => ({ url: tagUrl(permalinks, tag.slug), paths: tag.posts })),
    ...catalog.authors.map(({ key, posts: own }) => ({ url: authorUrl(permalinks, key), paths: own })),
    ...catalog.series.map((series) => ({ url: seriesUrl(permalinks, series.slug), paths: series.parts })),
  ];
  return [
    { url: addresses.home, changed },
    ...[...posts, ...translated, ...pages]
      .filter(({ canonical }) => canonical === null)
      .map((entry) => ({ url: entry.url, changed: lastChange(entry)?.iso ?? null })),
    { url: addresses.archive, changed },
    { url: tagsUrl(permalinks), changed },
    { url: allSeriesUrl(permalinks), changed },
    ...groups.map(({ url, paths }) => ({ url, changed: latestChange(entriesAt(paths))?.iso ?? null })),
  ];
}
