// The site's settings, decoded from `content/site.yaml` by `content/settings/site-settings.ts`. The decoder fills in the defaults, so no
// other code may know them.

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
  /** A sentence for the tag's page, or null. */
  readonly description: string | null;
}

export interface SeriesDefinition {
  readonly name: string;
  readonly description: string | null;
}

/** One of the authors of a site. If there are several, each has a page. */
export interface AuthorDefinition {
  /** What front matter calls the author, and the last part of the page's address. */
  readonly key: string;
  readonly name: string;
  /** The author's home page elsewhere. */
  readonly url: string | null;
  /** Root-relative address of an image in `public/`. */
  readonly image: string | null;
  readonly bio: string | null;
}

/** Root-relative and decoded. */
export interface SiteRedirect {
  readonly from: string;
  readonly to: string;
}

/** Patterns of addresses (`/:year/:slug/`). */
export interface Permalinks {
  readonly posts: string;
  readonly pages: string;
  readonly tags: string;
  readonly series: string;
  readonly authors: string;
  /** Of the pages of a list after its first, below the list's own address. */
  readonly pagination: string;
}

/** The settings that the parse stage reads. A change here parses every page again; a change of any other setting parses none. */
export interface MarkdownConfig {
  /** `sanitize` keeps harmless raw HTML; `trusted` keeps all of it. */
  readonly html: 'sanitize' | 'trusted';
  readonly parser: 'remark' | 'satteri';
  /** `inline` also reads `$x$` as a formula; with `double`, only `$$` begins one. */
  readonly math: 'double' | 'inline';
  /** Severity of an unknown key in front matter. */
  readonly unknownKeys: 'error' | 'warning' | 'ignore';
  /** BCP 47 tag; decides quotation marks and the words in generated text. */
  readonly language: string;
  /** IANA name of the zone of dates and times written without one. */
  readonly timeZone: string;
  /** The site's host without port, or null if it has no `url`. Links to it are not external. */
  readonly host: string | null;
  /** Other hosts from which pages may load images and media. */
  readonly mediaHosts: readonly string[];
  /** Other hosts whose scripts pages may run, and whose pages they may show in frames. */
  readonly scriptHosts: readonly string[];
  readonly frameHosts: readonly string[];
}

export interface SiteConfig {
  readonly title: string;
  readonly tagline: string | null;
  readonly description: string | null;
  /** Absolute, without a trailing slash (`https://example.org/blog`). If null, there are no feeds, sitemap and canonical links. */
  readonly url: string | null;
  readonly language: string;
  readonly timeZone: string;
  readonly author: Author | null;
  /** If there are any, posts can name no others. */
  readonly authors: readonly AuthorDefinition[];
  readonly license: License | null;
  /** Null: the pages outside the stream. */
  readonly nav: readonly NavItem[] | null;
  /** Old addresses of anything but pages, and where they lead now. */
  readonly redirects: readonly SiteRedirect[];
  /** The only tags that posts may have, or null if any tag is allowed. */
  readonly tags: readonly TagDefinition[] | null;
  /** Descriptions for series pages; a series doesn't have to be listed here. */
  readonly series: readonly SeriesDefinition[];
  readonly permalinks: Permalinks;
  readonly postsPerPage: number;
  /** Entries in each feed. */
  readonly feedLimit: number;
  readonly feedContent: 'full' | 'excerpt';
  /** Address with `{path}` in place of the page's file, relative to the root: `https://…/edit/main/{path}`; or null. Same for the others. */
  readonly editUrl: string | null;
  readonly sourceUrl: string | null;
  readonly historyUrl: string | null;
  /** `git`: pages without a date of their last change have that of the last commit that changed them. */
  readonly updated: 'git' | null;
  /** Whether published images keep their EXIF, XMP and text metadata. */
  readonly imageMetadata: 'remove' | 'keep';
  readonly cards: boolean;
  /** Beginnings of addresses of this host that belong to other sites: `/docs/`. */
  readonly elsewhere: readonly string[];
  /** Other host names by which the dev server is reached. */
  readonly devHosts: readonly string[];
  /** Severity of a page that is heavier than its budget. */
  readonly budgets: 'error' | 'warning' | 'ignore';
  readonly markdown: MarkdownConfig;
}
