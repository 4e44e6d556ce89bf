// A feed before it is printed: what Atom, RSS and JSON Feed have in common. Types only.

import type { SiteConfig } from '../../model/config.ts';
import type { Entry } from '../../model/site.ts';

/** What all formats say, with addresses in full. */
export interface Feed {
  readonly address: string;
  /** The page whose news these are. */
  readonly home: string;
  readonly title: string;
  /** Title of the site. */
  readonly site: string;
  readonly description: string | null;
  readonly language: string;
  readonly author: SiteConfig['author'];
  readonly license: string | null;
  /** RFC 3339 and, for those who need it, the same in milliseconds; null for a feed without posts. */
  readonly updated: { readonly iso: string; readonly epochMs: number } | null;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly entry: Entry;
  readonly address: string;
  readonly html: string;
  /** Slugs and names. */
  readonly tags: readonly { readonly slug: string; readonly name: string }[];
}
