// Lists of posts with their openings: the index and the pages of tags. The openings come from the posts' own files.

import type { SiteConfig } from '../../model/config.ts';
import type { EntryProps, ListProps, PageFrame, PagerProps, SeriesPlaceProps } from '../../model/props.ts';
import { feedUrl, listUrl, pageCount, seriesUrl, tagUrl } from '../addresses.ts';
import type { PostSlice, SeriesPlace } from '../catalog/post-slice.ts';
import { updateProps } from '../dates.ts';
import type { LinkBase } from '../links/link-base.ts';
import { hrefOn, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { pagerOf } from './parts/pager.ts';
import { postLink } from './parts/post-link.ts';
import { tagLinks } from './parts/tag-link.ts';
import type { HeadFacts, View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

/** A post in a list, without its opening. */
export interface ListedPost {
  readonly path: string;
  readonly url: string;
  readonly props: Omit<EntryProps, 'excerptHtml' | 'hasMore'>;
}

export interface ListView extends View<'list' | 'tag', 'entries'> {
  readonly posts: readonly ListedPost[];
}

/** A post's opening, its holes filled for the list's page. */
export interface Opening {
  readonly html: string;
  readonly hasMore: boolean;
}

/** A page of the index, from 1, with its stretch of posts. */
export function listView(number: number, stretch: PostSlice, config: SiteConfig): ListView {
  const url = listUrl(number);
  const placing = linkBaseAt(url, config);
  const pager = pagerOf(number, pageCount(stretch.total, config.postsPerPage), listUrl, placing);
  return {
    template: 'list',
    url,
    head: {
      ...plainHead,
      ...headOf(pager, listUrl, config, null),
      description: number === 1 ? (config.description ?? config.tagline) : null,
    },
    props: { heading: null, description: number === 1 ? config.description : null, pager, feedHref: null },
    posts: listed(stretch, placing, config),
  };
}

/** A page of a tag, from 1, with its stretch of posts. */
export function tagView(
  tag: NonNullable<PostSlice['tag']>,
  number: number,
  stretch: PostSlice,
  config: SiteConfig,
): ListView {
  const urlOf = (page: number) => tagUrl(tag.slug, page);
  const url = urlOf(number);
  const placing = linkBaseAt(url, config);
  const pager = pagerOf(number, pageCount(stretch.total, config.postsPerPage), urlOf, placing);
  const feed = config.url === null ? null : feedUrl('atom', tag.slug);
  return {
    template: 'tag',
    url,
    head: {
      ...plainHead,
      ...headOf(pager, urlOf, config, tag.name),
      description: number === 1 ? tag.description : null,
      feed: feed === null ? null : { url: feed, title: `${config.title}: ${tag.name}` },
    },
    props: {
      heading: tag.name,
      description: tag.description,
      pager,
      feedHref: feed === null ? null : hrefOn(placing, feed),
    },
    posts: listed(stretch, placing, config),
  };
}

/** `openings` belong to `view.posts`, in their order. */
export function listProps(view: ListView, openings: readonly Opening[], frame: PageFrame): ListProps {
  const entries = view.posts.map(({ props }, index): EntryProps => {
    const { html = '', hasMore = false } = openings[index] ?? {};
    return { ...props, excerptHtml: html, hasMore };
  });
  return { ...frame, ...view.props, entries };
}

function headOf(
  { number, of }: PagerProps,
  urlOf: (number: number) => string,
  { language }: SiteConfig,
  name: string | null,
): Pick<HeadFacts, 'title' | 'prevUrl' | 'nextUrl'> {
  const page = number === 1 ? null : wordsFor(language).page(number);
  const title = [name, page].filter((part) => part !== null).join(' – ');
  return {
    title: title === '' ? null : title,
    prevUrl: number > 1 ? urlOf(number - 1) : null,
    nextUrl: number < of ? urlOf(number + 1) : null,
  };
}

function listed({ posts }: PostSlice, placing: LinkBase, { language }: SiteConfig): readonly ListedPost[] {
  return posts.map(({ entry, tagNames, series }) => ({
    path: entry.path,
    url: entry.url,
    props: {
      ...postLink(entry, placing, language),
      updated: updateProps(entry.date, entry.updated, language),
      tags: tagLinks(entry, tagNames, placing),
      series: series && placeProps(series, placing),
    },
  }));
}

function placeProps({ slug, name, part, of }: SeriesPlace, placing: LinkBase): SeriesPlaceProps {
  return { href: hrefOn(placing, seriesUrl(slug)), title: name, part, of };
}
