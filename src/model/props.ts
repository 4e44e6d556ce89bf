// The props of the templates: everything a template may know. This file is the API of `templates/`. Every `…Href` is ready to
// print: relative to the page that prints it, and percent-encoded (JSX escapes it). Every `…Html` is finished, safe HTML: a
// template must never print it except with the `Html` component.

export interface LinkProps {
  readonly href: string;
  readonly title: string;
}

export interface NavProps extends LinkProps {
  /** `page`: the link leads to this page; `section`: to a page above it. */
  readonly current: 'page' | 'section' | null;
}

export interface DateProps {
  /** For the `datetime` attribute: `2026-11-21`, or RFC 3339. */
  readonly iso: string;
  /** For readers, in the site's language: `21 November 2026`. */
  readonly text: string;
}

/** The site. The same on every page, except for hrefs. */
export interface SiteProps {
  readonly title: string;
  readonly tagline: string | null;
  readonly language: string;
  readonly author: { readonly name: string; readonly url: string | null } | null;
  readonly license: { readonly name: string; readonly url: string | null } | null;
  readonly homeHref: string;
  readonly nav: readonly NavProps[];
  readonly searchHref: string;
  /** Null if `site.yaml` has no `url`: then there are no feeds. */
  readonly feeds: { readonly atomHref: string; readonly rssHref: string; readonly jsonHref: string } | null;
  readonly archiveHref: string;
  readonly tagsHref: string;
  readonly seriesHref: string;
}

/** The content of `<head>`. */
export interface HeadProps {
  /** The document's title: `Post title – Site title`. */
  readonly title: string;
  readonly description: string | null;
  /** Absolute; null if `site.yaml` has no `url`. */
  readonly canonical: string | null;
  readonly styleHrefs: readonly string[];
  /** Module scripts, all from this site. */
  readonly scriptHrefs: readonly string[];
  /** Small classic scripts that must run before the first paint, such as the one that restores the color scheme. */
  readonly earlyScriptHrefs: readonly string[];
  readonly preloadFontHrefs: readonly string[];
  readonly feeds: readonly { readonly href: string; readonly title: string; readonly type: string }[];
  /** The description of the site's search, by which browsers offer it; null if `site.yaml` has no `url`. */
  readonly openSearchHref: string | null;
  readonly prevHref: string | null;
  readonly nextHref: string | null;
  readonly robots: string | null;
  /** Open Graph properties in the order to print them: `['og:title', '…']`. */
  readonly openGraph: readonly (readonly [property: string, content: string])[];
  /** JSON-LD documents as plain values; print them with the `JsonLd` component. */
  readonly jsonLd: readonly unknown[];
  readonly alternates: readonly { readonly lang: string; readonly href: string }[];
  /** The Markdown copy of the page; null if it has none. */
  readonly markdownHref: string | null;
  /** The Content-Security-Policy, for a meta element. */
  readonly policy: string;
  readonly iconHref: string | null;
}

/** A tag; `title` is its name. */
export interface TagProps extends LinkProps {
  readonly slug: string;
  readonly count: number;
}

/** The props that every template gets, except `redirect`. */
export interface PageFrame {
  readonly site: SiteProps;
  readonly head: HeadProps;
  /** The site's language as a BCP 47 tag: selects the interface words. */
  readonly lang: string;
}

/** A post in a list without excerpts. */
export interface PostLinkProps extends LinkProps {
  readonly description: string | null;
  readonly date: DateProps | null;
  readonly minutes: number;
  readonly unpublished: 'draft' | 'future' | null;
}

/** A post in a list with excerpts. */
export interface EntryProps extends PostLinkProps {
  readonly updated: DateProps | null;
  readonly tags: readonly LinkProps[];
  readonly series: SeriesPlaceProps | null;
  readonly excerptHtml: string;
  /** Whether the post has more text than its excerpt. */
  readonly hasMore: boolean;
}

/** A post's position in its series; the link leads to the series. */
export interface SeriesPlaceProps extends LinkProps {
  /** Counts from 1. */
  readonly part: number;
  /** How many parts the series has. */
  readonly of: number;
}

/** Links between the pages of a list. */
export interface PagerProps {
  /** The current page, from 1. */
  readonly number: number;
  /** How many pages the list has. */
  readonly of: number;
  /** The page before, toward page 1. */
  readonly newerHref: string | null;
  readonly olderHref: string | null;
  /** The first page, the last, and those near the current one. */
  readonly pages: readonly { readonly number: number; readonly href: string; readonly current: boolean }[];
}

