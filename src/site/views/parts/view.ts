// What every view is: the props of a page as far as the catalog decides them. What stands in the files of pages
// (bodies, excerpts) and what the theme brings is added when the page is printed, so that a change of it does not touch
// the view.

import type { PageFrame, TemplateName, TemplateProps } from '../../../model/props.ts';

/** `Late` names the props that come from files of pages. */
export interface View<N extends TemplateName, Late extends PropertyKey = never> {
  readonly template: N;
  /** Where the page stands, root-relative and decoded. */
  readonly url: string;
  readonly head: HeadFacts;
  readonly props: Omit<TemplateProps[N], keyof PageFrame | Late>;
}

/**
 * What the head of a page is made of. Addresses are root-relative and decoded unless they are called something else.
 */
export interface HeadFacts {
  /** Without the site's title, which follows it; null: the site's title alone. */
  readonly title: string | null;
  readonly description: string | null;
  /** In full, where it is not this site's: the original of a post. */
  readonly canonical: string | null;
  /** Whether search engines should know the page. */
  readonly indexed: boolean;
  readonly prevUrl: string | null;
  readonly nextUrl: string | null;
  readonly copyUrl: string | null;
  /** A feed of this page's own. */
  readonly feed: { readonly url: string; readonly title: string } | null;
  readonly article: ArticleFacts | null;
}

/** What machines are told about a post. */
export interface ArticleFacts {
  /** RFC 3339 */
  readonly published: string | null;
  readonly modified: string | null;
  readonly authors: readonly string[];
  /** Names. */
  readonly tags: readonly string[];
  /** Between the site's first page and the post. */
  readonly crumbs: readonly { readonly title: string; readonly url: string }[];
}

/** A picture that stands for a page on other sites; `url` is root-relative. */
export interface SocialImage {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
}

/** Facts of a page that is nothing special. */
export const plainHead: HeadFacts = {
  title: null,
  description: null,
  canonical: null,
  indexed: true,
  prevUrl: null,
  nextUrl: null,
  copyUrl: null,
  feed: null,
  article: null,
};
