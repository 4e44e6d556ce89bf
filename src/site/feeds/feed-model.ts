// A feed before it is printed: what Atom, RSS and JSON Feed have in common. Types only; nothing here may be specific to one
// format.

import type { SiteConfig } from '../../model/config.ts';
import type { PageAuthor } from '../../model/page.ts';
import type { Entry } from '../../model/site.ts';

/** All addresses are absolute. */
export interface Feed {
  readonly address: string;
  /** The page that lists the same posts. */
  readonly home: string;
  readonly title: string;
  /** Title of the site. */
  readonly site: string;
  readonly description: string | null;
  readonly language: string;
  readonly author: SiteConfig['author'];
  readonly license: string | null;
  /** When a post last changed: RFC 3339, and milliseconds since the epoch. Null for a feed without posts. */
  readonly updated: { readonly iso: string; readonly epochMs: number } | null;
  /** The href of the style sheet with which browsers show an XML feed; null if the theme has none. */
  readonly style: string | null;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly entry: Entry;
  /** Those that the post names: none if it is by the author of the feed. */
  readonly authors: readonly PageAuthor[];
  readonly address: string;
  /** By which feed readers recognize the post. */
  readonly id: string;
  /** The text of the post or its excerpt: finished HTML with absolute addresses, without the site's classes. */
  readonly html: string;
  /** Its description, or else the start of its text; null where the format needs none and the post has none. */
  readonly summary: string | null;
  readonly tags: readonly { readonly slug: string; readonly name: string }[];
}
