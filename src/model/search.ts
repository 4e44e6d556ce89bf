// The search index that the browser loads by need, when a reader starts to search. Plain data that must stay small.

/** `/search/index.json`: what the other files are. */
export interface SearchIndex {
  /** Changes whenever pages have other numbers than before: part of the address of all other files, so that no cache mixes two sites. */
  readonly order: string;
  /** How many pages can be found. They are numbered from 0: pages first, then posts, the newest last. */
  readonly pages: number;
  /** How many files `/search/words/<number>.json` there are, numbered from 0. */
  readonly shards: number;
}

/** `/search/words/<number>.json`: the words whose first three letters have that number. */
export interface SearchShard {
  /**
   * The pages with a word, grouped by how much the word matters there. Numbers are in base 36. A group is one digit, the weight from 0 to
   * 35, and the numbers of its pages, each as the difference to the one before, with points between; groups are separated by spaces.
   * `+` at the start: more pages have the word than are listed.
   */
  readonly words: { readonly [word: string]: string };
  /** Words of titles, headings, tags and descriptions, with spaces between, by what is left of their first three letters if one is missing. */
  readonly near: { readonly [letters: string]: string };
}

/** What is shown of a page that is among the results. */
export interface SearchEntry {
  /** Relative to the site's root, percent-encoded: `posts/hello/`. */
  readonly href: string;
  readonly title: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly day: string;
  readonly tags: readonly string[];
}

/** `/search/pages/<number>.json`. */
export interface SearchPage extends SearchEntry {
  readonly sections: readonly SearchSection[];
}

/** The text under one heading. `id` and `heading` are empty before the first. Each paragraph, list item and line of code is one line. */
export type SearchSection = readonly [id: string, heading: string, text: string];
