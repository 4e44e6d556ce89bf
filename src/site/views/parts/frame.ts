// The frame of every page: the site's links, and the head. It needs the theme and the page's own file, so it must never be
// part of a view: it is built when the page is printed.

import type { SiteConfig } from '../../../model/config.ts';
import type { Translation } from '../../../model/page.ts';
import type { HeadProps, NavProps, PageFrame, SiteProps } from '../../../model/props.ts';
import { absoluteHref } from '../../../text/href.ts';
import { addresses, allSeriesUrl, feedUrl, isElsewhereIn, tagsUrl } from '../../addresses.ts';
import { policyFor } from '../../files/policy.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hostHrefFrom, hrefFrom, linkBaseAt, writtenHrefFrom } from '../../links/link-base.ts';
import { possibleUrls, withoutQuery } from '../../routes/route-index.ts';
import { jsonLdOf } from './json-ld.ts';
import { openGraphOf } from './open-graph.ts';
import type { HeadFacts, SocialImage } from './view.ts';

/** Files of the theme that a page of one kind loads: root-relative addresses. */
export interface PageAssets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly earlyScripts: readonly string[];
  readonly preloadFonts: readonly string[];
  readonly icon: string | null;
}

/** Facts for the head that no view has, because they come from the theme and from the page's own file. */
export interface PrintTimeFacts {
  readonly assets: PageAssets;
  readonly image: SocialImage | null;
  /** The text of the excerpt: the description of a page whose author wrote none. */
  readonly excerptText: string | null;
  readonly translations: readonly Translation[];
}

/** The facts of a page that is not made from a file of its own. */
export function factsFromAssets(assets: PageAssets): PrintTimeFacts {
  return { assets, image: null, excerptText: null, translations: [] };
}

/** The frame of the page at `url` (`view.url`); `head` comes from its view. */
export function pageFrameFor(url: string, head: HeadFacts, facts: PrintTimeFacts, site: SiteConfig): PageFrame {
  const config = inLanguage(head.lang, site);
  const base = linkBaseAt(url, config);
  return {
    lang: config.language,
    site: siteProps(base, config),
    head: headProps(url, head, facts, base, config),
  };
}

/** The settings for a page in another language than the site's: its dates and words are in its own. */
export function inLanguage(lang: string | null, config: SiteConfig): SiteConfig {
  return lang === null ? config : { ...config, language: lang };
}

function siteProps(base: LinkBase, config: SiteConfig): SiteProps {
  const hrefTo = (url: string) => hrefFrom(base, url);
  const { author, license } = config;
  return {
    title: config.title,
    tagline: config.tagline,
    language: config.language,
    author: author && { name: author.name, url: author.url },
    license,
    homeHref: hrefTo(addresses.home),
    nav: (config.nav ?? []).map(
      ({ title, href }): NavProps => ({
        title,
        href: isElsewhereIn(href, config.elsewhere) ? hostHrefFrom(base, href) : writtenHrefFrom(base, href),
        current: currentIn(href, base.pageUrl),
      }),
    ),
    searchHref: hrefTo(addresses.search),
    feeds:
      config.url === null
        ? null
        : { atomHref: hrefTo(feedUrl('atom')), rssHref: hrefTo(feedUrl('rss')), jsonHref: hrefTo(feedUrl('json')) },
    archiveHref: hrefTo(addresses.archive),
    tagsHref: hrefTo(tagsUrl(config.permalinks)),
    seriesHref: hrefTo(allSeriesUrl(config.permalinks)),
  };
}

/**
 * Whether a navigation link leads to the page at `url`, or to a page above it. The home page doesn't count as above: it
 * would be above every page.
 */
function currentIn(href: string, url: string): NavProps['current'] {
  if (!href.startsWith('/')) return null;
  const targets = possibleUrls(withoutQuery(href));
  if (targets.includes(url)) return 'page';
  const isBelow = targets.some((target) => target !== '/' && target.endsWith('/') && url.startsWith(target));
  return isBelow ? 'section' : null;
}

function headProps(url: string, head: HeadFacts, facts: PrintTimeFacts, base: LinkBase, config: SiteConfig): HeadProps {
  const { assets, image } = facts;
  const description = head.description ?? facts.excerptText;
  const canonical = head.canonical ?? (config.url === null ? null : absoluteHref(config.url, url));
  const hrefTo = (target: string) => hrefFrom(base, target);
  // The "page not found" page has no address of its own.
  const hasAddress = url !== addresses.notFound;
  return {
    title: documentTitle(url, head, config),
    description,
    canonical: hasAddress ? canonical : null,
    styleHrefs: assets.styles.map(hrefTo),
    scriptHrefs: assets.scripts.map(hrefTo),
    earlyScriptHrefs: assets.earlyScripts.map(hrefTo),
    preloadFontHrefs: assets.preloadFonts.map(hrefTo),
    iconHref: assets.icon === null ? null : hrefTo(assets.icon),
    feeds: feedsOf(head, base, config),
    openSearchHref: config.url === null ? null : hrefTo(addresses.openSearch),
    prevHref: head.prevUrl === null ? null : hrefTo(head.prevUrl),
    nextHref: head.nextUrl === null ? null : hrefTo(head.nextUrl),
    robots: head.indexed ? null : 'noindex',
    openGraph: hasAddress ? openGraphOf({ ...head, description }, canonical, image, config) : [],
    jsonLd: hasAddress ? jsonLdOf(url, { ...head, description }, image, config) : [],
    alternates: alternatesOf(url, [...head.translations, ...facts.translations], config),
    markdownHref: head.copyUrl === null ? null : hrefTo(head.copyUrl),
    policy: policyFor(config),
  };
}

function documentTitle(url: string, { title }: HeadFacts, config: SiteConfig): string {
  const last = url === addresses.home ? config.tagline : null;
  return [title === config.title ? null : title, config.title, last].filter((part) => part !== null).join(' – ');
}

function feedsOf({ feed }: HeadFacts, base: LinkBase, { url, title }: SiteConfig): HeadProps['feeds'] {
  if (url === null) return [];
  const atom = 'application/atom+xml';
  return [
    ...(feed === null ? [] : [{ href: hrefFrom(base, feed.url), title: feed.title, type: atom }]),
    { href: hrefFrom(base, feedUrl('atom')), title, type: atom },
    { href: hrefFrom(base, feedUrl('rss')), title, type: 'application/rss+xml' },
    { href: hrefFrom(base, feedUrl('json')), title, type: 'application/feed+json' },
  ];
}

/** Search engines require absolute addresses, and the page itself among its translations. */
function alternatesOf(url: string, translations: readonly Translation[], config: SiteConfig): HeadProps['alternates'] {
  if (config.url === null || translations.length === 0) return [];
  const base: LinkBase = { pageUrl: url, addressing: 'absolute', siteUrl: config.url };
  return [
    { lang: config.language, href: hrefFrom(base, url) },
    ...translations.map((translation) => ({ lang: translation.lang, href: writtenHrefFrom(base, translation.url) })),
  ];
}
