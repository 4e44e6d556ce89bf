// A page outside the stream: about, guides.

import type { SiteConfig } from '../../model/config.ts';
import type { PageFrame, PlainPageProps } from '../../model/props.ts';
import type { Entry } from '../../model/site.ts';
import { copyUrl } from '../addresses.ts';
import { dateProps } from '../dates.ts';
import type { ArticleText } from './article.ts';
import { fileHref } from './article.ts';
import { outlineOf } from './parts/outline.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

export type PlainPageView = View<'page', 'noticeHtml' | 'bodyHtml' | 'outline'>;

export function plainPageView(entry: Entry, config: SiteConfig): PlainPageView {
  return {
    template: 'page',
    url: entry.url,
    head: {
      ...plainHead,
      title: entry.title,
      description: entry.description,
      canonical: entry.canonical,
      indexed: !entry.unlisted && entry.unpublished === null,
      copyUrl: copyUrl(entry.url),
    },
    props: {
      title: entry.title,
      updated: dateProps(entry.updated, config.language),
      editHref: fileHref(config.editUrl, entry.path),
    },
  };
}

export function plainPageProps(
  view: PlainPageView,
  { own, bodyHtml, noticeHtml, headings }: Omit<ArticleText, 'lab'>,
  frame: PageFrame,
): PlainPageProps {
  return { ...frame, ...view.props, bodyHtml, noticeHtml, outline: own.toc ? outlineOf(headings) : [] };
}
