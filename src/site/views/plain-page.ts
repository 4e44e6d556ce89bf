// The view of a page that is not a post, such as an about page or a guide. Its text is added when the page is printed and
// must never be part of the view.

import type { SiteConfig } from '../../model/config.ts';
import type { PageFrame, PlainPageProps } from '../../model/props.ts';
import type { Entry } from '../../model/site.ts';
import { encodeAddress } from '../../text/href.ts';
import { copyUrl } from '../addresses.ts';
import { dateProps } from '../date-format.ts';
import type { ArticleContent } from './article.ts';
import { fileHref, translationProps } from './article.ts';
import { outlineOf } from './parts/outline.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

export type PlainPageView = View<'page', 'noticeHtml' | 'bodyHtml' | 'outline' | 'translations'>;

/** `others` are the same text in other languages. */
export function plainPageView(entry: Entry, others: readonly Entry[], config: SiteConfig): PlainPageView {
  return {
    template: 'page',
    url: entry.url,
    head: {
      ...defaultHead,
      title: entry.title,
      description: entry.description,
      canonical: entry.canonical,
      indexed: !entry.unlisted && entry.unpublished === null,
      copyUrl: copyUrl(entry.url),
      lang: entry.lang,
      translations: others.map(({ lang, url, title }) => ({
        lang: lang ?? config.language,
        url: encodeAddress(url),
        title,
      })),
    },
    props: {
      title: entry.title,
      updated: dateProps(entry.updated, entry.lang ?? config.language),
      editHref: fileHref(config.editUrl, entry.path),
    },
  };
}

/** Adds what comes from the page's own file to its view. */
export function plainPageProps(
  view: PlainPageView,
  { details, bodyHtml, noticeHtml, headings }: Omit<ArticleContent, 'lab'>,
  frame: PageFrame,
  config: SiteConfig,
): PlainPageProps {
  const translations = translationProps(view.url, view.head, details, config);
  return {
    ...frame,
    ...view.props,
    bodyHtml,
    noticeHtml,
    translations,
    outline: details.toc ? outlineOf(headings) : [],
  };
}
