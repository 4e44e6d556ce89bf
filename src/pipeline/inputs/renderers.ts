// The compiled theme of this process, which renders pages. It must come from the compilers of the session, never from the cache of a site.

import type { TemplateCode } from '../../theme/bundle.ts';
import { loadTemplates, type Renderer } from '../../theme/render.ts';

/** What renders pages and directives with the theme whose code has this digest, which must be loaded. */
export type RendererOf = (digest: string) => Renderer;

export interface Renderers {
  readonly rendererOf: RendererOf;
  has(digest: string): boolean;
  /** Replaces the loaded theme. */
  load(code: TemplateCode | null): void;
}

export function openRenderers(): Renderers {
  let compiled: TemplateCode | null = null;
  let render: Renderer | null = null;

  return {
    rendererOf(digest) {
      if (compiled?.digest !== digest) throw new Error('a page is rendered before its theme is loaded');
      render ??= loadTemplates(compiled);
      return render;
    },
    has: (digest) => compiled?.digest === digest,
    load(code) {
      if (code?.digest !== compiled?.digest) render = null;
      compiled = code;
    },
  };
}
