// The search index that the browser loads when a reader starts to search. Plain data that must stay small.

/** One file of the index: `/search-index.json`, then `/search-index-2.json`, … */
export interface SearchIndex {
  /** Number of files. */
  readonly parts: number;
  /** All words of the file once, most frequent first, with spaces between. `site/search/` assigns each word a letter. */
  readonly words: string;
  readonly documents: readonly PackedDocument[];
}

/** One page in a file. Except for address and day, each word is one letter, and a space ends each tag and each heading. */
export type PackedDocument = readonly [
  href: string,
  day: string,
  title: string,
  description: string,
  tags: string,
  headings: string,
];

/** One page as it is searched. Posts come first, newest first, then pages. */
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
