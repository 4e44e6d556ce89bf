// The shapes of the stored parts of a page. They must accept everything that the parser makes: a part that is rejected is parsed again.

import type { Span } from '../../model/diagnostic.ts';
import type {
  AddressSlot,
  Body,
  DirectiveAttribute,
  DirectiveSlot,
  Excerpt,
  PageAuthor,
  PostDate,
  Slot,
  SlottedHtml,
} from '../../model/page.ts';
import type { PageDetails, PageIndexData, PageParts, PageTeaser } from '../../model/page-parts.ts';
import {
  count,
  flag,
  listOf,
  matching,
  objectOf,
  oneOf,
  orAbsent,
  orNull,
  recordOf,
  type Shape,
  text,
  texts,
  unionOf,
} from './shape-builders.ts';

/** The furthest that a `Date` reaches, in milliseconds. */
const maxEpochMs = 8.64e15;

const epochMs: Shape<number> = (data) => typeof data === 'number' && Math.abs(data) <= maxEpochMs;

export const postDate = objectOf<PostDate>({
  day: matching(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  iso: text,
  epochMs,
});

const dateOrGit: Shape<PostDate | 'git' | null> = (data) => data === 'git' || orNull(postDate)(data);

const span = objectOf<Span>({ path: text, start: count, end: count });

/** A function, because the shape is recursive: HTML for one output has slots of its own. */
const slottedHtml: Shape<SlottedHtml> = (data) => listOf(slotOrText)(data);

const address = {
  to: oneOf('page', 'path', 'root', 'self'),
  target: text,
  href: text,
  query: text,
  fragment: orNull(text),
  isImage: orAbsent(oneOf(true)),
  at: span,
} as const;

const attribute = objectOf<DirectiveAttribute>({
  name: text,
  value: text,
  address: orNull(objectOf<AddressSlot>({ kind: oneOf('address'), ...address })),
  at: span,
});

const slot = unionOf<Slot, 'kind'>('kind', {
  address: objectOf(address),
  image: objectOf({ target: text, alt: text, title: orNull(text), lazy: flag, linked: flag, at: span }),
  'per-output': objectOf({ site: slottedHtml, feed: slottedHtml }),
  directive: objectOf<Omit<DirectiveSlot, 'kind'>>({
    name: text,
    attributes: listOf(attribute),
    label: orNull(objectOf({ html: slottedHtml, text })),
    content: orNull(slottedHtml),
    fallback: orNull(objectOf({ before: slottedHtml, after: text })),
    language: text,
    at: span,
    nameAt: span,
  }),
});

const slotOrText: Shape<string | Slot> = (data) => text(data) || slot(data);

const pageAuthors = listOf(objectOf<PageAuthor>({ name: text, url: orNull(text) }));

export const pageIndexData = objectOf<PageIndexData>({
  path: text,
  kind: oneOf('post', 'page'),
  broken: flag,
  meta: objectOf({
    date: orNull(postDate),
    updated: dateOrGit,
    slug: text,
    url: orNull(text),
    id: orNull(text),
    lang: orNull(text),
    tags: texts,
    authors: pageAuthors,
    series: orNull(objectOf({ name: text, part: orNull(count) })),
    draft: flag,
    unlisted: flag,
    aliases: texts,
    canonical: orNull(text),
  }),
  links: listOf(objectOf({ path: text })),
});

export const pageTeaser = objectOf<PageTeaser>({
  title: text,
  description: orNull(text),
  authors: pageAuthors,
  minutes: count,
});

export const pageShapes: { readonly [Part in keyof PageParts]: Shape<PageParts[Part]> } = {
  indexData: pageIndexData,
  teaser: pageTeaser,
  details: objectOf<PageDetails>({
    cover: orNull(text),
    translations: listOf(objectOf({ lang: text, url: text, title: text })),
    discuss: texts,
    toc: flag,
    license: orNull(objectOf({ name: text, url: orNull(text) })),
  }),
  sections: listOf(objectOf({ id: text, heading: text, text })),
  terms: text,
  spans: recordOf(span),
  anchors: texts,
  excerpt: objectOf<Excerpt>({ html: slottedHtml, text, hasMore: flag }),
  body: objectOf<Body>({
    html: slottedHtml,
    outline: listOf(objectOf({ depth: oneOf(2, 3, 4, 5, 6), id: text, text })),
    notice: orNull(slottedHtml),
  }),
  files: texts,
  images: texts,
  includes: texts,
  copy: slottedHtml,
};
