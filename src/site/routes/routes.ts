// Catalog → routes: everything that `dist/` consists of, but for the files that pages and themes bring along.
// No two routes of the result share an address.

import type { SiteConfig } from '../../model/config.ts';
import type { Built, Diagnostic, Span } from '../../model/diagnostic.ts';
import { warning } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import type { Catalog, CatalogEntry, Claim, Route } from '../../model/site.ts';
import {
  addresses,
  copyUrl,
  feedUrl,
  listUrl,
  pageCount,
  searchIndexUrl,
  seriesUrl,
  sitemapPartUrl,
  tagUrl,
  withoutIndex,
} from '../addresses.ts';
import { sitemapPartCount } from '../files/sitemap.ts';
import { searchPartCount } from '../search/search-index.ts';
import type { AddressRequest } from './collisions.ts';
import { assignAddresses, folded } from './collisions.ts';
import { brokenNav } from './nav.ts';
import { redirectFor } from './redirects.ts';

/**
 * `publicFiles` are paths from the root (`public/logo.png`). Reports addresses that two want, aliases that can't be,
 * names that some systems can't store, and navigation that leads nowhere. Without `url` there are no feeds and no
 * sitemap; the configuration's decoder has said so. `siteSpanOf` tells where a setting (`nav.0.href`) stands.
 */
export function routesFor(
  catalog: Catalog,
  publicFiles: readonly string[],
  config: SiteConfig,
  siteSpanOf: (setting: string) => Span,
  spanOf: SpanOf,
): Built<readonly Route[]> {
  const pages = catalog.claims.filter((claim) => claim.as === 'page');
  const aliases = catalog.claims
    .filter((claim) => claim.as === 'alias')
    .map((claim) => aliasWish(claim, catalog, spanOf));
  const { routes, diagnostics } = assignAddresses([
    ...ownRoutes(catalog, config).map(ownWish),
    ...pages.flatMap((claim) => pageWish(claim, catalog, spanOf)),
    ...copyWishes(pages, catalog, spanOf),
    ...publicFiles.map(publicWish),
    ...aliases.filter(isWish),
  ]);
  return {
    value: routes,
    diagnostics: [
      ...aliases.filter(isDiagnostic),
      ...diagnostics,
      ...pages.flatMap((claim) => unportable(claim, spanOf)),
      ...brokenNav(config.nav, routes, siteSpanOf),
    ],
  };
}

/** What the site makes of itself, in the order in which people may want to see it. */
function ownRoutes(catalog: Catalog, config: SiteConfig): Route[] {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const tagPages = catalog.tags.flatMap(({ slug, posts }) =>
    numbers(pageCount(posts.length, config.postsPerPage)).map(
      (number): Route => ({ kind: 'tag', url: tagUrl(slug, number), tag: slug, number }),
    ),
  );
  return [
    ...numbers(pageCount(catalog.posts.length, config.postsPerPage)).map(
      (number): Route => ({ kind: 'list', url: listUrl(number), number }),
    ),
    { kind: 'tags', url: addresses.tags },
    ...tagPages,
    { kind: 'all-series', url: addresses.series },
    ...catalog.series.map(({ slug }): Route => ({ kind: 'series', url: seriesUrl(slug), series: slug })),
    { kind: 'archive', url: addresses.archive },
    { kind: 'search', url: addresses.search },
    { kind: 'not-found', url: addresses.notFound },
    ...(config.url === null ? [] : routesWithUrl(catalog)),
    ...numbers(searchPartCount(catalog)).map(
      (part): Route => ({ kind: 'search-index', url: searchIndexUrl(part), part }),
    ),
    { kind: 'robots', url: addresses.robots },
    { kind: 'llms', url: addresses.llms },
    { kind: 'headers', url: addresses.headers },
    { kind: 'redirects', url: addresses.redirects },
    { kind: 'no-jekyll', url: addresses.noJekyll },
  ];
}

