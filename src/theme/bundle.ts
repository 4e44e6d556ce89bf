// What a theme is before and after it is compiled: its files, and the plain data that pages are rendered from.
// Nothing here does anything.

import type { TemplateName } from '../model/props.ts';

/** The theme's files by path (`templates/article.tsx`): text, or bytes for fonts. The paths are those of diagnostics. */
export interface TemplateFiles {
  readonly [path: string]: string | Uint8Array;
}

/** A file of the site that the theme brings; its address holds a digest of its content. */
export interface TemplateAsset {
  /** Root-relative: `/assets/main-0123456789.css`. */
  readonly url: string;
  readonly encoding: 'text' | 'base64';
  readonly data: string;
}

/** What a page of one kind names in its head: root-relative addresses. */
export interface TemplateUses {
  readonly styles: readonly string[];
  /** Module scripts. */
  readonly scripts: readonly string[];
  /** Classic scripts that run before the first paint. */
  readonly earlyScripts: readonly string[];
  readonly preloadFonts: readonly string[];
}

/** What renders pages. It is run, so it is never kept in the cache of a site. */
export interface TemplateCode {
  /** Of all that follows. */
  readonly digest: string;
  /** A CommonJS module with one export, `render(name, props)`, that needs nothing from outside. */
  readonly code: string;
  /** Source map of `code`; its sources are paths of template files. */
  readonly map: string;
}

/** What is kept of a compiled theme: plain JSON data, and nothing that is run here. */
export interface TemplateBundle {
  /** Digest of the `TemplateCode`, by which one knows whether pages would be rendered by the same. */
  readonly code: string;
  /** Sorted by address. */
  readonly assets: readonly TemplateAsset[];
  readonly uses: { readonly [name in TemplateName]: TemplateUses };
  readonly icon: string | null;
}
