// The view of a post. What surrounds its text comes from the catalog; the text and its table of contents come from the
// post's own file, are added when the page is printed, and must never be part of the view.

import type { SiteConfig } from '../../model/config.ts';
import type { Heading } from '../../model/page.ts';
import type { PageDetails } from '../../model/page-parts.ts';
import type { ArticleProps, LabProps, PageFrame } from '../../model/props.ts';
import { encodeAddress } from '../../text/href.ts';
import { authorUrl, copyUrl, seriesUrl } from '../addresses.ts';
import { authorsOfPost } from '../catalog/authors.ts';
import type { PostContext } from '../catalog/post-context.ts';
import { dateProps, lastChange, updateProps } from '../date-format.ts';
import { hrefFrom, linkBaseAt, writtenHrefFrom } from '../links/link-base.ts';
import { discussionLinks } from './parts/discussions.ts';
import { inLanguage } from './parts/frame.ts';
import { outlineOf } from './parts/outline.ts';
import { entriesAt, postLinks } from './parts/post-link.ts';
import { seriesBox } from './parts/series-box.ts';
import { tagLinks } from './parts/tag-link.ts';
import type { HeadFacts, View } from './parts/view.ts';

type PrintTimeProps = 'noticeHtml' | 'bodyHtml' | 'outline' | 'translations' | 'discussions' | 'license' | 'lab';

export type ArticleView = View<'article', PrintTimeProps>;

/** What comes from the page's own file, with its slots filled. */
export interface ArticleContent {
  readonly details: PageDetails;
  readonly bodyHtml: string;
  readonly noticeHtml: string | null;
  readonly headings: readonly Heading[];
  readonly lab: LabProps | null;
}

export function articleView(context: PostContext, site: SiteConfig): ArticleView {
  const { entry, tagNames, series, relations } = context;
  const config = inLanguage(entry.lang, site);
  const base = linkBaseAt(entry.url, config);
  const { language } = config;
  const links = (paths: readonly string[]) => postLinks(context, paths, base, language);
  const neighbor = (path: string | null) => (path === null ? null : (links([path])[0] ?? null));
  return {
    template: 'article',
    url: entry.url,
    head: articleHead(context, site),
    props: {
      title: entry.title,
      date: dateProps(entry.date, language),
      updated: updateProps(entry.date, entry.updated, language),
      minutes: entry.minutes,
      unpublished: entry.unpublished,
      authors: authorsOfPost(entry.authors, config).map(({ name, url, key }) => ({
        name,
        url,
        pageHref: key === null ? null : hrefFrom(base, authorUrl(config.permalinks, key)),
      })),
      tags: tagLinks(entry, tagNames, config.permalinks, base),
      series: series === null ? null : seriesBox(entriesAt(context, series.parts), series, entry.path, base, config),
      newer: neighbor(relations.newer),
      older: neighbor(relations.older),
      related: links(relations.related),
      backlinks: links(relations.backlinks),
      editHref: fileHref(config.editUrl, entry.path),
      sourceHref: fileHref(config.sourceUrl, entry.path),
      historyHref: fileHref(config.historyUrl, entry.path),
    },
  };
}

/** Adds what comes from the page's own file to its view. */
export function articleProps(
  view: ArticleView,
  { details, bodyHtml, noticeHtml, headings, lab }: ArticleContent,
  frame: PageFrame,
  config: SiteConfig,
): ArticleProps {
  return {
    ...frame,
    ...view.props,
    bodyHtml,
    noticeHtml,
    lab,
    outline: details.toc ? outlineOf(headings) : [],
    license: details.license ?? config.license,
    translations: translationProps(view.url, view.head, details, config),
    discussions: discussionLinks(details.discuss),
  };
}

/** The links to a page in other languages: to files next to it and to those that its front matter names. */
export function translationProps(
  url: string,
  head: HeadFacts,
  details: PageDetails,
  config: SiteConfig,
): ArticleProps['translations'] {
  const base = linkBaseAt(url, config);
  return [...head.translations, ...details.translations].map((one) => ({
    lang: one.lang,
    href: writtenHrefFrom(base, one.url),
    title: one.title,
  }));
}

/** The address of a file in the repository: `template` (such as `editUrl`) with the encoded path in place of `{path}`. */
export function fileHref(template: string | null, path: string): string | null {
  return template === null ? null : template.replaceAll('{path}', () => encodeAddress(path));
}

function articleHead({ entry, tagNames, series, entries, languages }: PostContext, config: SiteConfig): HeadFacts {
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
      modified: lastChange(entry)?.iso ?? null,
      authors: authorsOfPost(entry.authors, config).map(({ name, url, key }) => ({
        name,
        url,
        pageUrl: key === null ? null : authorUrl(config.permalinks, key),
      })),
      tags: tagNames,
      crumbs: series === null ? [] : [{ title: series.name, url: seriesUrl(config.permalinks, series.slug) }],
    },
    lang: entry.lang,
    translations: entriesAt({ entries }, entry.translations).map(({ path, url, title }) => ({
      lang: languages[path] ?? config.language,
      url: encodeAddress(url),
      title,
    })),
  };
}