/** What needs the address of the whole site. */
function routesWithUrl(catalog: Catalog): Route[] {
  const formats = ['atom', 'rss', 'json'] as const;
  const parts = sitemapPartCount(catalog);
  return [
    ...formats.map((format): Route => ({ kind: 'feed', url: feedUrl(format), format, tag: null })),
    ...catalog.tags.map(({ slug }): Route => ({ kind: 'feed', url: feedUrl('atom', slug), format: 'atom', tag: slug })),
    { kind: 'sitemap', url: addresses.sitemap, part: null },
    ...Array.from(
      { length: parts },
      (_, index): Route => ({ kind: 'sitemap', url: sitemapPartUrl(index + 1), part: index + 1 }),
    ),
  ];
}

function ownWish(route: Route): AddressRequest {
  return { route, owner: ownerOf(route), at: null, hint: null };
}

function ownerOf(route: Route): string {
  switch (route.kind) {
    case 'list':
      return 'the list of posts';
    case 'tags':
      return 'the list of tags';
    case 'tag':
      return `the tag \`${route.tag}\``;
    case 'all-series':
      return 'the list of series';
    case 'series':
      return `the series \`${route.series}\``;
    case 'archive':
      return 'the archive';
    case 'search':
      return 'the search';
    case 'not-found':
      return 'the page for broken links';
    case 'feed':
      return route.tag === null ? 'the feed' : `the feed of the tag \`${route.tag}\``;
    case 'sitemap':
      return 'the sitemap';
    case 'search-index':
      return 'the search index';
    default:
      return `the site's own \`${route.url.slice(1)}\``;
  }
}

function pageWish({ url, path, fields }: Claim, catalog: Catalog, spanOf: SpanOf): AddressRequest[] {
  const at = () => spanOf(path, fields);
  const kind = catalog.entries[path]?.kind === 'page' ? 'page' : 'article';
  return [{ route: { kind, url, path }, owner: `\`${path}\``, at, hint: 'give it another `slug`' }];
}

/** One copy for each address: where two pages want one, their copies need not be reported, too. */
function copyWishes(pages: readonly Claim[], catalog: Catalog, spanOf: SpanOf): AddressRequest[] {
  const seen = new Set<string>();
  return pages.flatMap(({ path, fields }) => {
    const url = copyUrlOf(catalog.entries[path]);
    if (url === null || seen.has(folded(url))) return [];
    seen.add(folded(url));
    return [
      {
        route: { kind: 'copy', url, path },
        owner: `the Markdown copy of \`${path}\``,
        at: () => spanOf(path, fields),
        hint: 'give it another `slug`',
      } satisfies AddressRequest,
    ];
  });
}

function copyUrlOf(entry: CatalogEntry | undefined): string | null {
  return entry === undefined ? null : copyUrl(entry.url);
}

function publicWish(path: string): AddressRequest {
  const url = withoutIndex(path.replace(/^public/, ''));
  const at = () => ({ path, start: 0, end: 0 });
  return { route: { kind: 'public', url, path }, owner: `\`${path}\``, at, hint: `rename or remove \`${path}\`` };
}

function aliasWish(claim: Claim, catalog: Catalog, spanOf: SpanOf): AddressRequest | Diagnostic {
  const route = redirectFor(claim, catalog.entries[claim.path]?.url ?? '/', spanOf);
  if ('severity' in route) return route;
  return {
    route,
    owner: `an alias of \`${claim.path}\``,
    at: () => spanOf(claim.path, claim.fields),
    hint: 'remove the alias, or change the other address',
  };
}

function isWish(wish: AddressRequest | Diagnostic): wish is AddressRequest {
  return 'route' in wish;
}

function isDiagnostic(wish: AddressRequest | Diagnostic): wish is Diagnostic {
  return 'severity' in wish;
}

/** Windows has names that no file may have, and drops dots and spaces at the end. */
function unportable({ url, path, fields }: Claim, spanOf: SpanOf): Diagnostic[] {
  const step = url.split('/').at(-2) ?? '';
  if (!/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$/i.test(step)) return [];
  const message = `\`${step}\` is no name for a folder on Windows, so the site can't be stored there`;
  return [warning('address/not-portable', message, spanOf(path, fields), { hint: 'choose another `slug`' })];
}