export interface ListProps extends PageFrame {
  /** The name of the tag or author; null on the index, whose heading is the site's title. */
  readonly heading: string | null;
  readonly description: string | null;
  readonly entries: readonly EntryProps[];
  readonly pager: PagerProps;
  /** The feed of the tag or author; null on the index and if the site has no feeds. */
  readonly feedHref: string | null;
  /** The author whose posts these are; null on the index and on pages of tags. */
  readonly author: AuthorProps | null;
}

/** One of several authors of a site. */
export interface AuthorProps {
  readonly name: string;
  /** The author's home page elsewhere. */
  readonly url: string | null;
  readonly imageHref: string | null;
  readonly bio: string | null;
}

/** An entry of the table of contents. */
export interface OutlineProps {
  readonly href: string;
  readonly text: string;
  readonly children: readonly OutlineProps[];
}

/** A series with all of its parts, in reading order. */
export interface SeriesBoxProps extends LinkProps {
  readonly description: string | null;
  /** `current` marks the part whose page this is. */
  readonly parts: readonly (PostLinkProps & { readonly current: boolean })[];
}

/** What a post whose listings were run says at its end. */
export interface LabProps {
  /** The date of the last recording. */
  readonly date: DateProps;
  /** `go 1.19.8, Linux 6.1` */
  readonly environment: string;
  /** The lab's files, which readers can download. */
  readonly files: readonly LinkProps[];
}

/** A post. */
export interface ArticleProps extends PageFrame {
  readonly title: string;
  readonly noticeHtml: string | null;
  readonly bodyHtml: string;
  readonly date: DateProps | null;
  readonly updated: DateProps | null;
  readonly minutes: number;
  readonly unpublished: 'draft' | 'future' | null;
  readonly authors: readonly {
    readonly name: string;
    readonly url: string | null;
    /** The author's page on this site, where the site has several authors. */
    readonly pageHref: string | null;
  }[];
  readonly tags: readonly LinkProps[];
  readonly series: SeriesBoxProps | null;
  /** The table of contents: empty if there are fewer than three headings or the author turned it off. */
  readonly outline: readonly OutlineProps[];
  /** The next post in time; null for the newest and for unlisted posts. */
  readonly newer: PostLinkProps | null;
  readonly older: PostLinkProps | null;
  readonly related: readonly PostLinkProps[];
  /** Posts that link to this one. */
  readonly backlinks: readonly PostLinkProps[];
  readonly translations: readonly { readonly lang: string; readonly href: string; readonly title: string }[];
  /** Discussions of the post elsewhere; each title is the name of the place. */
  readonly discussions: readonly LinkProps[];
  readonly editHref: string | null;
  readonly sourceHref: string | null;
  readonly historyHref: string | null;
  readonly license: { readonly name: string; readonly url: string | null } | null;
  readonly lab: LabProps | null;
}

/** A page that is not a post, such as an about page or a guide. */
export interface PlainPageProps extends PageFrame {
  readonly translations: ArticleProps['translations'];
  readonly title: string;
  readonly noticeHtml: string | null;
  readonly bodyHtml: string;
  readonly updated: DateProps | null;
  readonly outline: readonly OutlineProps[];
  readonly editHref: string | null;
}

export interface TagsProps extends PageFrame {
  readonly tags: readonly (TagProps & { readonly description: string | null })[];
}

export interface AllSeriesProps extends PageFrame {
  readonly series: readonly SeriesBoxProps[];
}

export interface SeriesProps extends PageFrame {
  readonly series: SeriesBoxProps;
}

export interface ArchiveProps extends PageFrame {
  readonly years: readonly { readonly year: string; readonly posts: readonly PostLinkProps[] }[];
}

export interface SearchProps extends PageFrame {
  /** The first part of the search index, which the search script loads. */
  readonly indexHref: string;
}

export interface NotFoundProps extends PageFrame {
  /** The newest posts. */
  readonly recent: readonly PostLinkProps[];
}

/** The page at an alias. */
export interface RedirectProps {
  readonly lang: string;
  /** The title of the target page. */
  readonly title: string;
  readonly href: string;
  /** Absolute; null if `site.yaml` has no `url`. */
  readonly canonical: string | null;
  readonly policy: string;
}

/** The props of each template, by its name: `article` is `templates/article.tsx`. */
export interface TemplateProps {
  readonly article: ArticleProps;
  readonly page: PlainPageProps;
  readonly list: ListProps;
  readonly tag: ListProps;
  readonly tags: TagsProps;
  readonly 'all-series': AllSeriesProps;
  readonly series: SeriesProps;
  readonly archive: ArchiveProps;
  readonly search: SearchProps;
  readonly 'not-found': NotFoundProps;
  readonly redirect: RedirectProps;
}

export type TemplateName = keyof TemplateProps;
