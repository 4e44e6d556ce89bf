// A page as the engine keeps it: the summary taken apart by who reads it, so that a change of a title reaches what shows the title,
// and nothing that only counts, sorts or addresses posts. Each field is a part with a digest of its own.

import type { Span } from './diagnostic.ts';
import type { Meta, MetaSpans, OutgoingLink, Page, PageKind } from './page.ts';

/** What decides where a page stands in the site and what stands around it: a change of it may change any other page. */
export interface PageIndexData {
  readonly path: string;
  readonly kind: PageKind;
  readonly broken: boolean;
  readonly meta: Pick<
    Meta,
    'date' | 'updated' | 'slug' | 'tags' | 'series' | 'draft' | 'unlisted' | 'aliases' | 'canonical'
  >;
  readonly links: readonly OutgoingLink[];
}

/** What other pages show of it. */
export interface PageTeaser {
  readonly title: string;
  readonly description: string | null;
  readonly authors: readonly string[];
  readonly minutes: number;
}

/** What of its front matter the page alone shows. */
export type PageDetails = Pick<Meta, 'cover' | 'translations' | 'toc' | 'license'>;

export interface PageParts extends Omit<Page, 'summary'> {
  readonly indexData: PageIndexData;
  readonly teaser: PageTeaser;
  readonly details: PageDetails;
  /** For the search index. */
  readonly headings: readonly string[];
  /** Where the fields of the front matter stand: they move with every letter of a title, and are read where something is wrong. */
  readonly spans: MetaSpans;
}

/** Where a page's front matter says something: the first of the fields that it has, else all of it. */
export type SpanOf = (path: string, fields: readonly string[]) => Span;

export function spanIn(spans: MetaSpans, path: string, fields: readonly string[]): Span {
  return (
    fields.map((field) => spans[field]).find((span) => span !== undefined) ?? spans['all'] ?? { path, start: 0, end: 0 }
  );
}

export function partsOf({ summary, ...others }: Page): PageParts {
  const { meta, minutes, headings, spans } = summary;
  return {
    indexData: standingOf(summary),
    teaser: faceOf(meta, minutes),
    details: ownOf(meta),
    headings,
    spans,
    ...others,
  };
}

function standingOf({ path, kind, broken, meta, links }: Page['summary']): PageIndexData {
  const { date, updated, slug, tags, series, draft, unlisted, aliases, canonical } = meta;
  const placing = { date, updated, slug, tags, series, draft, unlisted, aliases, canonical };
  return { path, kind, broken, meta: placing, links };
}

export function faceOf({ title, description, authors }: Meta, minutes: number): PageTeaser {
  return { title, description, authors, minutes };
}

function ownOf({ cover, translations, toc, license }: Meta): PageDetails {
  return { cover, translations, toc, license };
}
