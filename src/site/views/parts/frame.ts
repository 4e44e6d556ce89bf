// What every page has around it: the site's own links, and the head. Made when a page is printed: it needs what the
// theme and the page's file bring.

import type { SiteConfig } from '../../../model/config.ts';
import type { Translation } from '../../../model/page.ts';
import type { HeadProps, NavProps, PageFrame, SiteProps } from '../../../model/props.ts';
import { absoluteHref } from '../../../text/href.ts';
import { addresses, feedUrl } from '../../addresses.ts';
import { policyFor } from '../../files/policy.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefOn, linkBaseAt, writtenHrefOn } from '../../links/link-base.ts';
import { pathIn } from '../../routes/nav.ts';
import { spellingsOf } from '../../routes/route-index.ts';
import { jsonLdOf } from './json-ld.ts';
import { openGraphOf } from './open-graph.ts';
import type { HeadFacts, SocialImage } from './view.ts';

/** Files of the theme that a page of this kind loads, root-relative. */
export interface PageAssets {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly earlyScripts: readonly string[];
  readonly preloadFonts: readonly string[];
  readonly icon: string | null;
}

/** What is known only when the page is printed. */
export interface LateFacts {
  readonly assets: PageAssets;
  readonly image: SocialImage | null;
  /** A description for pages whose authors gave none: the text of the excerpt. */
  readonly excerptText: string | null;
  readonly translations: readonly Translation[];
}

/** Facts of a page that brings nothing of its own. */
export function plainFacts(assets: PageAssets): LateFacts {
  return { assets, image: null, excerptText: null, translations: [] };
}

/** The frame of the page at `url` (`view.url`) with the head that its view asks for. */
export function frameFor(url: string, head: HeadFacts, late: LateFacts, config: SiteConfig): PageFrame {
  const placing = linkBaseAt(url, config);
  return {
    lang: config.language,
    site: siteProps(placing, config),
    head: headProps(url, head, late, placing, config),
  };
}

function siteProps(placing: LinkBase, config: SiteConfig): SiteProps {
  const hrefTo = (url: string) => hrefOn(placing, url);
  const { author, license } = config;
  return {
    title: config.title,
    tagline: config.tagline,
    language: config.language,
    author: author && { name: author.name, url: author.url },
    license,
    homeHref: hrefTo(addresses.home),
    nav: config.nav.map(
      ({ title, href }): NavProps => ({
        title,
        href: writtenHrefOn(placing, href),
        current: currentIn(href, placing.on),
      }),
    ),
    searchHref: hrefTo(addresses.search),
    feeds:
      config.url === null
        ? null
        : { atomHref: hrefTo(feedUrl('atom')), rssHref: hrefTo(feedUrl('rss')), jsonHref: hrefTo(feedUrl('json')) },
    archiveHref: hrefTo(addresses.archive),
    tagsHref: hrefTo(addresses.tags),
    seriesHref: hrefTo(addresses.series),
  };
}

/**
 * Whether the page at `url` is the one that a navigation link leads to, or stands below it. Everything stands below the
 * first page, so nothing does.
 */
function currentIn(href: string, url: string): NavProps['current'] {
  if (!href.startsWith('/')) return null;
  const targets = spellingsOf(pathIn(href));
  if (targets.includes(url)) return 'page';
  const isBelow = targets.some((target) => target !== '/' && target.endsWith('/') && url.startsWith(target));
  return isBelow ? 'section' : null;
}

function headProps(url: string, head: HeadFacts, late: LateFacts, placing: LinkBase, config: SiteConfig): HeadProps {
  const { assets, image } = late;
  const facts = { ...head, description: head.description ?? late.excerptText };
  const canonical = facts.canonical ?? (config.url === null ? null : absoluteHref(config.url, url));
  const hrefTo = (target: string) => hrefOn(placing, target);
  const isShown = url !== addresses.notFound;
  return {
    title: documentTitle(url, facts, config),
    description: facts.description,
    canonical: isShown ? canonical : null,
    styleHrefs: assets.styles.map(hrefTo),
    scriptHrefs: assets.scripts.map(hrefTo),
    earlyScriptHrefs: assets.earlyScripts.map(hrefTo),
    preloadFontHrefs: assets.preloadFonts.map(hrefTo),
    iconHref: assets.icon === null ? null : hrefTo(assets.icon),
    feeds: feedsOf(facts, placing, config),
    prevHref: facts.prevUrl === null ? null : hrefTo(facts.prevUrl),
    nextHref: facts.nextUrl === null ? null : hrefTo(facts.nextUrl),
    robots: facts.indexed ? null : 'noindex',
    openGraph: isShown ? openGraphOf(facts, canonical, image, config) : [],
    jsonLd: isShown ? jsonLdOf(url, facts, image, config) : [],
    alternates: alternatesOf(url, late.translations, config),
    markdownHref: facts.copyUrl === null ? null : hrefTo(facts.copyUrl),
    policy: policyFor(config),
  };
}

function documentTitle(url: string, { title }: HeadFacts, config: SiteConfig): string {
  const last = url === addresses.home ? config.tagline : null;
  return [title === config.title ? null : title, config.title, last].filter((part) => part !== null).join(' – ');
}

function feedsOf({ feed }: HeadFacts, placing: LinkBase, { url, title }: SiteConfig): HeadProps['feeds'] {
  if (url === null) return [];
  const atom = 'application/atom+xml';
  return [
    ...(feed === null ? [] : [{ href: hrefOn(placing, feed.url), title: feed.title, type: atom }]),
    { href: hrefOn(placing, feedUrl('atom')), title, type: atom },
    { href: hrefOn(placing, feedUrl('rss')), title, type: 'application/rss+xml' },
    { href: hrefOn(placing, feedUrl('json')), title, type: 'application/feed+json' },
  ];
}

/** Search engines want whole addresses, and the page itself among its translations. */
function alternatesOf(url: string, translations: readonly Translation[], config: SiteConfig): HeadProps['alternates'] {
  if (config.url === null || translations.length === 0) return [];
  const placing: LinkBase = { on: url, addressing: 'absolute', base: config.url };
  return [
    { lang: config.language, href: hrefOn(placing, url) },
    ...translations.map((translation) => ({ lang: translation.lang, href: writtenHrefOn(placing, translation.url) })),
  ];
}
