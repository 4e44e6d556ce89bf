// Views of lists of posts with excerpts: the index and the pages of tags and authors. Excerpts come from the posts' own files, are added
// when the page is printed, and must never be part of the view.

import type { AuthorDefinition, Permalinks, SiteConfig } from '../../model/config.ts';
import type { EntryProps, ListProps, PageFrame, PagerProps, SeriesPlaceProps } from '../../model/props.ts';
import { authorFeedUrl, authorUrl, listUrl, pageCount, seriesUrl, tagFeedUrl, tagUrl } from '../addresses.ts';
import type { PostSlice, SeriesPlace } from '../catalog/post-slice.ts';
import { updateProps } from '../date-format.ts';
import type { LinkBase } from '../links/link-base.ts';
import { hrefFrom, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { pagerOf } from './parts/pager.ts';
import { postLink } from './parts/post-link.ts';
import { tagLinks } from './parts/tag-link.ts';
import type { HeadFacts, View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

/** A post in a list, without its excerpt. */
export interface ListedPost {
  readonly path: string;
  readonly url: string;
  readonly props: Omit<EntryProps, 'excerptHtml' | 'hasMore'>;
}

export interface ListView extends View<'list' | 'tag', 'entries'> {
  readonly posts: readonly ListedPost[];
}

/** The excerpt of a post, with its slots filled for the list's page. */
export interface ListedExcerpt {
  readonly html: string;
  readonly hasMore: boolean;
}

/** Page `number` (from 1) of the index; `slice` has its posts. */
export function listView(number: number, slice: PostSlice, config: SiteConfig): ListView {
  const urlOf = (page: number) => listUrl(config.permalinks, page);
  const url = urlOf(number);
  const base = linkBaseAt(url, config);
  const pager = pagerOf(number, pageCount(slice.total, config.postsPerPage), urlOf, base);
  return {
    template: 'list',
    url,
    head: {
      ...defaultHead,
      ...headOf(pager, urlOf, config, null),
      description: number === 1 ? (config.description ?? config.tagline) : null,
    },
    props: {
      heading: null,
      description: number === 1 ? config.description : null,
      pager,
      feedHref: null,
      author: null,
    },
    posts: listedPosts(slice, base, config),
  };
}

/** Page `number` (from 1) of a tag; `slice` has its posts. */
export function tagView(
  tag: NonNullable<PostSlice['tag']>,
  number: number,
  slice: PostSlice,
  config: SiteConfig,
): ListView {
  const urlOf = (page: number) => tagUrl(config.permalinks, tag.slug, page);
  const url = urlOf(number);
  const base = linkBaseAt(url, config);
  const pager = pagerOf(number, pageCount(slice.total, config.postsPerPage), urlOf, base);
  const feed = config.url === null ? null : tagFeedUrl(config.permalinks, tag.slug);
  return {
    template: 'tag',
    url,
    head: {
      ...defaultHead,
      ...headOf(pager, urlOf, config, tag.name),
      description: number === 1 ? tag.description : null,
      feed: feed === null ? null : { url: feed, title: `${config.title}: ${tag.name}` },
    },
    props: {
      heading: tag.name,
      description: tag.description,
      pager,
      feedHref: feed === null ? null : hrefFrom(base, feed),
      author: null,
    },
    posts: listedPosts(slice, base, config),
  };
}

/** Page `number` (from 1) of an author; `slice` has the posts. */
export function authorView(author: AuthorDefinition, number: number, slice: PostSlice, config: SiteConfig): ListView {
  const { key, name, image, bio } = author;
  const urlOf = (page: number) => authorUrl(config.permalinks, key, page);
  const url = urlOf(number);
  const base = linkBaseAt(url, config);
  const pager = pagerOf(number, pageCount(slice.total, config.postsPerPage), urlOf, base);
  const feed = config.url === null ? null : authorFeedUrl(config.permalinks, key);
  return {
    template: 'list',
    url,
    head: {
      ...defaultHead,
      ...headOf(pager, urlOf, config, name),
      description: number === 1 ? bio : null,
      feed: feed === null ? null : { url: feed, title: `${config.title}: ${name}` },
    },
    props: {
      heading: name,
      description: null,
      pager,
      feedHref: feed === null ? null : hrefFrom(base, feed),
      author: { name, url: author.url, imageHref: image === null ? null : hrefFrom(base, image), bio },
    },
    posts: listedPosts(slice, base, config),
  };
}

/** `excerpts` are those of `view.posts`, in the same order. */
export function listProps(view: ListView, excerpts: readonly ListedExcerpt[], frame: PageFrame): ListProps {
  const entries = view.posts.map(({ props }, index): EntryProps => {
    const { html = '', hasMore = false } = excerpts[index] ?? {};
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

function listedPosts(
  { posts }: PostSlice,
  base: LinkBase,
  { language, permalinks }: SiteConfig,
): readonly ListedPost[] {
  return posts.map(({ entry, tagNames, series }) => ({
    path: entry.path,
    url: entry.url,
    props: {
      ...postLink(entry, base, language),
      updated: updateProps(entry.date, entry.updated, language),
      tags: tagLinks(entry, tagNames, permalinks, base),
      series: series && seriesPlaceProps(series, permalinks, base),
    },
  }));
}

function seriesPlaceProps(
  { slug, name, part, of }: SeriesPlace,
  permalinks: Permalinks,
  base: LinkBase,
): SeriesPlaceProps {
  return { href: hrefFrom(base, seriesUrl(permalinks, slug)), title: name, part, of };
}
