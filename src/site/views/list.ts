// Lists of posts with their openings: the index and the pages of tags. The openings come from the posts' own files.

import type { SiteConfig } from '../../model/config.ts';
import type { EntryProps, ListProps, PageFrame, PagerProps, SeriesPlaceProps } from '../../model/props.ts';
import type { Catalog, Entry, Tag } from '../../model/site.ts';
import { feedUrl, listUrl, pageCount, seriesUrl, tagUrl } from '../addresses.ts';
import { seriesOf, tagNamesOf } from '../by-slug.ts';
import { updateProps } from '../dates.ts';
import type { Placing } from '../placing.ts';
import { hrefOn, placingAt } from '../placing.ts';
import { wordsFor } from '../words.ts';
import { pagerOf } from './pager.ts';
import { entriesAt, postLink } from './post-link.ts';
import { tagLinks } from './tag-link.ts';
import type { HeadFacts, View } from './view.ts';
import { plainHead } from './view.ts';

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

/** A page of the index, from 1. */
export function listView(number: number, catalog: Catalog, config: SiteConfig): ListView {
  const url = listUrl(number);
  const placing = placingAt(url, config);
  const pager = pagerOf(number, pageCount(catalog.posts.length, config.postsPerPage), listUrl, placing);
  return {
    template: 'list',
    url,
    head: {
      ...plainHead,
      ...headOf(pager, listUrl, config, null),
      description: number === 1 ? (config.description ?? config.tagline) : null,
    },
    props: { heading: null, description: number === 1 ? config.description : null, pager, feedHref: null },
    posts: listed(catalog.posts, number, catalog, placing, config),
  };
}

/** A page of a tag, from 1. */
export function tagView(tag: Tag, number: number, catalog: Catalog, config: SiteConfig): ListView {
  const urlOf = (page: number) => tagUrl(tag.slug, page);
  const url = urlOf(number);
  const placing = placingAt(url, config);
  const pager = pagerOf(number, pageCount(tag.posts.length, config.postsPerPage), urlOf, placing);
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
    posts: listed(tag.posts, number, catalog, placing, config),
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

function listed(
  paths: readonly string[],
  number: number,
  catalog: Catalog,
  placing: Placing,
  { postsPerPage, language }: SiteConfig,
): readonly ListedPost[] {
  const shown = paths.slice((number - 1) * postsPerPage, number * postsPerPage);
  return entriesAt(catalog, shown).map((entry) => ({
    path: entry.path,
    url: entry.url,
    props: {
      ...postLink(entry, placing, language),
      updated: updateProps(entry.date, entry.updated, language),
      tags: tagLinks(entry, tagNamesOf(catalog, entry), placing),
      series: placeInSeries(entry, catalog, placing),
    },
  }));
}

function placeInSeries(entry: Entry, catalog: Catalog, placing: Placing): SeriesPlaceProps | null {
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  if (series === null) return null;
  const part = series.parts.indexOf(entry.path) + 1;
  return { href: hrefOn(placing, seriesUrl(series.slug)), title: series.name, part, of: series.parts.length };
}
