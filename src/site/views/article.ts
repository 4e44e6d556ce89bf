// A post: what stands around its text comes from the catalog, the text and its contents list from its own file.

import type { SiteConfig } from '../../model/config.ts';
import type { Heading } from '../../model/page.ts';
import type { PageDetails } from '../../model/parts.ts';
import type { ArticleProps, LabProps, PageFrame } from '../../model/props.ts';
import type { Entry } from '../../model/site.ts';
import { encodeAddress } from '../../text/href.ts';
import { copyUrl, seriesUrl } from '../addresses.ts';
import type { PostContext } from '../catalog/post-context.ts';
import { dateProps, updateProps } from '../dates.ts';
import { linkBaseAt, writtenHrefOn } from '../links/link-base.ts';
import { outlineOf } from './parts/outline.ts';
import { entriesAt, postLinks } from './parts/post-link.ts';
import { seriesBox } from './parts/series-box.ts';
import { tagLinks } from './parts/tag-link.ts';
import type { HeadFacts, View } from './parts/view.ts';

type Late = 'noticeHtml' | 'bodyHtml' | 'outline' | 'translations' | 'license' | 'lab';

export type ArticleView = View<'article', Late>;

/** What the page's own file says, its holes filled. */
export interface ArticleText {
  readonly own: PageDetails;
  readonly bodyHtml: string;
  readonly noticeHtml: string | null;
  readonly headings: readonly Heading[];
  readonly lab: LabProps | null;
}

export function articleView(surroundings: PostContext, config: SiteConfig): ArticleView {
  const { entry, tagNames, series, relations } = surroundings;
  const placing = linkBaseAt(entry.url, config);
  const { language } = config;
  const links = (paths: readonly string[]) => postLinks(surroundings, paths, placing, language);
  const neighbour = (path: string | null) => (path === null ? null : (links([path])[0] ?? null));
  return {
    template: 'article',
    url: entry.url,
    head: articleHead(surroundings, config),
    props: {
      title: entry.title,
      date: dateProps(entry.date, language),
      updated: updateProps(entry.date, entry.updated, language),
      minutes: entry.minutes,
      unpublished: entry.unpublished,
      authors: authorsOf(entry, config),
      tags: tagLinks(entry, tagNames, placing),
      series:
        series === null
          ? null
          : seriesBox(entriesAt(surroundings, series.parts), series, entry.path, placing, language),
      newer: neighbour(relations.newer),
      older: neighbour(relations.older),
      related: links(relations.related),
      backlinks: links(relations.backlinks),
      editHref: fileHref(config.editUrl, entry.path),
      sourceHref: fileHref(config.sourceUrl, entry.path),
    },
  };
}

export function articleProps(
  view: ArticleView,
  { own, bodyHtml, noticeHtml, headings, lab }: ArticleText,
  frame: PageFrame,
  config: SiteConfig,
): ArticleProps {
  const placing = linkBaseAt(view.url, config);
  return {
    ...frame,
    ...view.props,
    bodyHtml,
    noticeHtml,
    lab,
    outline: own.toc ? outlineOf(headings) : [],
    license: own.license ?? config.license,
    translations: own.translations.map(({ lang, url, title }) => ({ lang, href: writtenHrefOn(placing, url), title })),
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

function articleHead({ entry, tagNames, series }: PostContext, config: SiteConfig): HeadFacts {
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
      tags: tagNames,
      crumbs: series === null ? [] : [{ title: series.name, url: seriesUrl(series.slug) }],
    },
  };
}
