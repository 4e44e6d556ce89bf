// What the search script loads: plain data, small enough to be fetched when somebody starts to search.

/** One file of the index: `/search-index.json`, then `/search-index-2.json`, … */
export interface SearchIndex {
  /** How many files there are. */
  readonly parts: number;
  readonly documents: readonly SearchDocument[];
}

/** One page. Newest posts first, then pages outside the stream. */
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
