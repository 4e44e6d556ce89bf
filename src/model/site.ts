// The whole site: the catalog of published pages, and the routes that make up `dist/`. Holds no HTML and no text of a page.

import type { PostDate } from './page.ts';
import type { PageTeaser } from './parts.ts';

/** Why only `--drafts` or `--future` shows a page. */
export type Unpublished = 'draft' | 'future';

/** A published page, without its title and other teaser fields. */
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
  /** Address of the original, if the page was first published elsewhere. */
  readonly canonical: string | null;
}

/** A published page as lists, feeds and neighboring posts show it. */
export interface Entry extends CatalogEntry, PageTeaser {}

/** An address that a page requests in its front matter or by its path. */
export interface Claim {
  readonly url: string;
  readonly path: string;
  /** `alias`: an old address, which redirects to the page's own. */
  readonly as: 'page' | 'alias';
  /** Front matter fields that decide the address, the most specific first. */
  readonly fields: readonly string[];
}

export interface Tag {
  /** As written in the first post that has it, or in the vocabulary. */
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

/** The posts that an article links to around its text, as paths of listed posts. */
export interface Relations {
  readonly newer: string | null;
  readonly older: string | null;
  readonly related: readonly string[];
  readonly backlinks: readonly string[];
}

/**
 * The order of the site: what is published, and at which address. It has no titles, so an edited title changes only the pages that show
 * it. It is sorted once, by date descending, then by path ascending in code units.
 */
export interface Catalog {
  /** All pages of the site by path, including unlisted ones; drafts only with `--drafts`. */
  readonly entries: { readonly [path: string]: CatalogEntry };
  /** Paths of listed posts, newest first. */
  readonly posts: readonly string[];
  /** Paths of pages that are not posts, sorted. */
  readonly pages: readonly string[];
  /** Sorted by slug. */
  readonly tags: readonly Tag[];
  /** Sorted by slug. */
  readonly series: readonly Series[];
  /** Newest first. */
  readonly years: readonly Year[];
  /** Relations of all posts, including unlisted ones. */
  readonly relations: { readonly [path: string]: Relations };
  /** Paths of drafts and scheduled posts, which this build leaves out. Links to them get their own message. */
  readonly withheld: readonly string[];
  /** Paths of pages whose front matter is broken. Links to them are not reported as broken, too. */
  readonly broken: readonly string[];
  /** Addresses that pages request, sorted by path. Routes are made from them. */
  readonly claims: readonly Claim[];
}

/** A file of the site. `url` is root-relative and decoded; if it ends in `/`, the file is `index.html` in that folder. */
export type Route =
  | { readonly kind: 'article'; readonly url: string; readonly path: string }
  | { readonly kind: 'page'; readonly url: string; readonly path: string }
  /** A page of the index: `/`, `/page/2/`. Numbers count from 1. */
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
  /** `part` is null for the sitemap itself, or for the index of its parts if it has more than 50,000 addresses. */
  | { readonly kind: 'sitemap'; readonly url: string; readonly part: number | null }
  /** Parts count from 1; the first is loaded first and has the number of parts. */
  | { readonly kind: 'search-index'; readonly url: string; readonly part: number }
  | { readonly kind: 'robots' | 'llms' | 'headers' | 'redirects' | 'no-jekyll'; readonly url: string }
  /** A redirect from an old address. */
  | { readonly kind: 'redirect'; readonly url: string; readonly to: string; readonly path: string }
  /** A file of `public/`, copied unchanged. */
  | { readonly kind: 'public'; readonly url: string; readonly path: string };

export type FeedFormat = 'atom' | 'rss' | 'json';

/** A file of the site as pages show it. `url` is root-relative and decoded. */
export interface Asset {
  readonly url: string;
  /** In CSS pixels; null if the file is not an image or its size is unknown. Same for `height`. */
  readonly width: number | null;
  readonly height: number | null;
  /** Other encodings and sizes of an image, best type first, narrow before wide; may be empty. */
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly url: string;
  /** `image/avif` */
  readonly type: string;
  readonly width: number;
  /** Digest of everything that decides its bytes, so it is known before they exist. */
  readonly cacheKey: string;
}
