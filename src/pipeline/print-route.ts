// A route → the text of its file: reads what the page needs, fills slots, and prints it with the theme or without.
// It must read everything through `get`, so that the engine knows what the text depends on.

import type { Get } from '../engine/graph/rule.ts';
import type { SiteConfig } from '../model/config.ts';
import type { Built, Diagnostic } from '../model/diagnostic.ts';
import type { SlottedHtml } from '../model/page.ts';
import type { LabProps, TemplateName, TemplateProps } from '../model/props.ts';
import type { Route } from '../model/site.ts';
import { cardSize } from '../site/cards/card.ts';
import { postSliceName } from '../site/catalog/post-slice.ts';
import { dateProps } from '../site/date-format.ts';
import type { DirectiveTemplates } from '../site/directives/print-directive.ts';
import { type FeedRoute, printFeed } from '../site/feeds/feed.ts';
import { headersFor, redirectsFor } from '../site/files/host-files.ts';
import { llmsFor } from '../site/files/llms.ts';
import { openSearchFor } from '../site/files/open-search.ts';
import { robotsFor } from '../site/files/robots.ts';
import { sitemapFor } from '../site/files/sitemap.ts';
import { speculationRulesFor } from '../site/files/speculation-rules.ts';
import { fillSlots, type OutputTarget } from '../site/links/fill-slots.ts';
import { resolveCover } from '../site/links/images.ts';
import { feedLinkBaseAt, hrefFrom, type LinkBase, linkBaseAt } from '../site/links/link-base.ts';
import type { SiteQueries } from '../site/links/links.ts';
import { pageAt } from '../site/routes/route-index.ts';
import {
  groupsInShard,
  printSearchIndex,
  printSearchPage,
  printSearchShard,
  shardCountFor,
} from '../site/search/search-index.ts';
import { type ArticleContent, type ArticleView, articleProps } from '../site/views/article.ts';
import { type ListView, listProps } from '../site/views/list.ts';
import { factsFromAssets, type PrintTimeFacts, pageFrameFor } from '../site/views/parts/frame.ts';
import { type PlainPageView, plainPageProps } from '../site/views/plain-page.ts';
import type { TemplateBundle } from '../theme/bundle.ts';
import type { RendererOf } from './inputs/renderers.ts';
import { bucketTeasers } from './rule-values/page-buckets.ts';
import type { Rules } from './rule-values/rule-types.ts';
import { labOf, siteQueries, spanQuery } from './rule-values/site-queries.ts';

/** Reports broken links, missing images and templates that fail. The text is empty if the address has no route. */
export function printRoute(url: string, get: Get, rules: Rules, rendererOf: RendererOf): Built<string> {
  const context = openPrintContext(get, rules, rendererOf);
  const route = get(rules.route, url);
  const value = route && (printFile(route, context) ?? printPage(route, context));
  return { value: value ?? '', diagnostics: context.diagnostics };
}

/** What all printing needs: the site's settings, queries, and a list for diagnostics. */
interface PrintContext {
  readonly get: Get;
  readonly rules: Rules;
  readonly rendererOf: RendererOf;
  readonly config: SiteConfig;
  readonly diagnostics: Diagnostic[];
  readonly queries: SiteQueries;
  /** Fills the slots in the text of the page at `path` for one target. */
  fill(slotted: SlottedHtml, target: OutputTarget, path: string, base: LinkBase): string;
}

function openPrintContext(get: Get, rules: Rules, rendererOf: RendererOf): PrintContext {
  const diagnostics: Diagnostic[] = [];
  const queries = siteQueries(get, rules);
  const directives = directivesOf(get, rules, rendererOf);
  const fill: PrintContext['fill'] = (slotted, target, path, base) => {
    const found = get(rules.pageUrl, path);
    const url = typeof found === 'object' && found ? found.url : base.pageUrl;
    const filled = fillSlots(slotted, { target, from: { path, url }, base, queries, directives });
    diagnostics.push(...filled.diagnostics);
    return filled.value;
  };
  return { get, rules, rendererOf, config: get(rules.inputs.site, ''), diagnostics, queries, fill };
}

