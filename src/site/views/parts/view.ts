// What all views have in common: a view is the props of a page that come from the catalog. Bodies and excerpts, which come
// from the pages' own files, and the theme's assets must never be part of it: they are added when the page is printed, so
// that editing them leaves the view unchanged.

import type { PageAuthor, Translation } from '../../../model/page.ts';
import type { PageFrame, TemplateName, TemplateProps } from '../../../model/props.ts';

/** `Late` names the props that come from files of pages. */
export interface View<N extends TemplateName, PrintTimeProps extends PropertyKey = never> {
  readonly template: N;
  /** The address of the page, root-relative and decoded. */
  readonly url: string;
  readonly head: HeadFacts;
  readonly props: Omit<TemplateProps[N], keyof PageFrame | PrintTimeProps>;
}

/** What a view says about the head of its page. Addresses are root-relative and decoded unless a comment says otherwise. */
export interface HeadFacts {
  /** Without the site's title, which is appended. Null: the site's title alone. */
  readonly title: string | null;
  readonly description: string | null;
  /** The absolute address of the original, if it is on another site. */
  readonly canonical: string | null;
  /** Whether search engines should index the page. */
  readonly indexed: boolean;
  readonly prevUrl: string | null;
  readonly nextUrl: string | null;
  readonly copyUrl: string | null;
  /** The page's own feed, such as that of a tag. */
  readonly feed: { readonly url: string; readonly title: string } | null;
  readonly article: ArticleFacts | null;
  /** Its language, where it is not the site's. */
  readonly lang: string | null;
  /** The same text in other languages on this site. */
  readonly translations: readonly Translation[];
}

/** `pageUrl`: the author's page on this site, where the site has several authors. */
export interface ArticleAuthor extends PageAuthor {
  readonly pageUrl: string | null;
}

/** What the metadata says about a post. */
export interface ArticleFacts {
  /** Both dates in RFC 3339. */
  readonly published: string | null;
  readonly modified: string | null;
  readonly authors: readonly ArticleAuthor[];
  /** Names of the tags. */
  readonly tags: readonly string[];
  /** Breadcrumbs between the home page and the post. */
  readonly crumbs: readonly { readonly title: string; readonly url: string }[];
}

/** The preview image of a page on other sites. `url` is root-relative; the size is in pixels. */
export interface SocialImage {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
}

/** The head of a page without anything special; views override what differs. */
export const defaultHead: HeadFacts = {
  title: null,
  description: null,
  canonical: null,
  indexed: true,
  prevUrl: null,
  nextUrl: null,
  copyUrl: null,
  feed: null,
  article: null,
  lang: null,
  translations: [],
};
