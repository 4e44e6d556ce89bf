// The interface words of a language: every text on a page that is not the author's. Each language is a file of this type in
// this folder, so that a missing word is a type error.

export interface Words {
  readonly skipToContent: string;
  readonly mainNavigation: string;
  readonly search: string;
  readonly switchToDark: string;
  readonly switchToLight: string;
  readonly page: (number: number, of: number) => string;
  readonly pages: string;
  readonly newer: string;
  readonly older: string;
  /** The visible text of the link. The title follows for assistive technology: `Read more: Title`. */
  readonly readMore: string;
  readonly published: string;
  readonly updated: string;
  readonly readingMinutes: (minutes: number) => string;
  readonly draft: string;
  readonly future: string;
  readonly by: (names: string) => string;
  readonly and: string;
  /** What opens a text that has no title. */
  readonly details: string;
  readonly tags: string;
  readonly allTags: string;
  readonly noTags: string;
  readonly tagged: string;
  readonly posts: (count: number) => string;
  readonly noPosts: string;
  readonly series: string;
  readonly allSeries: string;
  readonly noSeries: string;
  /** `Part 2 of 5`, or `Part 1` if it is the only part so far. The name of the series is next to it. */
  readonly part: (part: number, of: number) => string;
  readonly inSeries: string;
  readonly nextInSeries: string;
  readonly contents: string;
  readonly morePosts: string;
  readonly previousPost: string;
  readonly nextPost: string;
  readonly related: string;
  readonly backlinks: string;
  readonly translations: string;
  readonly tested: string;
  readonly listingsRun: (environment: string) => string;
  readonly labFiles: string;
  readonly editThisPage: string;
  readonly viewSource: string;
  readonly viewHistory: string;
  readonly discussion: string;
  readonly license: string;
  readonly archive: string;
  readonly copy: string;
  readonly copied: string;
  readonly searchLabel: string;
  readonly searchHint: string;
  readonly searchNeedsScript: string;
  readonly searchLoading: string;
  readonly searchFailed: string;
  readonly searchMore: string;
  readonly searchNothing: string;
  readonly searchFound: (count: string) => string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly recentPosts: string;
  readonly redirect: string;
  readonly redirectTo: string;
}