/** The directives of the theme, which only a page with some depends on. */
export function directivesOf(
  get: Get,
  rules: Pick<Rules, 'theme'>,
  rendererOf: RendererOf,
): () => DirectiveTemplates | null {
  return () => {
    const theme = get(rules.theme, '');
    return theme && rendererOf(theme.code).directives;
  };
}

/** A page that a template prints; null if its content is not in the catalog. */
function printPage(route: Route, printContext: PrintContext): string | null {
  const nav = printContext.get(printContext.rules.navigation, '');
  const context = { ...printContext, config: { ...printContext.config, nav } };
  const view = context.get(context.rules.view, route.url);
  const theme = context.get(context.rules.theme, '');
  if (view === null) return null;
  const { template } = view;
  const print = <N extends TemplateName>(name: N, props: TemplateProps[N]) => {
    // If the theme does not compile nothing is printed, but links and images are still checked.
    if (theme === null) return '';
    const rendered = context.rendererOf(theme.code).page(name, props);
    context.diagnostics.push(...rendered.diagnostics);
    return rendered.value;
  };
  if (template === 'redirect') return print(template, view.props);
  const assetFacts = factsFromAssets(assetsOf(theme, template));
  if (template === 'article') return print(template, articleFor(view, pathOf(route), assetFacts, context));
  if (template === 'page') return print(template, plainPageFor(view, pathOf(route), assetFacts, context));
  if ('posts' in view) return print(view.template, listFor(view, assetFacts, context));
  // The others need only their views; the compiler checks that each template gets its own props.
  const frame = pageFrameFor(route.url, view.head, assetFacts, context.config);
  if (template === 'tags') return print(template, { ...frame, ...view.props });
  if (template === 'series') return print(template, { ...frame, ...view.props });
  if (template === 'all-series') return print(template, { ...frame, ...view.props });
  if (template === 'archive') return print(template, { ...frame, ...view.props });
  if (template === 'search') return print(template, { ...frame, ...view.props });
  return print(template, { ...frame, ...view.props });
}

function articleFor(view: ArticleView, path: string, facts: PrintTimeFacts, context: PrintContext) {
  const text = articleText(path, view.url, context);
  const frame = pageFrameFor(view.url, view.head, printTimeFacts(path, text, facts, context), context.config);
  return articleProps(view, text, frame, context.config);
}

function plainPageFor(view: PlainPageView, path: string, facts: PrintTimeFacts, context: PrintContext) {
  const text = articleText(path, view.url, context);
  const frame = pageFrameFor(view.url, view.head, printTimeFacts(path, text, facts, context), context.config);
  return plainPageProps(view, text, frame, context.config);
}

function listFor(view: ListView, facts: PrintTimeFacts, context: PrintContext) {
  const base = linkBaseAt(view.url, context.config);
  const excerpts = view.posts.map(({ path }) => {
    const { html, hasMore } = context.get.part(context.rules.page, path, 'excerpt');
    return { html: context.fill(html, 'site', path, base), hasMore };
  });
  return listProps(view, excerpts, pageFrameFor(view.url, view.head, facts, context.config));
}

function pathOf(route: Route): string {
  const path = pageAt(route);
  if (path === null) throw new Error(`no page at ${route.url}`);
  return path;
}

