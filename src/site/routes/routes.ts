// Catalog → routes: everything in `dist/` except the files that pages and themes bring along. Two routes must never share
// an address.

import type { Permalinks, SiteConfig } from '../../model/config.ts';
import type { Built, Diagnostic, Span } from '../../model/diagnostic.ts';
import { error, warning } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/page-parts.ts';
import type { Catalog, CatalogEntry, PageAddress, Route } from '../../model/site.ts';
import { isPageAddress } from '../../text/permalinks.ts';
import {
  addresses,
  allSeriesUrl,
  authorFeedUrl,
  authorUrl,
  copyUrl,
  feedUrl,
  listUrl,
  pageCount,
  searchPageUrl,
  searchShardUrl,
  seriesUrl,
  sitemapPartUrl,
  tagFeedUrl,
  tagsUrl,
  tagUrl,
  withoutIndex,
} from '../addresses.ts';
import { postsOfAuthor } from '../catalog/post-slice.ts';
import { sitemapPartCount } from '../files/sitemap.ts';
import { searchOrderOf, shardCountFor, shardNumbers } from '../search/search-index.ts';
import type { AddressRequest } from './collisions.ts';
import { assignAddresses, collisionKey } from './collisions.ts';
import { reportBrokenNav, reportMissingImages } from './nav.ts';
import { redirectFor, reportBrokenRedirects, siteRedirects } from './redirects.ts';

/**
 * `publicFiles` are paths from the root (`public/logo.png`); `siteSpanOf` finds a setting (`nav.0.href`) in `site.yaml`.
 * Reports address collisions, invalid aliases, names that some systems can't store, and broken navigation links. Without
 * `url` there are no feeds and no sitemap; the settings decoder has already reported that.
 */
export function routesFor(
  catalog: Catalog,
  publicFiles: readonly string[],
  config: SiteConfig,
  siteSpanOf: (setting: string) => Span,
  spanOf: SpanOf,
): Built<readonly Route[]> {
  const pages = catalog.pageAddresses.filter((claim) => claim.kind === 'page');
  const aliases = catalog.pageAddresses
    .filter((claim) => claim.kind === 'alias')
    .map((claim) => aliasRequest(claim, catalog, spanOf));
  const generated = generatedRoutes(catalog, config);
  const { routes, diagnostics } = assignAddresses([
    ...generated.map((route) => generatedRequest(route, siteSpanOf)),
    ...pages.flatMap((claim) => pageRequest(claim, catalog, spanOf)),
    ...copyRequests(pages, catalog, spanOf),
    ...publicFiles.map(publicRequest),
    ...aliases.filter(isRequest),
    ...siteRedirects(config.redirects, generated, siteSpanOf),
  ]);
  return {
    value: routes,
    diagnostics: [
      ...aliases.filter(isDiagnostic),
      ...diagnostics,
      ...pages.flatMap((claim) => reportUnportableName(claim, spanOf)),
      ...reportBrokenNav(config, routes, siteSpanOf),
      ...reportMissingImages(config, routes, siteSpanOf),
      ...reportBrokenRedirects(config.redirects, routes, siteSpanOf),
    ],
  };
}

