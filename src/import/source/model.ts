// The nouns of the import: what a reader of another generator's folder returns, and what is written. Plain data, which can be sent to a
// thread, except for `Dialect`. Must not know any generator.

import type { HeadingId } from '../markdown/heading-ids.ts';

export const generatorNames = ['hugo', 'jekyll', 'hexo', 'astro', 'eleventy'] as const;
export type GeneratorName = (typeof generatorNames)[number];

/** A value of YAML, TOML or JSON with every scalar as text: what `yes`, `1.10` or `12:30` means is up to the field. */
export type Value = string | null | readonly Value[] | Fields;
export interface Fields {
  readonly [key: string]: Value;
}

/** Something that the author should know: not converted, or left out. Findings with the same `kind` are counted together. */
export interface Finding {
  /** `not converted: shortcode \`tabs\``; without a period. */
  readonly kind: string;
  /** Path in the source folder. */
  readonly file: string;
  /** Counts from 1; 0 for the whole file. */
  readonly line: number;
}

export interface ForeignPage {
  /** Path in the source folder. */
  readonly source: string;
  readonly kind: 'post' | 'page';
  /** Name of its file in our site, without ending; may be taken by another page. */
  readonly name: string;
  /** `.fr` for a translation next to its original; else empty. */
  readonly suffix: string;
  /** A file in a folder of its own, with its resources. */
  readonly isBundle: boolean;
  readonly format: 'markdown' | 'mdx' | 'html';
  readonly meta: PageMeta;
  readonly body: string;
  /** Lines of the file above the body. */
  readonly linesAbove: number;
  /** Files next to it: path in the source folder, and path from the page's folder. */
  readonly resources: readonly { readonly source: string; readonly name: string }[];
  /** Folders of the source in which a relative path of its body may be. */
  readonly folders: readonly string[];
  /** Its address on the old site, as the file that its generator wrote: `/a/` or `/a.html`. Null if it was not published. */
  readonly address: string | null;
  /** Names by which tags of other pages refer to it: `my-post`, `posts/my-post.md`. */
  readonly names: readonly string[];
}

/** Front matter in our terms. Null or empty is left out. */
export interface PageMeta {
  readonly title: string;
  /** As we write it, or null. */
  readonly date: string | null;
  readonly updated: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** Those of the tags that were categories, and those that were tags, to know which lists the old site had. */
  readonly terms: { readonly tags: readonly string[]; readonly categories: readonly string[] };
  readonly series: string | null;
  readonly lang: string | null;
  readonly isDraft: boolean;
  readonly isUnlisted: boolean;
  readonly aliases: readonly string[];
  readonly authors: readonly string[];
  readonly canonical: string | null;
  /** As the author wrote it. */
  readonly cover: string | null;
  readonly hasToc: boolean;
  readonly excerpt: string | null;
  /** Id of its entry in the old feeds, if it is not its address. */
  readonly feedId: string | null;
}

export interface SiteSettings {
  readonly title: string | null;
  readonly tagline: string | null;
  readonly description: string | null;
  /** Without a final slash; null if unknown. */
  readonly url: string | null;
  readonly language: string | null;
  readonly timezone: string | null;
  readonly author: { readonly name: string; readonly url: string | null; readonly email: string | null } | null;
  readonly nav: readonly { readonly title: string; readonly href: string }[];
  readonly pageSize: number | null;
  readonly feedLimit: number | null;
}

/** How bodies of this site are read. */
export interface Dialect {
  /** Replaces the generator's own syntax by Markdown. */
  readonly expand: (page: ForeignPage, context: BodyContext) => string;
  /** The ids that the generator gave to headings; null if it gave none. A function with the counts of one page. */
  readonly headingIds: (() => HeadingId) | null;
  readonly hasEmoji: boolean;
  /** Whether `{: .class}` is an attribute list, as in kramdown. */
  readonly hasAttributeLists: boolean;
  /** The words after a code block's marks in the generator's own form → in ours; null if they are not of that form. */
  readonly info: ((info: string) => string | null) | null;
  /** The author's mark for the end of the excerpt, if it is not `<!--more-->`. */
  readonly excerptMark: string | null;
}

/** What the conversion of a body may ask. */
export interface BodyContext {
  readonly report: (kind: string, offset: number) => void;
  /** The page with this name, path or address. */
  readonly pageNamed: (name: string) => ForeignPage | null;
  /** Address of a page of the old site, for links that are resolved later. */
  readonly linkTo: (page: ForeignPage) => string;
}

export interface ForeignSite {
  readonly settings: SiteSettings;
  readonly pages: readonly ForeignPage[];
  /** Files that are copied: path in the source folder → path below `public/`. */
  readonly statics: ReadonlyMap<string, string>;
  /** The path of the old site's address, such as `/blog`; empty for none. */
  readonly base: string;
  /** Lists, feeds and other addresses that the generator made → ours. Only those that no page has. */
  readonly redirects: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Files that are left out because something is wrong with them. */
  readonly problems: readonly Problem[];
}

/** Reads a generator's folder. */
export interface Reader {
  /** Must not read bodies for their meaning. */
  readonly read: (files: SourceFiles) => ForeignSite;
  /** Looks at configuration alone, because each thread that converts bodies asks. */
  readonly dialect: (files: SourceFiles) => Dialect;
}

/** The source folder. Nothing in it is ever written. */
export interface SourceFiles {
  /** Absolute. */
  readonly root: string;
  /** Paths of all files, sorted. */
  readonly paths: readonly string[];
  /** Paths of symbolic links, pipes and the like, sorted. */
  readonly notRead: readonly string[];
  readonly has: (path: string) => boolean;
  readonly below: (folder: string) => readonly string[];
  /** Throws an `ImportError` if the file is not text in UTF-8. */
  readonly text: (path: string) => string;
  /** The first bytes of any file, as ASCII. */
  readonly head: (path: string) => string;
}

/** Why nothing is imported: what is wrong with the source or the target, all of it. */
export class ImportError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

export interface Problem {
  readonly message: string;
  /** Path in the source folder, or null. */
  readonly file: string | null;
  readonly line: number;
  readonly hint: string | null;
}
