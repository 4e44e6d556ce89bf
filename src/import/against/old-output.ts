// The old site as it was published: its output folder, or a list of addresses. Pages with their anchors, feeds with their entries. Must only
// read.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError } from '../source/model.ts';
import { openSourceFiles } from '../source/source-files.ts';
import { scanFeed, scanPage } from './scan.ts';

export interface OldSite {
  /** Anchors of each page by address: ids of headings, and what other pages link to. */
  readonly pages: ReadonlyMap<string, readonly string[]>;
  /** Entries of each feed by address. */
  readonly feeds: ReadonlyMap<string, readonly FeedEntry[]>;
}

export interface FeedEntry {
  readonly id: string;
  /** Address of the page on the old site. */
  readonly link: string;
}

/** Throws an `ImportError` if there is nothing to compare with, before anything is imported. */
export function checkOldSite(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  const hasPages = found?.isDirectory()
    ? openSourceFiles(path).paths.some((file) => /\.html?$/i.test(file))
    : found?.isFile() && fromList(readFileSync(path, 'utf8'), null).pages.size > 0;
  if (hasPages !== true) throw nothingToCompare(path);
}

function nothingToCompare(path: string): ImportError {
  const hint = 'name the output folder of the old generator, or a file with one address in each line';
  return new ImportError([{ message: `\`${path}\` has no pages to compare with`, file: null, line: 0, hint }]);
}

/** `siteUrl` is the old site's address, to know its links. Throws an `ImportError` if there is nothing to compare with. */
export function readOldSite(path: string, siteUrl: string | null): OldSite {
  const found = statSync(path, { throwIfNoEntry: false });
  const old = found?.isDirectory()
    ? fromFolder(path, siteUrl)
    : found?.isFile()
      ? fromList(readFileSync(path, 'utf8'), siteUrl)
      : null;
  if (old !== null && old.pages.size > 0) return old;
  throw nothingToCompare(path);
}

function fromFolder(root: string, siteUrl: string | null): OldSite {
  const files = openSourceFiles(root);
  const feeds = new Map<string, readonly FeedEntry[]>();
  const scanned = new Map<string, ReturnType<typeof scanPage>>();
  for (const path of files.paths) {
    if (/\.html?$/i.test(path)) scanned.set(addressOf(path), scanPage(readFileSync(join(root, path), 'utf8')));
    else if (/\.(?:xml|rss|atom|json)$/i.test(path)) {
      const entries = scanFeed(readFileSync(join(root, path), 'utf8'));
      if (entries !== null)
        feeds.set(
          `/${path}`,
          entries.map(({ id, link }) => ({ id, link: localAddress(link, siteUrl) ?? link })),
        );
    }
  }
  const wanted = linkedAnchors(scanned, siteUrl);
  const all = [...scanned.values()];
  const common = onManyPages(
    all.map(({ headingIds }) => headingIds),
    1 / 2,
  );
  const ofTheme = onManyPages(
    all.map(({ headingIds, ids }) => [...ids].filter((id) => !headingIds.includes(id))),
    1 / 10,
  );
  const pages = new Map(
    [...scanned].map(([address, { headingIds, ids, isRedirect }]) => {
      const linked = [...(wanted.get(address) ?? [])].filter((id) => ids.has(id) && !ofTheme.has(id));
      const own = headingIds.filter((id) => !common.has(id));
      return [address, isRedirect ? [] : [...new Set([...own, ...linked])]];
    }),
  );
  return { pages, feeds };
}

/** One address in each line, with or without host, or the `<loc>`s of a sitemap. */
function fromList(text: string, siteUrl: string | null): OldSite {
  const locations = [...text.matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)].map(([, address = '']) => address);
  const lines = locations.length > 0 ? locations : text.split(/\r?\n/).map((line) => line.trim().split(/\s/)[0] ?? '');
  const addresses = lines.flatMap((line) =>
    line === '' || line.startsWith('#') ? [] : (localAddress(line, siteUrl) ?? []),
  );
  return { pages: new Map(addresses.map((address) => [address, []])), feeds: new Map() };
}

function addressOf(path: string): string {
  return `/${path}`.replace(/\/index\.html?$/i, '/');
}

/** The path of an address of this site, below the site's own; null for other hosts. */
export function localAddress(written: string, siteUrl: string | null): string | null {
  const base = siteUrl ?? 'http://old.invalid';
  if (!URL.canParse(written, `${base}/`)) return null;
  const [url, home] = [new URL(written, `${base}/`), new URL(base)];
  const isLocal =
    url.host.replace(/^www\./, '') === home.host.replace(/^www\./, '') ||
    siteUrl === null ||
    /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(url.hostname);
  if (!isLocal) return null;
  const path = home.pathname.replace(/\/+$/, '');
  const local = path !== '' && url.pathname.startsWith(`${path}/`) ? url.pathname.slice(path.length) : url.pathname;
  try {
    return decodeURIComponent(local)
      .normalize('NFC')
      .replace(/\/index\.html?$/i, '/');
  } catch {
    return local;
  }
}

/** Anchors that pages link to, by the address of the page that has them. */
function linkedAnchors(
  pages: ReadonlyMap<string, ReturnType<typeof scanPage>>,
  siteUrl: string | null,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [address, { links }] of pages)
    for (const { href, fragment } of links) {
      const base = `${(siteUrl ?? 'http://old.invalid').replace(/\/+$/, '')}${address}`;
      const target = href === '' || !URL.canParse(href, base) ? null : localAddress(new URL(href, base).href, siteUrl);
      if (target === null || target === address) continue;
      found.set(target, (found.get(target) ?? new Set()).add(fragment));
    }
  return found;
}

/**
 * Ids that are on many pages belong to the theme, such as that of its comments: a larger share of headings, since posts may have some in
 * common.
 */
function onManyPages(pages: readonly (readonly string[])[], share: number): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const ids of pages) for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 5 && count > pages.length * share).map(([id]) => id));
}
