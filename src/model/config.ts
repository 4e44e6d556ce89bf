// The site's own settings, decoded from `content/site.yaml` by `content/config.ts`. Every field has a value:
// defaults are filled in by the decoder, so that nothing downstream has to know them.

export interface Author {
  readonly name: string;
  readonly url: string | null;
  readonly email: string | null;
}

export interface License {
  readonly name: string;
  readonly url: string | null;
}

export interface NavItem {
  readonly title: string;
  /** A site address (`/about/`) or an absolute URL. */
  readonly href: string;
}

/** One word of the site's tag vocabulary. */
export interface TagDefinition {
  readonly name: string;
  /** One sentence shown on the tag's page, or null. */
  readonly description: string | null;
}

export interface SeriesDefinition {
  readonly name: string;
  readonly description: string | null;
}

/** What the parse stage needs to know; a change of it parses every page anew, a change of anything else none. */
export interface MarkdownConfig {
  /** `sanitize` keeps harmless raw HTML; `trusted` keeps all of it. */
  readonly html: 'sanitize' | 'trusted';
  readonly parser: 'remark' | 'satteri';
  /** What an unknown key in front matter is. */
  readonly unknownKeys: 'error' | 'warning' | 'ignore';
  /** BCP 47; decides quotation marks and the words in generated text. */
  readonly language: string;
  /** IANA name; the zone of dates and times written without one. */
  readonly timeZone: string;
  /** The site's own host, without port, or null: links to it are not external. */
  readonly host: string | null;
  /** Other hosts that pictures and media may come from. */
  readonly mediaHosts: readonly string[];
}

export interface SiteConfig {
  readonly title: string;
  readonly tagline: string | null;
  readonly description: string | null;
  /** Absolute, without trailing slash (`https://example.org/blog`), or null: then no feeds, sitemap or canonical links. */
  readonly url: string | null;
  readonly language: string;
  readonly timeZone: string;
  readonly author: Author | null;
  readonly license: License | null;
  readonly nav: readonly NavItem[];
  /** The only tags allowed, or null where any tag is. */
  readonly tags: readonly TagDefinition[] | null;
  /** Descriptions for series pages; series need not be listed. */
  readonly series: readonly SeriesDefinition[];
  readonly postsPerPage: number;
  /** Entries in each feed. */
  readonly feedLimit: number;
  /** Address templates with `{path}` for the file's path under the root: `https://…/edit/main/{path}`; or null. */
  readonly editUrl: string | null;
  readonly sourceUrl: string | null;
  readonly cards: boolean;
  /** What a page heavier than its budget is. */
  readonly budgets: 'error' | 'warning' | 'ignore';
  readonly markdown: MarkdownConfig;
}