function articleText(path: string, url: string, context: PrintContext): ArticleContent {
  const { get, rules, config } = context;
  const base = linkBaseAt(url, config);
  const { html, outline, notice } = get.part(rules.page, path, 'body');
  return {
    details: get.part(rules.page, path, 'details'),
    bodyHtml: context.fill(html, 'site', path, base),
    noticeHtml: notice && context.fill(notice, 'site', path, base),
    headings: outline,
    lab: labProps(path, url, context),
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

function printTimeFacts(
  path: string,
  { details }: ArticleContent,
  facts: PrintTimeFacts,
  context: PrintContext,
): PrintTimeFacts {
  const { get, rules } = context;
  const { title, description } = get.part(rules.page, path, 'teaser');
  const excerptText = description === null ? get.part(rules.page, path, 'excerpt').text : null;
  const cover = resolveCover(path, details.cover, context.queries, spanQuery(get, rules));
  context.diagnostics.push(...cover.diagnostics);
  const card = get(rules.card, path);
  const source = cover.value ?? (card && { url: card.url, ...cardSize });
  const image = source && { url: source.url, width: source.width, height: source.height, alt: title };
  return { assets: facts.assets, image, excerptText, translations: details.translations };
}

/** A file that no template prints; null for pages. */
function printFile(route: Route, context: PrintContext): string | null {
  const { get, rules, config } = context;
  const catalog = () => get(rules.catalog, '');
  const base = config.url ?? '';
  switch (route.kind) {
    case 'copy':
      return context.fill(get.part(rules.page, route.path, 'copy'), 'copy', route.path, linkBaseAt(route.url, config));
    case 'feed':
      return printFeedAt(route, context);
    case 'sitemap':
      return sitemapFor(catalog(), config.permalinks, base, route.part);
    case 'search-index':
      return searchIndexFile(context);
    case 'search-shard':
      return searchShardFile(route.shard, route.of, context);
    case 'search-page':
      return searchPageFile(route.path, context);
    case 'robots':
      return robotsFor(config);
    case 'llms':
      return llmsFor(catalog(), bucketTeasers(get, rules.bucket), config);
    case 'open-search':
      return openSearchFor(config, base);
    case 'speculation-rules':
      return speculationRulesFor(config);
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

function searchIndexFile({ get, rules }: PrintContext): string {
  const pages = get(rules.searchOrder, '').length;
  const order = get.digest(rules.searchOrder, '').slice(0, 8);
  return printSearchIndex({ order, pages, shards: shardCountFor(pages) });
}

function searchShardFile(shard: number, of: number, { get, rules }: PrintContext): string {
  const groups = groupsInShard(shard, of).map((group) => get(rules.searchGroup, String(group)));
  return printSearchShard(groups, shard, of);
}

function searchPageFile(path: string, { get, rules }: PrintContext): string {
  const entry = get(rules.searchEntry, path);
  return entry === null ? '' : printSearchPage(entry, get.part(rules.page, path, 'sections'));
}

function printFeedAt(route: FeedRoute, context: PrintContext): string {
  const { get, rules, config } = context;
  const base = feedLinkBaseAt(route.url, config);
  const isExcerpt = config.feedContent === 'excerpt';
  const textOf = (path: string) => {
    const { html, hasMore } = isExcerpt
      ? get.part(rules.page, path, 'excerpt')
      : { html: get.part(rules.page, path, 'body').html, hasMore: false };
    return { html: context.fill(html, 'feed', path, base), hasMore };
  };
  const slice = get(rules.postSlice, postSliceName(route.of, 0, config.feedLimit));
  if (slice === null) return '';
  const styleUrl = get(rules.theme, '')?.feedStyle ?? null;
  const excerptOf = (path: string) => get.part(rules.page, path, 'excerpt').text;
  const feed = printFeed(route, { slice, textOf, excerptOf, styleUrl }, config, () =>
    get(rules.inputs.siteSpan, 'feeds'),
  );
  context.diagnostics.push(...feed.diagnostics);
  return feed.value;
}

function assetsOf(theme: TemplateBundle | null, template: TemplateName): PrintTimeFacts['assets'] {
  if (theme === null) return { styles: [], scripts: [], earlyScripts: [], preloadFonts: [], icon: null };
  return { ...theme.uses[template], icon: theme.icon };
}
