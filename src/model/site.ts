// The whole site, seen from above: the catalog of what is published and the routes that make up `dist/`.

import type { PostDate } from './page.ts';
import type { PageTeaser } from './parts.ts';

/** Why a page is only shown by `--drafts` or `--future`. */
export type Unpublished = 'draft' | 'future';

/** One published page, without its face. */
export interface CatalogEntry {
  readonly path: string;
  readonly kind: 'post' | 'page';
  /** Site address, root-relative and decoded: `/posts/hello/`. */
  readonly url: string;
  readonly date: PostDate | null;
  readonly updated: PostDate | null;
  /** Slugs of its tags, in the order written. */
  readonly tags: readonly string[];
  /** Slug of its series, or null. */
  readonly series: string | null;
  readonly unlisted: boolean;
  readonly unpublished: Unpublished | null;
  /** Where the original stands, if not here. */
  readonly canonical: string | null;
}

/** One published page as lists, feeds and neighbours see it. */
export interface Entry extends CatalogEntry, PageTeaser {}

/** An address that a file asks for. */
export interface PageAddress {
  readonly url: string;
  readonly path: string;
  /** `alias`: an old address, which leads to the page's own. */
  readonly kind: 'page' | 'alias';
  /** Fields of the front matter that say so, the most exact first. */
  readonly fields: readonly string[];
}

export interface Tag {
  /** As first written, or as the vocabulary writes it. */
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  /** Paths of its posts, newest first. */
  readonly posts: readonly string[];
}

export interface Series {
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  /** Paths of its parts in reading order. */
  readonly parts: readonly string[];
}

export interface Year {
  readonly year: string;
  readonly posts: readonly string[];
}

/** What an article says of others; all paths of listed posts. */
export interface Relations {
  readonly newer: string | null;
  readonly older: string | null;
  readonly related: readonly string[];
  readonly backlinks: readonly string[];
}

/**
 * The order of the site: what is published, and where. It holds no title: an edit of one changes only what shows it. Sorted once, by one
 * comparator: date descending, then path ascending by code unit.
 */
export interface Catalog {
  /** Every page of the site by path, unlisted ones included, drafts only if asked for. */
  readonly entries: { readonly [path: string]: CatalogEntry };
  /** Paths of listed posts, newest first. */
  readonly posts: readonly string[];
  /** Paths of pages outside the stream, by path. */
  readonly pages: readonly string[];
  /** By slug. */
  readonly tags: readonly Tag[];
  /** By slug. */
  readonly series: readonly Series[];
  /** Newest first. */
  readonly years: readonly Year[];
  /** Relations of each post, unlisted ones included. */
  readonly relations: { readonly [path: string]: Relations };
  /** Paths of files that are drafts or in the future and therefore exist nowhere in this build: links to them get their own message. */
  readonly withheld: readonly string[];
  /** Paths whose front matter is broken: links to them are not called broken too. */
  readonly broken: readonly string[];
  /** Addresses that pages ask for, by path: what the routes are made of. */
  readonly pageAddresses: readonly PageAddress[];
}

/** Everything the site consists of. `url` is root-relative and decoded; one that ends in `/` is written as `index.html` in that folder. */
export type Route =
  | { readonly kind: 'article'; readonly url: string; readonly path: string }
  | { readonly kind: 'page'; readonly url: string; readonly path: string }
  /** The index and its pages: `/`, `/page/2/`. Numbers count from 1. */
  | { readonly kind: 'list'; readonly url: string; readonly number: number }
  | { readonly kind: 'tags'; readonly url: string }
  | { readonly kind: 'tag'; readonly url: string; readonly tag: string; readonly number: number }
  | { readonly kind: 'all-series'; readonly url: string }
  | { readonly kind: 'series'; readonly url: string; readonly series: string }
  | { readonly kind: 'archive'; readonly url: string }
  | { readonly kind: 'search'; readonly url: string }
  | { readonly kind: 'not-found'; readonly url: string }
  /** The Markdown copy of an article or page. */
  | { readonly kind: 'copy'; readonly url: string; readonly path: string }
  | { readonly kind: 'feed'; readonly url: string; readonly format: FeedFormat; readonly tag: string | null }
  /** `part` null: the sitemap itself, or the index of its parts beyond 50,000 addresses. */
  | { readonly kind: 'sitemap'; readonly url: string; readonly part: number | null }
  /** Parts count from 1; the first is loaded first and says how many there are. */
  | { readonly kind: 'search-index'; readonly url: string; readonly part: number }
  | { readonly kind: 'robots' | 'llms' | 'headers' | 'redirects' | 'no-jekyll'; readonly url: string }
  /** An old address that leads to a new one. */
  | { readonly kind: 'redirect'; readonly url: string; readonly to: string; readonly path: string }
  /** A file of `public/`, copied as it is. */
  | { readonly kind: 'public'; readonly url: string; readonly path: string };

export type FeedFormat = 'atom' | 'rss' | 'json';

/** A file of the site as pages show it. `url` is root-relative and decoded. */
export interface Asset {
  readonly url: string;
  /** In CSS pixels; null where it is no picture or its size can't be told. */
  readonly width: number | null;
  readonly height: number | null;
  /** Other encodings and sizes of a picture, best type first, narrow before wide; may be empty. */
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly url: string;
  /** `image/avif` */
  readonly type: string;
  readonly width: number;
  /** Digest of all that its bytes are made from: known before they are. */
  readonly cacheKey: string;
}
