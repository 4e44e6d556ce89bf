// The sitemap: addresses that search engines should know, with the day each last changed. Nothing that is unlisted,
// that is a page of a longer list, or whose original stands elsewhere.

import type { Catalog, CatalogEntry } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses, seriesUrl, sitemapPartUrl, tagUrl } from '../addresses.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** The format allows no more addresses in one file. */
const addressesPerFile = 50_000;
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

interface Listing {
  readonly url: string;
  readonly changed: string | null;
}

/** How many parts the sitemap needs; 0: it fits into one file. */
export function sitemapPartCount(catalog: Catalog): number {
  const count = placesOf(catalog).length;
  return count > addressesPerFile ? Math.ceil(count / addressesPerFile) : 0;
}

/** `part` null: the sitemap itself, or the index of its parts where it has some. `base` is the site's address. */
export function sitemapFor(catalog: Catalog, base: string, part: number | null): string {
  const places = placesOf(catalog);
  if (part === null && places.length > addressesPerFile) {
    const parts = Array.from({ length: sitemapPartCount(catalog) }, (_, index) => sitemapPartUrl(index + 1));
    const items = parts.map((url) => element('sitemap', {}, textElement('loc', absoluteHref(base, url))));
    return xmlDocument(element('sitemapindex', { xmlns: namespace }, ...items));
  }
  const start = ((part ?? 1) - 1) * addressesPerFile;
  const items = places
    .slice(start, start + addressesPerFile)
    .map(({ url, changed }) =>
      element('url', {}, textElement('loc', absoluteHref(base, url)), textElement('lastmod', changed)),
    );
  return xmlDocument(element('urlset', { xmlns: namespace }, ...items));
}

function placesOf(catalog: Catalog): readonly Listing[] {
  const entriesAt = (paths: readonly string[]) => paths.flatMap((path) => catalog.entries[path] ?? []);
  const posts = entriesAt(catalog.posts);
  const pages = entriesAt(catalog.pages).filter((page) => !page.unlisted);
  const changed = newestChange(posts);
  const groups = [
    ...catalog.tags.map((tag) => ({ url: tagUrl(tag.slug), paths: tag.posts })),
    ...catalog.series.map((series) => ({ url: seriesUrl(series.slug), paths: series.parts })),
  ];
  return [
    { url: addresses.home, changed },
    ...[...posts, ...pages]
      .filter(({ canonical }) => canonical === null)
      .map((entry) => ({ url: entry.url, changed: changeOf(entry) })),
    { url: addresses.archive, changed },
    { url: addresses.tags, changed },
    { url: addresses.series, changed },
    ...groups.map(({ url, paths }) => ({ url, changed: newestChange(entriesAt(paths)) })),
  ];
}

function changeOf({ date, updated }: CatalogEntry): string | null {
  return (updated ?? date)?.iso ?? null;
}

/** By instant; of equal ones the first. */
function newestChange(entries: readonly CatalogEntry[]): string | null {
  const dates = entries.flatMap(({ date, updated }) => updated ?? date ?? []);
  const newest = dates.reduce<(typeof dates)[number] | null>(
    (best, date) => (best === null || date.epochMs > best.epochMs ? date : best),
    null,
  );
  return newest?.iso ?? null;
}
