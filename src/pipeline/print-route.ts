// A route → the text of its file: fetches what the page needs, fills holes, and has the theme or a writer of ours print it.

import type { Get } from '../engine/graph/rule.ts';
import type { SiteConfig } from '../model/config.ts';
import type { Built, Diagnostic } from '../model/diagnostic.ts';
import type { SlottedHtml } from '../model/page.ts';
import type { LabProps, TemplateName, TemplateProps } from '../model/props.ts';
import type { Route } from '../model/site.ts';
import { cardSize } from '../site/cards/card.ts';
import { postSliceName } from '../site/catalog/post-slice.ts';
import { dateProps } from '../site/dates.ts';
import { type FeedRoute, printFeed } from '../site/feeds/feed.ts';
import { headersFor, redirectsFor } from '../site/files/host-files.ts';
import { llmsFor } from '../site/files/llms.ts';
import { robotsFor } from '../site/files/robots.ts';
import { sitemapFor } from '../site/files/sitemap.ts';
import { fillSlots, type OutputTarget } from '../site/links/fill-slots.ts';
import { resolveCover } from '../site/links/images.ts';
import { feedLinkBaseAt, hrefFrom, type LinkBase, linkBaseAt } from '../site/links/link-base.ts';
import type { SiteQueries } from '../site/links/links.ts';
import { pageAt } from '../site/routes/route-index.ts';
import { printSearchIndex } from '../site/search/search-index.ts';
import { type ArticleContent, type ArticleView, articleProps } from '../site/views/article.ts';
import { type ListView, listProps } from '../site/views/list.ts';
import { factsFromAssets, type PrintTimeFacts, pageFrameFor } from '../site/views/parts/frame.ts';
import { type PlainPageView, plainPageProps } from '../site/views/plain-page.ts';
import type { TemplateBundle } from '../theme/bundle.ts';
import { teasersInBuckets } from './graph/buckets.ts';
import { labOf, siteQueriesThrough, spansThrough } from './graph/site-queries.ts';
import type { Rules } from './graph/site-rules.ts';
import type { RendererOf } from './inputs/renderers.ts';

/** Reports links and pictures that lead nowhere, and templates that fail. An address without a route has no text. */
export function printRoute(url: string, get: Get, rules: Rules, rendererOf: RendererOf): Built<string> {
  const press = openPrintContext(get, rules, rendererOf);
  const route = get(rules.route, url);
  const value = route && (printFile(route, press) ?? printPage(route, press));
  return { value: value ?? '', diagnostics: press.diagnostics };
}

/** What all printing needs: the site's settings, ways to ask, and a place for what there is to say. */
interface PrintContext {
  readonly get: Get;
  readonly rules: Rules;
  readonly rendererOf: RendererOf;
  readonly config: SiteConfig;
  readonly diagnostics: Diagnostic[];
  readonly queries: SiteQueries;
  /** Fills the holes of a page's text for a place where it will be read. */
  fill(slotted: SlottedHtml, target: OutputTarget, path: string, base: LinkBase): string;
}

function openPrintContext(get: Get, rules: Rules, rendererOf: RendererOf): PrintContext {
  const diagnostics: Diagnostic[] = [];
  const queries = siteQueriesThrough(get, rules);
  const fill: PrintContext['fill'] = (slotted, target, path, base) => {
    const place = get(rules.pageUrl, path);
    const url = typeof place === 'object' && place ? place.url : base.pageUrl;
    const filled = fillSlots(slotted, { target, from: { path, url }, base, queries });
    diagnostics.push(...filled.diagnostics);
    return filled.value;
  };
  return { get, rules, rendererOf, config: get(rules.inputs.site, ''), diagnostics, queries, fill };
}

/** A page that a template prints; null where what it shows is not in the catalog. */
function printPage(route: Route, press: PrintContext): string | null {
  const view = press.get(press.rules.view, route.url);
  const theme = press.get(press.rules.theme, '');
  if (view === null) return null;
  const { template } = view;
  const print = <N extends TemplateName>(name: N, props: TemplateProps[N]) => {
    // Without a theme that compiles nothing is printed, but links and pictures are still looked at.
    if (theme === null) return '';
    const rendered = press.rendererOf(theme.code)(name, props);
    press.diagnostics.push(...rendered.diagnostics);
    return rendered.value;
  };
  if (template === 'redirect') return print(template, view.props);
  const plain = factsFromAssets(assetsOf(theme, template));
  const frame = (late: PrintTimeFacts) => pageFrameFor(route.url, view.head, late, press.config);
  if (template === 'article') return print(template, articleFor(view, pathOf(route), plain, press));
  if (template === 'page') return print(template, plainPageFor(view, pathOf(route), plain, press));
  if ('posts' in view) return print(view.template, listFor(view, plain, press));
  // What is left needs nothing but its view; the compiler knows that each template's props are its own.
  if (template === 'tags') return print(template, { ...frame(plain), ...view.props });
  if (template === 'series') return print(template, { ...frame(plain), ...view.props });
  if (template === 'all-series') return print(template, { ...frame(plain), ...view.props });
  if (template === 'archive') return print(template, { ...frame(plain), ...view.props });
  if (template === 'search') return print(template, { ...frame(plain), ...view.props });
  return print(template, { ...frame(plain), ...view.props });
}