/** Pages and files that the site generates, those for readers first. */
function generatedRoutes(catalog: Catalog, config: SiteConfig): Route[] {
  const { permalinks } = config;
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const tagPages = catalog.tags.flatMap(({ slug, posts }) =>
    numbers(pageCount(posts.length, config.postsPerPage)).map(
      (number): Route => ({ kind: 'tag', url: tagUrl(permalinks, slug, number), tag: slug, number }),
    ),
  );
  const authorPages = catalog.authors.flatMap(({ key, posts }) =>
    numbers(pageCount(posts.length, config.postsPerPage)).map(
      (number): Route => ({ kind: 'author', url: authorUrl(permalinks, key, number), author: key, number }),
    ),
  );
  return [
    ...numbers(pageCount(catalog.posts.length, config.postsPerPage)).map(
      (number): Route => ({ kind: 'list', url: listUrl(permalinks, number), number }),
    ),
    { kind: 'tags', url: tagsUrl(permalinks) },
    ...tagPages,
    ...authorPages,
    { kind: 'all-series', url: allSeriesUrl(permalinks) },
    ...catalog.series.map(({ slug }): Route => ({ kind: 'series', url: seriesUrl(permalinks, slug), series: slug })),
    { kind: 'archive', url: addresses.archive },
    { kind: 'search', url: addresses.search },
    { kind: 'not-found', url: addresses.notFound },
    ...(config.url === null ? [] : routesWithUrl(catalog, permalinks)),
    ...searchRoutes(catalog),
    { kind: 'robots', url: addresses.robots },
    { kind: 'llms', url: addresses.llms },
    { kind: 'speculation-rules', url: addresses.speculationRules },
    { kind: 'headers', url: addresses.headers },
    { kind: 'redirects', url: addresses.redirects },
    { kind: 'no-jekyll', url: addresses.noJekyll },
  ];
}

function searchRoutes(catalog: Catalog): Route[] {
  const order = searchOrderOf(catalog);
  const of = shardCountFor(order.length);
  return [
    { kind: 'search-index', url: addresses.searchIndex },
    ...shardNumbers(of).map((shard): Route => ({ kind: 'search-shard', url: searchShardUrl(shard), shard, of })),
    ...order.map((path, number): Route => ({ kind: 'search-page', url: searchPageUrl(number), path })),
  ];
}

/** Routes of files that contain absolute addresses. */
function routesWithUrl(catalog: Catalog, permalinks: Permalinks): Route[] {
  const formats = ['atom', 'rss', 'json'] as const;
  const parts = sitemapPartCount(catalog, permalinks);
  return [
    ...formats.map((format): Route => ({ kind: 'feed', url: feedUrl(format), format, of: null })),
    ...catalog.tags.map(
      ({ slug }): Route => ({ kind: 'feed', url: tagFeedUrl(permalinks, slug), format: 'atom', of: slug }),
    ),
    ...catalog.authors.map(
      ({ key }): Route => ({
        kind: 'feed',
        url: authorFeedUrl(permalinks, key),
        format: 'atom',
        of: postsOfAuthor(key),
      }),
    ),
    { kind: 'open-search', url: addresses.openSearch },
    { kind: 'sitemap', url: addresses.sitemap, part: null },
    ...Array.from(
      { length: parts },
      (_, index): Route => ({ kind: 'sitemap', url: sitemapPartUrl(index + 1), part: index + 1 }),
    ),
  ];
}

/** A collision is reported at the pattern of the site's permalinks that gives the address, if there is one. */
function generatedRequest(route: Route, siteSpanOf: (setting: string) => Span): AddressRequest {
  const pattern = patternOf(route);
  const at = () => {
    // Without the setting, its span is that of the settings around it.
    const [own, around] = [siteSpanOf(`permalinks.${pattern}`), siteSpanOf('permalinks')];
    return pattern === null || (own.start === around.start && own.end === around.end) ? null : own;
  };
  return { route, owner: ownerOf(route), at, hint: `change \`${pattern}\` in \`permalinks\`` };
}

/** The pattern that decides the address of a generated page. */
function patternOf(route: Route): keyof Permalinks | null {
  if ((route.kind === 'list' || route.kind === 'tag' || route.kind === 'author') && route.number > 1)
    return 'pagination';
  if (route.kind === 'author' || (route.kind === 'feed' && route.of?.startsWith('@'))) return 'authors';
  if (route.kind === 'tag' || route.kind === 'tags' || (route.kind === 'feed' && route.of !== null)) return 'tags';
  return route.kind === 'series' || route.kind === 'all-series' ? 'series' : null;
}

