// The shapes of stored views. They must accept every view of the site's code: one that is rejected is made again each time it is read.

import type {
  AuthorProps,
  DateProps,
  EntryProps,
  LinkProps,
  PagerProps,
  PostLinkProps,
  SeriesBoxProps,
  TagProps,
} from '../../model/props.ts';
import type { AnyView } from '../../site/views/view-for.ts';
import { count, flag, listOf, objectOf, oneOf, orNull, type Shape, text, texts, unionOf } from './shape-builders.ts';

const nullableText = orNull(text);
const link = { href: text, title: text };
const links = listOf(objectOf<LinkProps>(link));
const date = orNull(objectOf<DateProps>({ iso: text, text }));
const unpublished = orNull(oneOf('draft', 'future'));

const postLink = { ...link, description: nullableText, date, minutes: count, unpublished };
const postLinkProps = objectOf<PostLinkProps>(postLink);
const postLinks = listOf(postLinkProps);

const seriesBox = objectOf<SeriesBoxProps>({
  ...link,
  description: nullableText,
  parts: listOf(objectOf<SeriesBoxProps['parts'][number]>({ ...postLink, current: flag })),
});

const pager = objectOf<PagerProps>({
  number: count,
  of: count,
  newerHref: nullableText,
  olderHref: nullableText,
  pages: listOf(objectOf({ number: count, href: text, current: flag })),
});

const head = objectOf<Exclude<AnyView, { template: 'redirect' }>['head']>({
  title: nullableText,
  description: nullableText,
  canonical: nullableText,
  indexed: flag,
  prevUrl: nullableText,
  nextUrl: nullableText,
  copyUrl: nullableText,
  feed: orNull(objectOf({ url: text, title: text })),
  article: orNull(
    objectOf({
      published: nullableText,
      modified: nullableText,
      authors: listOf(objectOf({ name: text, url: nullableText, pageUrl: nullableText })),
      tags: texts,
      crumbs: listOf(objectOf({ title: text, url: text })),
    }),
  ),
  lang: nullableText,
  translations: listOf(objectOf({ lang: text, url: text, title: text })),
});

const list = objectOf<Omit<Extract<AnyView, { posts: unknown }>, 'template'>>({
  url: text,
  head,
  props: objectOf({
    heading: nullableText,
    description: nullableText,
    pager,
    feedHref: nullableText,
    author: orNull(
      objectOf<AuthorProps>({ name: text, url: nullableText, imageHref: nullableText, bio: nullableText }),
    ),
  }),
  posts: listOf(
    objectOf({
      path: text,
      url: text,
      props: objectOf<Omit<EntryProps, 'excerptHtml' | 'hasMore'>>({
        ...postLink,
        updated: date,
        tags: links,
        series: orNull(objectOf({ ...link, part: count, of: count })),
      }),
    }),
  ),
});

/** A view with these props, whose page has the usual head. */
function viewWith<Props>(props: { readonly [Name in keyof Props]-?: Shape<Props[Name]> }) {
  return objectOf({ url: text, head, props: objectOf<Props>(props) });
}

export const anyView = unionOf<AnyView, 'template'>('template', {
  article: viewWith({
    title: text,
    date,
    updated: date,
    minutes: count,
    unpublished,
    authors: listOf(objectOf({ name: text, url: nullableText, pageHref: nullableText })),
    tags: links,
    series: orNull(seriesBox),
    newer: orNull(postLinkProps),
    older: orNull(postLinkProps),
    related: postLinks,
    backlinks: postLinks,
    editHref: nullableText,
    sourceHref: nullableText,
    historyHref: nullableText,
  }),
  page: viewWith({ title: text, updated: date, editHref: nullableText }),
  list,
  tag: list,
  tags: viewWith({
    tags: listOf(
      objectOf<TagProps & { description: string | null }>({ ...link, slug: text, count, description: nullableText }),
    ),
  }),
  'all-series': viewWith({ series: listOf(seriesBox) }),
  series: viewWith({ series: seriesBox }),
  archive: viewWith({ years: listOf(objectOf({ year: text, posts: postLinks })) }),
  search: viewWith({ indexHref: text }),
  'not-found': viewWith({ recent: postLinks }),
  redirect: objectOf({
    url: text,
    props: objectOf({ lang: text, title: text, href: text, canonical: nullableText, policy: text }),
  }),
});
