// The nouns of a single page: its source, front matter, slots, headings and excerpt. All values must be plain JSON data, so that they can be
// digested, stored and sent to threads.

import type { License } from './config.ts';
import type { Span } from './diagnostic.ts';

/** A file that was read: its POSIX path relative to the site's root, and its decoded text with BOM and original line ends. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * The input of the parse stage: a page's own file and the texts of the files that it includes (`file=`, `step=`), by path; null for a file
 * that does not exist. Nothing else may influence a page.
 */
export interface ParseRequest {
  readonly source: Source;
  readonly includes: { readonly [path: string]: string | null };
}

export interface PageAuthor {
  readonly name: string;
  readonly url: string | null;
}

/** A date as its author wrote it. */
export interface PostDate {
  /** The day that readers see, `YYYY-MM-DD`, in the zone of the written date. */
  readonly day: string;
  /** RFC 3339 with offset. A calendar day is midnight in the site's zone. */
  readonly iso: string;
  readonly epochMs: number;
}

export interface SeriesRef {
  readonly name: string;
  /** Position in the series from 1; if null, the date decides. */
  readonly part: number | null;
}

export interface Translation {
  readonly lang: string;
  readonly url: string;
  readonly title: string;
}

/** Decoded front matter. */
export interface Meta {
  readonly title: string;
  /** Null for pages, and for posts whose front matter is broken. */
  readonly date: PostDate | null;
  /** `git`: the date of the last commit that changed the file. */
  readonly updated: PostDate | 'git' | null;
  readonly description: string | null;
  /** As written, each once. */
  readonly tags: readonly string[];
  readonly series: SeriesRef | null;
  /** The last segment of the page's address, percent-decoded. */
  readonly slug: string;
  /** The page's whole address, root-relative and decoded; null where the site's permalinks decide it. */
  readonly url: string | null;
  /** The post's id in feeds; null where it is its recorded id, or its address. */
  readonly id: string | null;
  /** Language of the text as a BCP 47 tag, where it is not the site's. */
  readonly lang: string | null;
  readonly draft: boolean;
  readonly unlisted: boolean;
  /** Old addresses, each starting with `/`. */
  readonly aliases: readonly string[];
  /** Empty if the author is the site's. */
  readonly authors: readonly PageAuthor[];
  readonly canonical: string | null;
  /** Path of an image relative to the root, or null. */
  readonly cover: string | null;
  readonly translations: readonly Translation[];
  /** Web addresses of discussions about it, each once. */
  readonly discuss: readonly string[];
  readonly toc: boolean;
  readonly license: License | null;
}

/** Spans of front matter fields, for diagnostics of later stages (duplicate slugs, unknown tags, …). `all` is the whole block. */
export interface MetaSpans {
  readonly [field: string]: Span;
}

export type PageKind = 'post' | 'page';

/** A link to another Markdown file, for backlinks. */
export interface OutgoingLink {
  /** Path of the target relative to the root. */
  readonly path: string;
}

/** A part of HTML or of a Markdown copy that depends on the finished site. It is filled in when the page is printed. */
export type Slot = AddressSlot | ImageSlot | PerOutputSlot | DirectiveSlot;

/** An address in an attribute (HTML) or link destination (Markdown copy). */
export interface AddressSlot {
  readonly kind: 'address';
  /**
   * `page`: a Markdown file; `path`: any other relative reference, which is a file if there is one at that path, else an address relative
   * to the page's own; `root`: a root-relative site address; `self`: an anchor in the page itself.
   */
  readonly to: 'page' | 'path' | 'root' | 'self';
  /** `page` and `path`: path relative to the root; `root`: the written address (`/about/`), decoded; `self`: empty. */
  readonly target: string;
  /** The address as written, for `path` if no such file exists. */
  readonly href: string;
  /** Includes the `?`; empty if there is none. */
  readonly query: string;
  /** Decoded, without `#`; null if the link has none. */
  readonly fragment: string | null;
  /** Whether the page shows what is there as an image, in an element that stays as its author wrote it. */
  readonly isImage?: true | undefined;
  readonly at: Span;
}

/** A whole image element. Its size and variants are filled in. */
export interface ImageSlot {
  readonly kind: 'image';
  /** Path of the file relative to the root; of the file in `public/` if the author wrote `/…`. */
  readonly target: string;
  readonly alt: string;
  /** Null unless the author gave a title that is not used as a caption. */
  readonly title: string | null;
  /** False for the first image of the page, which may be on the first screen. */
  readonly lazy: boolean;
  /** Whether the image links to its full size: true unless it is already in a link. */
  readonly linked: boolean;
  readonly at: Span;
}

/** Different HTML for the site's pages and for feeds, which may have slots again. Either may be empty. */
export interface PerOutputSlot {
  readonly kind: 'per-output';
  readonly site: SlottedHtml;
  readonly feed: SlottedHtml;
}

/** A directive (`:::name{key="value"}`), which a component of the theme prints. In a Markdown copy it is the opening line alone. */
export interface DirectiveSlot {
  readonly kind: 'directive';
  readonly name: string;
  readonly attributes: readonly DirectiveAttribute[];
  /** What is written in brackets, or as a title; null if there is nothing. */
  readonly label: { readonly html: SlottedHtml; readonly text: string } | null;
  /** What is between the opening line and the closing one; null for a directive without, such as `::name`. */
  readonly content: SlottedHtml | null;
  /** What is around the content if the theme has no component of that name: the HTML of a callout. Null for all other names. */
  readonly fallback: { readonly before: SlottedHtml; readonly after: string } | null;
  /** Language of the text, a BCP 47 tag. */
  readonly language: string;
  /** The opening line. */
  readonly at: Span;
  readonly nameAt: Span;
}

export interface DirectiveAttribute {
  readonly name: string;
  readonly value: string;
  /** The value as an address, if it is one of this site. */
  readonly address: AddressSlot | null;
  readonly at: Span;
}

/** HTML or a Markdown copy with slots: strings and slots in order. */
export type SlottedHtml = readonly (string | Slot)[];

export interface Heading {
  readonly depth: 2 | 3 | 4 | 5 | 6;
  readonly id: string;
  /** Plain text. */
  readonly text: string;
}

export interface Excerpt {
  readonly html: SlottedHtml;
  /** Plain text of the excerpt for descriptions, with single spaces; at most 300 UTF-16 units. */
  readonly text: string;
  /** False if the excerpt is the whole post. */
  readonly hasMore: boolean;
}

export interface Body {
  readonly html: SlottedHtml;
  readonly outline: readonly Heading[];
  /** The front matter's `notice` as HTML, or null. */
  readonly notice: SlottedHtml | null;
}