function articleFor(view: ArticleView, path: string, plain: PrintTimeFacts, press: PrintContext) {
  const text = articleText(path, view.url, press);
  const frame = pageFrameFor(view.url, view.head, lateFacts(path, text, plain, press), press.config);
  return articleProps(view, text, frame, press.config);
}

function plainPageFor(view: PlainPageView, path: string, plain: PrintTimeFacts, press: PrintContext) {
  const text = articleText(path, view.url, press);
  const frame = pageFrameFor(view.url, view.head, lateFacts(path, text, plain, press), press.config);
  return plainPageProps(view, text, frame, press.config);
}

function listFor(view: ListView, plain: PrintTimeFacts, press: PrintContext) {
  const base = linkBaseAt(view.url, press.config);
  const openings = view.posts.map(({ path }) => {
    const { html, hasMore } = press.get.part(press.rules.page, path, 'excerpt');
    return { html: press.fill(html, 'site', path, base), hasMore };
  });
  return listProps(view, openings, pageFrameFor(view.url, view.head, plain, press.config));
}

function pathOf(route: Route): string {
  const path = pageAt(route);
  if (path === null) throw new Error(`no page stands at ${route.url}`);
  return path;
}

function articleText(path: string, url: string, press: PrintContext): ArticleContent {
  const { get, rules, config } = press;
  const base = linkBaseAt(url, config);
  const { html, outline, notice } = get.part(rules.page, path, 'body');
  return {
    details: get.part(rules.page, path, 'details'),
    bodyHtml: press.fill(html, 'site', path, base),
    noticeHtml: notice && press.fill(notice, 'site', path, base),
    headings: outline,
    lab: labProps(path, url, press),
  };
}

function labProps(path: string, url: string, { get, rules, config }: PrintContext): LabProps | null {
  const lab = labOf(path, get, rules);
  if (!lab?.recorded) return null;
  const base = linkBaseAt(url, config);
  const files = lab.files.flatMap((file) => {
    const found = get(rules.asset, `${lab.folder}/${file}`);
    return found ? [{ title: file, href: hrefFrom(base, found.url) }] : [];
  });
  const day = lab.recorded.slice(0, 10);
  const date = { day, iso: `${day}T00:00:00Z`, epochMs: Date.parse(lab.recorded) };
  return { date: dateProps(date, config.language), environment: lab.environment, files };
}

function lateFacts(
  path: string,
  { details: own }: ArticleContent,
  plain: PrintTimeFacts,
  press: PrintContext,
): PrintTimeFacts {
  const { get, rules } = press;
  const { title, description } = get.part(rules.page, path, 'teaser');
  const excerptText = description === null ? get.part(rules.page, path, 'excerpt').text : null;
  const cover = resolveCover(path, own.cover, press.queries, spansThrough(get, rules));
  press.diagnostics.push(...cover.diagnostics);
  const drawn = get(rules.card, path);
  const picture = cover.value ?? (drawn && { url: drawn.url, ...cardSize });
  const image = picture && { url: picture.url, width: picture.width, height: picture.height, alt: title };
  return { assets: plain.assets, image, excerptText, translations: own.translations };
}

/** A file that no template prints; null for pages, which ask for more. */
function printFile(route: Route, press: PrintContext): string | null {
  const { get, rules, config } = press;
  const catalog = () => get(rules.catalog, '');
  const base = config.url ?? '';
  switch (route.kind) {
    case 'copy':
      return press.fill(get.part(rules.page, route.path, 'copy'), 'copy', route.path, linkBaseAt(route.url, config));
    case 'feed':
      return printFeedAt(route, press);
    case 'sitemap':
      return sitemapFor(catalog(), base, route.part);
    case 'search-index':
      return printSearchIndex(get(rules.searchEntries, String(route.part)));
    case 'robots':
      return robotsFor(config);
    case 'llms':
      return llmsFor(catalog(), teasersInBuckets(get, rules.bucket), config);
    case 'headers':
      return headersFor(config);
    case 'redirects':
      return redirectsFor(get(rules.routes, ''));
    case 'no-jekyll':
      return '';
    default:
      return null;
  }
}

function printFeedAt(route: FeedRoute, press: PrintContext): string {
  const { get, rules, config } = press;
  const base = feedLinkBaseAt(route.url, config);
  const isExcerpt = config.feedContent === 'excerpt';
  const textOf = (path: string) => {
    const { html, hasMore } = isExcerpt
      ? get.part(rules.page, path, 'excerpt')
      : { html: get.part(rules.page, path, 'body').html, hasMore: false };
    return { html: press.fill(html, 'feed', path, base), hasMore };
  };
  const slice = get(rules.postSlice, postSliceName(route.tag, 0, config.feedLimit));
  if (slice === null) return '';
  const styleUrl = get(rules.theme, '')?.feedStyle ?? null;
  const feed = printFeed(route, { slice, textOf, styleUrl }, config, () => get(rules.inputs.siteSpan, 'feeds'));
  press.diagnostics.push(...feed.diagnostics);
  return feed.value;
}

function assetsOf(theme: TemplateBundle | null, template: TemplateName): PrintTimeFacts['assets'] {
  if (theme === null) return { styles: [], scripts: [], earlyScripts: [], preloadFonts: [], icon: null };
  return { ...theme.uses[template], icon: theme.icon };
}
