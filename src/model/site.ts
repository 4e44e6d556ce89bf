// The whole site: the catalog of published pages, and the routes that make up `dist/`. Plain data; the catalog must never
// contain a title or a text.

import type { Severity } from './diagnostic.ts';
import type { PostDate } from './page.ts';
import type { PageTeaser } from './page-parts.ts';

/** Why a page is included only with `--drafts` or `--future`. */
export type Unpublished = 'draft' | 'future';

/** A published page without its teaser. */
export interface CatalogEntry {
  readonly path: string;
  readonly kind: 'post' | 'page';
  /** The page's address, root-relative and decoded: `/posts/hello/` or `/2019/hello.html`. */
  readonly url: string;
  /** Its id in feeds, where that is not its address. */
  readonly id: string | null;
  readonly date: PostDate | null;
  readonly updated: PostDate | null;
  /** Slugs of its tags, in the order in which the author wrote them. */
  readonly tags: readonly string[];
  /** Slug of its series; null if it is not part of one. */
  readonly series: string | null;
  readonly unlisted: boolean;
  readonly unpublished: Unpublished | null;
  /** The absolute address of the original, if it is on another site. */
  readonly canonical: string | null;
  /** Its language as a BCP 47 tag, where it is not the site's. */
  readonly lang: string | null;
  /** Paths of the same text in other languages, where each is a file next to it: `index.es.md` next to `index.md`. */
  readonly translations: readonly string[];
}

/** A published page with its teaser, as lists, feeds and other posts show it. */
export interface Entry extends CatalogEntry, PageTeaser {}

/** An address that a page declares. */
export interface PageAddress {
  readonly url: string;
  readonly path: string;
  /** `alias`: an old address that redirects to the page's own. */
  readonly kind: 'page' | 'alias';
  /** Front matter fields that declare it, the most exact first. */
  readonly fields: readonly string[];
}

export interface Tag {
  /** As `site.yaml` spells it, or else as the oldest post does. */
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

/** The posts of one of the site's authors. */
export interface AuthorPosts {
  readonly key: string;
  /** Paths, newest first. */
  readonly posts: readonly string[];
}

export interface Year {
  /** Four digits. */
  readonly year: string;
  /** Paths, newest first. */
  readonly posts: readonly string[];
}

/** The other posts that an article links to: paths of listed posts. */
export interface Relations {
  readonly newer: string | null;
  readonly older: string | null;
  readonly related: readonly string[];
  readonly backlinks: readonly string[];
}

/**
 * The order of the site: which pages are published, and at which addresses. It contains no titles, so that editing a title
 * rebuilds only what shows it. Posts are sorted once: by date descending, then by path ascending by code unit.
 */
export interface Catalog {
  /** Every page by path: unlisted ones too, drafts and scheduled posts only on request. */
  readonly entries: { readonly [path: string]: CatalogEntry };
  /** Paths of listed posts, newest first. */
  readonly posts: readonly string[];
  /** Paths of pages that are not posts, sorted by path. */
  readonly pages: readonly string[];
  /** Sorted by slug. */
  readonly tags: readonly Tag[];
  /** Sorted by slug. */
  readonly series: readonly Series[];
  /** Those of `site.yaml`, in its order. */
  readonly authors: readonly AuthorPosts[];
  /** Newest first. */
  readonly years: readonly Year[];
  /** Relations of each post by path, unlisted ones included. */
  readonly relations: { readonly [path: string]: Relations };
  /** Paths of drafts and scheduled posts that are not in this build. Links to them get a message of their own. */
  readonly withheld: readonly string[];
  /** Paths of files with invalid front matter. Links to them are not reported as broken. */
  readonly broken: readonly string[];
  /** Addresses that pages declare, sorted by the path of the file. */
  readonly pageAddresses: readonly PageAddress[];
}

/** A page or file of the site. `url` is root-relative and decoded; if it ends in `/`, the file is `index.html` in that folder. */
export type Route =
  | { readonly kind: 'article'; readonly url: string; readonly path: string }
  | { readonly kind: 'page'; readonly url: string; readonly path: string }
  /** A page of the index: `/`, `/page/2/`. Numbers count from 1. */
  | { readonly kind: 'list'; readonly url: string; readonly number: number }
  | { readonly kind: 'tags'; readonly url: string }
  | { readonly kind: 'tag'; readonly url: string; readonly tag: string; readonly number: number }
  | { readonly kind: 'author'; readonly url: string; readonly author: string; readonly number: number }
  | { readonly kind: 'all-series'; readonly url: string }
  | { readonly kind: 'series'; readonly url: string; readonly series: string }
  | { readonly kind: 'archive'; readonly url: string }
  | { readonly kind: 'search'; readonly url: string }
  | { readonly kind: 'not-found'; readonly url: string }
  /** The Markdown copy of an article or page. */
  | { readonly kind: 'copy'; readonly url: string; readonly path: string }
  /** `of`: whose posts, as `postSliceOf` takes it. */
  | { readonly kind: 'feed'; readonly url: string; readonly format: FeedFormat; readonly of: string | null }
  /** `part` null: the sitemap itself or, beyond 50,000 addresses, the index of its parts. */
  | { readonly kind: 'sitemap'; readonly url: string; readonly part: number | null }
  /** Files of the search index: words by the number of their file, and the text of one page. */
  | { readonly kind: 'search-shard'; readonly url: string; readonly shard: number; readonly of: number }
  | { readonly kind: 'search-page'; readonly url: string; readonly path: string }
  | {
      readonly kind:
        | 'search-index'
        | 'open-search'
        | 'robots'
        | 'llms'
        | 'speculation-rules'
        | 'headers'
        | 'redirects'
        | 'no-jekyll';
      readonly url: string;
    }
  /** An alias: redirects to the current address of a page. `path` is null for one that `site.yaml` names. */
  | { readonly kind: 'redirect'; readonly url: string; readonly to: string; readonly path: string | null }
  /** A file of `public/`, copied unchanged. */
  | { readonly kind: 'public'; readonly url: string; readonly path: string };

export type FeedFormat = 'atom' | 'rss' | 'json';

/** A file of the site that pages link to or show. `url` is root-relative and decoded. */
export interface Asset {
  readonly url: string;
  /** In CSS pixels; null if it is not an image or its size is unknown. */
  readonly width: number | null;
  readonly height: number | null;
  /** Other encodings and sizes of an image: best type first, then from narrow to wide. May be empty. */
  readonly variants: readonly Variant[];
  /** Why browsers can't show it as an image; null for an image that they can show. */
  readonly problem: AssetProblem | null;
}

/** What is wrong with a file that a page shows as an image. */
export interface AssetProblem {
  readonly severity: Severity;
  readonly code: string;
  /** Follows the name of the file: `is an HTML page, not an image`. */
  readonly message: string;
  readonly hint: string;
}

/** An image in another encoding or size. */
export interface Variant {
  readonly url: string;
  /** A MIME type: `image/avif`. */
  readonly type: string;
  /** In pixels. */
  readonly width: number;
  /** Digest of everything that its bytes are made from, known before the image is encoded. */
  readonly cacheKey: string;
}
