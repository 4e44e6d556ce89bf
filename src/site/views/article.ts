// A post: what stands around its text comes from the catalog, the text and its contents list from its own file.

import type { SiteConfig } from '../../model/config.ts';
import type { Heading, Meta } from '../../model/page.ts';
import type { ArticleProps, LabProps, PageFrame } from '../../model/props.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { encodeAddress } from '../../text/href.ts';
import { copyUrl, seriesUrl } from '../addresses.ts';
import { seriesOf, tagNamesOf } from '../by-slug.ts';
import { dateProps, updateProps } from '../dates.ts';
import { placingAt, writtenHrefOn } from '../placing.ts';
import { outlineOf } from './outline.ts';
import { entriesAt, postLink, postLinks } from './post-link.ts';
import { seriesBox } from './series-box.ts';
import { tagLinks } from './tag-link.ts';
import type { HeadFacts, View } from './view.ts';

type Late = 'noticeHtml' | 'bodyHtml' | 'outline' | 'translations' | 'license' | 'lab';

export type ArticleView = View<'article', Late>;

/** What the page's own file says, its holes filled. */
export interface ArticleText {
  readonly meta: Meta;
  readonly bodyHtml: string;
  readonly noticeHtml: string | null;
  readonly headings: readonly Heading[];
  readonly lab: LabProps | null;
}

export function articleView(entry: Entry, catalog: Catalog, config: SiteConfig): ArticleView {
  const placing = placingAt(entry.url, config);
  const { language } = config;
  const relations = catalog.relations[entry.path] ?? { newer: null, older: null, related: [], backlinks: [] };
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  const neighbour = (path: string | null) =>
    entriesAt(catalog, path === null ? [] : [path]).map((other) => postLink(other, placing, language))[0] ?? null;
  return {
    template: 'article',
    url: entry.url,
    head: articleHead(entry, catalog, config),
    props: {
      title: entry.title,
      date: dateProps(entry.date, language),
      updated: updateProps(entry.date, entry.updated, language),
      minutes: entry.minutes,
      unpublished: entry.unpublished,
      authors: authorsOf(entry, config),
      tags: tagLinks(catalog, entry, placing),
      series: series === null ? null : seriesBox(catalog, series, entry.path, placing, language),
      newer: neighbour(relations.newer),
      older: neighbour(relations.older),
      related: postLinks(catalog, relations.related, placing, language),
      backlinks: postLinks(catalog, relations.backlinks, placing, language),
      editHref: fileHref(config.editUrl, entry.path),
      sourceHref: fileHref(config.sourceUrl, entry.path),
    },
  };
}

export function articleProps(
  view: ArticleView,
  { meta, bodyHtml, noticeHtml, headings, lab }: ArticleText,
  frame: PageFrame,
  config: SiteConfig,
): ArticleProps {
  const placing = placingAt(view.url, config);
  return {
    ...frame,
    ...view.props,
    bodyHtml,
    noticeHtml,
    lab,
    outline: meta.toc ? outlineOf(headings) : [],
    license: meta.license ?? config.license,
    translations: meta.translations.map(({ lang, url, title }) => ({ lang, href: writtenHrefOn(placing, url), title })),
  };
}

/** A template with `{path}` and a file's path. */
export function fileHref(template: string | null, path: string): string | null {
  return template === null ? null : template.replaceAll('{path}', () => encodeAddress(path));
}

function authorsOf(entry: Entry, { author }: SiteConfig): readonly string[] {
  if (entry.authors.length > 0) return entry.authors;
  return author === null ? [] : [author.name];
}

function articleHead(entry: Entry, catalog: Catalog, config: SiteConfig): HeadFacts {
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  return {
    title: entry.title,
    description: entry.description,
    canonical: entry.canonical,
    indexed: !entry.unlisted && entry.unpublished === null,
    prevUrl: null,
    nextUrl: null,
    copyUrl: copyUrl(entry.url),
    feed: null,
    article: {
      published: entry.date?.iso ?? null,
      modified: (entry.updated ?? entry.date)?.iso ?? null,
      authors: authorsOf(entry, config),
      tags: tagNamesOf(catalog, entry),
      crumbs: series === null ? [] : [{ title: series.name, url: seriesUrl(series.slug) }],
    },
  };
}
