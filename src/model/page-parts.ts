// A page as the parser returns it and the engine stores it: one part for each group of readers, so that a new title reaches the pages that
// show it and nothing that only counts, sorts or links posts. Each field of `PageParts` has a digest of its own.

import type { Span } from './diagnostic.ts';
import type { Body, Excerpt, Meta, MetaSpans, OutgoingLink, PageAuthor, PageKind, SlottedHtml } from './page.ts';

/** What decides the page's address, its position and its neighbors: a change may affect any other page. A body edit outside links does not change it. */
export interface PageIndexData {
  /** Path of the file, relative to the site's root. */
  readonly path: string;
  readonly kind: PageKind;
  /** True where front matter could not be decoded, apart from unknown keys: lists leave the page out, and links to it count as good. */
  readonly broken: boolean;
  readonly meta: Pick<
    Meta,
    | 'date'
    | 'updated'
    | 'slug'
    | 'url'
    | 'id'
    | 'lang'
    | 'tags'
    | 'authors'
    | 'series'
    | 'draft'
    | 'unlisted'
    | 'aliases'
    | 'canonical'
  >;
  readonly links: readonly OutgoingLink[];
}

/** What other pages show of it. */
export interface PageTeaser {
  readonly title: string;
  readonly description: string | null;
  readonly authors: readonly PageAuthor[];
  /** Reading time, at least 1. */
  readonly minutes: number;
}

/** The part of its front matter that only the page itself shows. */
export type PageDetails = Pick<Meta, 'cover' | 'translations' | 'discuss' | 'toc' | 'license'>;

/** The text under one heading. `id` and `heading` are empty before the first. */
export interface PageSection {
  readonly id: string;
  readonly heading: string;
  /** Plain text: each paragraph, list item, table cell and line of code is one line. */
  readonly text: string;
}

/** Everything one Markdown file says and nothing that any other file says. */
export interface PageParts {
  readonly indexData: PageIndexData;
  readonly teaser: PageTeaser;
  readonly details: PageDetails;
  /** Its text, as results of the search show it. */
  readonly sections: readonly PageSection[];
  /** What it adds to each group of words of the search index, one line for each: see `content/search-terms.ts`. */
  readonly terms: string;
  /** Positions of the front matter's fields. They move with every letter of a title, so only diagnostics read them. */
  readonly spans: MetaSpans;
  /** All ids of the body, in order: the targets that links may have. */
  readonly anchors: readonly string[];
  readonly excerpt: Excerpt;
  readonly body: Body;
  /** Files that the body, notice or excerpt may show or link to: targets of `image` and `path` slots and the cover, sorted, each once. */
  readonly files: readonly string[];
  /** The images shown in the text: targets of `image` slots, sorted, each once. A subset of `files`. */
  readonly images: readonly string[];
  /** The files whose text its listings show: they are read, not published. */
  readonly includes: readonly string[];
  /** The page as Markdown for other tools: reduced front matter, listings included, links as slots. */
  readonly copy: SlottedHtml;
}

/** The span of the first of `fields` that a page's front matter has, or of the whole block. */
export type SpanOf = (path: string, fields: readonly string[]) => Span;

/** A `SpanOf` for one page, from its `spans`. */
export function spanIn(spans: MetaSpans, path: string, fields: readonly string[]): Span {
  return (
    fields.map((field) => spans[field]).find((span) => span !== undefined) ?? spans['all'] ?? { path, start: 0, end: 0 }
  );
}
