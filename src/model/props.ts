// The props of the templates: everything that a template may know. This file is the API of `templates/`.
// Every `href` is ready to print: relative to its page and percent-encoded (JSX escapes the rest).
// Every `html` is finished HTML, which only the `Html` component may print.

export interface LinkProps {
  readonly href: string;
  readonly title: string;
}

export interface NavProps extends LinkProps {
  /** `page` on the linked page itself, `section` on pages below it, else null. */
  readonly current: 'page' | 'section' | null;
}

export interface DateProps {
  /** For `datetime=`: `2026-11-21`, or RFC 3339. */
  readonly iso: string;
  /** For people, in the site's language: `21 November 2026`. */
  readonly text: string;
}

/** The same on every page of a site, except for the hrefs. */
export interface SiteProps {
  readonly title: string;
  readonly tagline: string | null;
  readonly language: string;
  readonly author: { readonly name: string; readonly url: string | null } | null;
  readonly license: { readonly name: string; readonly url: string | null } | null;
  readonly homeHref: string;
  readonly nav: readonly NavProps[];
  readonly searchHref: string;
  /** Null without `url` in site.yaml, because there are no feeds then. */
  readonly feeds: { readonly atomHref: string; readonly rssHref: string; readonly jsonHref: string } | null;
  readonly archiveHref: string;
  readonly tagsHref: string;
  readonly seriesHref: string;
}

/** The contents of `<head>`. */
export interface HeadProps {
  /** Title of the document: `Post title – Site title`. */
  readonly title: string;
  readonly description: string | null;
  /** Absolute, or null without `url`. */
  readonly canonical: string | null;
  readonly styleHrefs: readonly string[];
  /** Module scripts; all are files of this site. */
  readonly scriptHrefs: readonly string[];
  /** Small classic scripts that must run before the first paint (the remembered color scheme). */
  readonly earlyScriptHrefs: readonly string[];
  readonly preloadFontHrefs: readonly string[];
  readonly feeds: readonly { readonly href: string; readonly title: string; readonly type: string }[];
  readonly prevHref: string | null;
  readonly nextHref: string | null;
  readonly robots: string | null;
  /** Open Graph properties in order: `['og:title', '…']`. */
  readonly openGraph: readonly (readonly [property: string, content: string])[];
  /** JSON-LD documents as values, which the `JsonLd` component prints. */
  readonly jsonLd: readonly unknown[];
  readonly alternates: readonly { readonly lang: string; readonly href: string }[];
  /** The Markdown copy of the page, or null. */
  readonly markdownHref: string | null;
  /** Content-Security-Policy for the meta element. */
  readonly policy: string;
  readonly iconHref: string | null;
}

export interface TagProps extends LinkProps {
  readonly slug: string;
  readonly count: number;
}

/** The props of every template. */
export interface PageFrame {
  readonly site: SiteProps;
  readonly head: HeadProps;
  /** BCP 47 tag of the site's language, to look up interface words. */
  readonly lang: string;
}

/** A post as lists without excerpts show it. */
export interface PostLinkProps extends LinkProps {
  readonly description: string | null;
  readonly date: DateProps | null;
  readonly minutes: number;
  readonly unpublished: 'draft' | 'future' | null;
}

export interface EntryProps extends PostLinkProps {
  readonly updated: DateProps | null;
  readonly tags: readonly LinkProps[];
  readonly series: SeriesPlaceProps | null;
  readonly excerptHtml: string;
  readonly hasMore: boolean;
}

export interface SeriesPlaceProps extends LinkProps {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

export interface PagerProps {
  readonly number: number;
  readonly of: number;
  /** Towards page 1. */
  readonly newerHref: string | null;
  readonly olderHref: string | null;
  readonly pages: readonly { readonly number: number; readonly href: string; readonly current: boolean }[];
}

export interface ListProps extends PageFrame {
  /** Null on the index, whose heading is the site's title. */
  readonly heading: string | null;
  readonly description: string | null;
  readonly entries: readonly EntryProps[];
  readonly pager: PagerProps;
  /** Feed of this tag, or null if there is none. */
  readonly feedHref: string | null;
}

export interface OutlineProps {
  readonly href: string;
  readonly text: string;
  readonly children: readonly OutlineProps[];
}

export interface SeriesBoxProps extends LinkProps {
  readonly description: string | null;
  readonly parts: readonly (PostLinkProps & { readonly current: boolean })[];
}

/** The line at the end of a post whose listings were run. */
export interface LabProps {
  /** Date of the last recording. */
  readonly date: DateProps;
  /** `go 1.19.8, Linux 6.1` */
  readonly environment: string;
  readonly files: readonly LinkProps[];
}

export interface ArticleProps extends PageFrame {
  readonly title: string;
  readonly noticeHtml: string | null;
  readonly bodyHtml: string;
  readonly date: DateProps | null;
  readonly updated: DateProps | null;
  readonly minutes: number;
  readonly unpublished: 'draft' | 'future' | null;
  readonly authors: readonly string[];
  readonly tags: readonly LinkProps[];
  readonly series: SeriesBoxProps | null;
  /** Empty if there are fewer than three headings, or if the author turned it off. */
  readonly outline: readonly OutlineProps[];
  readonly newer: PostLinkProps | null;
  readonly older: PostLinkProps | null;
  readonly related: readonly PostLinkProps[];
  readonly backlinks: readonly PostLinkProps[];
  readonly translations: readonly { readonly lang: string; readonly href: string; readonly title: string }[];
  readonly editHref: string | null;
  readonly sourceHref: string | null;
  readonly license: { readonly name: string; readonly url: string | null } | null;
  readonly lab: LabProps | null;
}

/** A page that is not a post, such as an about page or a guide. */
export interface PlainPageProps extends PageFrame {
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
  /** The index that the search script loads. */
  readonly indexHref: string;
}

export interface NotFoundProps extends PageFrame {
  readonly recent: readonly PostLinkProps[];
}

export interface RedirectProps {
  readonly lang: string;
  readonly title: string;
  readonly href: string;
  /** Absolute, or null without `url`. */
  readonly canonical: string | null;
  readonly policy: string;
}

/** The props of each template, by its name (its file in `templates/`). */
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
