// A theme before and after it is compiled: its files, and the plain data that pages are rendered from. Types only.

import type { TemplateName } from '../model/props.ts';

/** The theme's files by path (`templates/article.tsx`), as text or, for fonts, as bytes. Diagnostics use the same paths. */
export interface TemplateFiles {
  readonly [path: string]: string | Uint8Array;
}

/** A file that the theme adds to the site. Its address contains a digest of its content. */
export interface TemplateAsset {
  /** Root-relative: `/assets/main-0123456789.css`. */
  readonly url: string;
  readonly encoding: 'text' | 'base64';
  readonly data: string;
}

/** The assets that pages of one kind load: root-relative addresses. */
export interface TemplateUses {
  readonly styles: readonly string[];
  /** Module scripts. */
  readonly scripts: readonly string[];
  /** Classic scripts that run before the first paint. */
  readonly earlyScripts: readonly string[];
  readonly preloadFonts: readonly string[];
}

/** The code that renders pages. It is executed, so it must never be stored in a site's cache. */
export interface TemplateCode {
  /** The digest of all other fields. */
  readonly digest: string;
  /** A self-contained CommonJS module with one export, `render(name, props)`. */
  readonly code: string;
  /** The source map of `code` as JSON; its sources are paths of template files. */
  readonly map: string;
}

/** The part of a compiled theme that is cached: plain JSON data, and nothing that is executed here. */
export interface TemplateBundle {
  /** The digest of the `TemplateCode`: it tells whether pages would be rendered by the same code. */
  readonly code: string;
  /** Sorted by address. */
  readonly assets: readonly TemplateAsset[];
  readonly uses: { readonly [name in TemplateName]: TemplateUses };
  readonly icon: string | null;
  /** The style sheet with which browsers show feeds. */
  readonly feedStyle: string | null;
}
