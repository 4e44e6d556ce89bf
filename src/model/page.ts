// Everything one Markdown file says and nothing that any other file says. All values are plain JSON data.

import type { License } from './config.ts';
import type { Span } from './diagnostic.ts';

/** A file read: path relative to the site's root (POSIX) and decoded text, BOM included, line ends as they are. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * What the parse stage works on: a page's own file and the texts of the files it names (`file=`, `step=`),
 * null where such a file does not exist. Nothing else may influence a page.
 */
export interface ParseRequest {
  readonly source: Source;
  readonly includes: { readonly [path: string]: string | null };
}

/** A date as its author meant it. */
export interface PostDate {
  /** The day shown to readers, `YYYY-MM-DD`, in the zone it was written in. */
  readonly day: string;
  /** RFC 3339 with offset; midnight in the site's zone for a calendar day. */
  readonly iso: string;
  readonly epochMs: number;
}

export interface SeriesRef {
  readonly name: string;
  /** Place in the series from 1, or null: then by date. */
  readonly part: number | null;
}

export interface Translation {
  readonly lang: string;
  readonly url: string;
  readonly title: string;
}

/** Front matter after decoding. */
export interface Meta {
  readonly title: string;
  /** Null for pages; a post has one unless its front matter is broken. */
  readonly date: PostDate | null;
  readonly updated: PostDate | null;
  readonly description: string | null;
  /** As written, without repeats. */
  readonly tags: readonly string[];
  readonly series: SeriesRef | null;
  /** One path segment, percent-decoded: the last part of the page's address. */
  readonly slug: string;
  readonly draft: boolean;
  readonly unlisted: boolean;
  /** Old addresses, each starting with `/`. */
  readonly aliases: readonly string[];
  /** Names; empty: the site's author. */
  readonly authors: readonly string[];
  readonly canonical: string | null;
  /** Path of a picture relative to the root, or null. */
  readonly cover: string | null;
  readonly translations: readonly Translation[];
  readonly toc: boolean;
  readonly license: License | null;
}

/** Where in the file a field stands, for diagnostics of later stages (duplicate slugs, unknown tags, …). */
export interface MetaSpans {
  readonly [field: string]: Span;
}

export type PageKind = 'post' | 'page';

/** A link to another Markdown file, for backlinks. */
export interface OutgoingLink {
  /** Path of the target relative to the root. */
  readonly path: string;
}

/** A hole in HTML (or in a Markdown copy): what only the finished site knows. */
export type Slot = AddressSlot | ImageSlot | PerOutputSlot;

/** Stands where an address stands in an attribute (HTML) or link destination (Markdown copy). */
export interface AddressSlot {
  readonly kind: 'address';
  /**
   * `page`: a Markdown file; `path`: any other relative reference, a file beside the page if there is one, else an address
   * relative to the page's own; `root`: a root-relative site address; `self`: a place in the page itself.
   */
  readonly to: 'page' | 'path' | 'root' | 'self';
  /** `page` and `path`: path relative to the root; `root`: the address as written (`/about/`), decoded; `self`: empty. */
  readonly target: string;
  /** As written, for `path` when no such file exists. */
  readonly href: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** Decoded, without `#`; null where the link has none. */
  readonly fragment: string | null;
  readonly at: Span;
}

/** Stands for a whole picture element; its size and variants are filled in. */
export interface ImageSlot {
  readonly kind: 'image';
  /** Path of the file relative to the root, or, for `/…`, of the file under `public/`. */
  readonly target: string;
  readonly alt: string;
  /** Null unless the author gave a title that is no caption. */
  readonly title: string | null;
  /** False for the first picture of the page: it may be on the first screen. */
  readonly lazy: boolean;
  /** Whether the picture links to its full size (true unless it stands in a link already). */
  readonly linked: boolean;
  readonly at: Span;
}

/** Different HTML for the site's pages and for feeds, with holes of its own. Either may be empty. */
export interface PerOutputSlot {
  readonly kind: 'per-output';
  readonly site: SlottedHtml;
  readonly feed: SlottedHtml;
}

/** HTML, or a Markdown copy, with holes: texts and slots in order. */
export type SlottedHtml = readonly (string | Slot)[];

export interface Heading {
  readonly depth: 2 | 3 | 4 | 5 | 6;
  readonly id: string;
  /** Plain text. */
  readonly text: string;
}

export interface Excerpt {
  readonly html: SlottedHtml;
  /** Plain text of the excerpt, white space folded, for descriptions; at most 300 characters. */
  readonly text: string;
  /** Whether something follows it: false where the excerpt is the whole post. */
  readonly hasMore: boolean;
}

export interface Body {
  readonly html: SlottedHtml;
  readonly outline: readonly Heading[];
  /** `notice` of the front matter as HTML, or null. */
  readonly notice: SlottedHtml | null;
}