function ownerOf(route: Route): string {
  switch (route.kind) {
    case 'list':
      return 'the list of posts';
    case 'tags':
      return 'the list of tags';
    case 'tag':
      return `the tag \`${route.tag}\``;
    case 'author':
      return `the author \`${route.author}\``;
    case 'all-series':
      return 'the list of series';
    case 'series':
      return `the series \`${route.series}\``;
    case 'archive':
      return 'the archive';
    case 'search':
      return 'the search page';
    case 'not-found':
      return 'the "page not found" page';
    case 'feed':
      if (route.of === null) return 'the feed';
      return `the feed of the ${route.of.startsWith('@') ? 'author' : 'tag'} \`${route.of.replace('@', '')}\``;
    case 'sitemap':
      return 'the sitemap';
    case 'search-index':
    case 'search-shard':
    case 'search-page':
      return 'the search index';
    default:
      return `the generated file \`${route.url.slice(1)}\``;
  }
}

function pageRequest({ url, path, fields }: PageAddress, catalog: Catalog, spanOf: SpanOf): AddressRequest[] {
  const at = () => spanOf(path, fields);
  const kind = catalog.entries[path]?.kind === 'page' ? 'page' : 'article';
  return [{ route: { kind, url, path }, owner: `\`${path}\``, at, hint: `give the page another \`${fields[0]}\`` }];
}

/** One copy for each address: if two pages share an address, reporting their copies too would be noise. */
function copyRequests(pages: readonly PageAddress[], catalog: Catalog, spanOf: SpanOf): AddressRequest[] {
  const seen = new Set<string>();
  return pages.flatMap(({ path, fields }) => {
    const url = copyUrlOf(catalog.entries[path]);
    if (url === null || seen.has(collisionKey(url))) return [];
    seen.add(collisionKey(url));
    return [
      {
        route: { kind: 'copy', url, path },
        owner: `the Markdown copy of \`${path}\``,
        at: () => spanOf(path, fields),
        hint: `give the page another \`${fields[0]}\``,
      } satisfies AddressRequest,
    ];
  });
}

function copyUrlOf(entry: CatalogEntry | undefined): string | null {
  return entry === undefined ? null : copyUrl(entry.url);
}

function publicRequest(path: string): AddressRequest {
  const url = withoutIndex(path.replace(/^public/, ''));
  const at = () => ({ path, start: 0, end: 0 });
  return { route: { kind: 'public', url, path }, owner: `\`${path}\``, at, hint: `rename or remove \`${path}\`` };
}

function aliasRequest(claim: PageAddress, catalog: Catalog, spanOf: SpanOf): AddressRequest | Diagnostic {
  const route = redirectFor(claim, catalog.entries[claim.path]?.url ?? '/', spanOf);
  if ('severity' in route) return route;
  return {
    route,
    owner: `an alias of \`${claim.path}\``,
    at: () => spanOf(claim.path, claim.fields),
    hint: 'remove the alias, or change the other address',
  };
}

function isRequest(result: AddressRequest | Diagnostic): result is AddressRequest {
  return 'route' in result;
}

function isDiagnostic(result: AddressRequest | Diagnostic): result is Diagnostic {
  return 'severity' in result;
}

/** Windows reserves some names and characters, and drops dots and spaces at the end of a name. */
function reportUnportableName({ url, path, fields }: PageAddress, spanOf: SpanOf): Diagnostic[] {
  if (!isPageAddress(url)) {
    const message = `no file can have the address \`${url}\``;
    const hint = 'rename the folder or the page: an address must not have `..`, `\\`, or parts of more than 255 bytes';
    return [error('address/invalid', message, spanOf(path, fields), { hint })];
  }
  const names = url.split('/');
  const name = names.find((each) => /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$|[:*?"<>|]/i.test(each));
  if (name === undefined) return [];
  const what = name === names.at(-1) ? 'file' : 'folder';
  const message = `Windows doesn't allow a ${what} named \`${name}\`, so the site can't be stored there`;
  const hint = fields[0] === 'url' ? 'choose another `url`' : 'choose another `slug`';
  return [warning('address/not-portable', message, spanOf(path, fields), { hint })];
}
