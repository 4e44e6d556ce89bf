// What the search script loads: plain data, small enough to be fetched when somebody starts to search.

/** One file of the index: `/search-index.json`, then `/search-index-2.json`, … */
export interface SearchIndex {
  /** How many files there are. */
  readonly parts: number;
  /** Each word of the file once, most frequent first, with spaces between; `site/search-index.ts` says by which letter each is written. */
  readonly words: string;
  readonly documents: readonly PackedDocument[];
}

/** One page as a file holds it. In all but address and day each word is one letter; a space ends each tag and each heading. */
export type PackedDocument = readonly [
  href: string,
  day: string,
  title: string,
  description: string,
  tags: string,
  headings: string,
];

/** One page as it is searched. Newest posts first, then pages outside the stream. */
export interface SearchDocument {
  /** Relative to the site's root, percent-encoded: `posts/hello/`. */
  readonly href: string;
  readonly title: string;
  readonly description: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly day: string;
  /** Names of its tags. */
  readonly tags: readonly string[];
  readonly headings: readonly string[];
}
