// What renders the pages of a theme, in this process. It comes from the compilers that the session was given, never from the cache of a site.

import type { Input } from '../engine/rule.ts';
import type { TemplateCode } from '../render/bundle.ts';
import { loadTemplates, type RenderPage } from '../render/render.ts';

/** A page is to be rendered, and this process has not compiled the theme yet: to be compiled, and asked again. */
export class NotCompiled extends Error {
  constructor() {
    super('the theme must be compiled first');
    this.name = 'NotCompiled';
  }
}

export interface Renderers {
  /** By the digest of its code. Reading throws `NotCompiled`. */
  readonly renderer: Input<RenderPage>;
  has(digest: string): boolean;
  /** Takes what was just compiled, in place of what was there. */
  take(code: TemplateCode | null): void;
}

export function openRenderers(): Renderers {
  let compiled: TemplateCode | null = null;
  let loaded: RenderPage | null = null;

  return {
    renderer: {
      kind: 'input',
      name: 'renderer',
      // Equal code renders alike: its digest says all.
      digest: (digest) => digest,
      read(digest) {
        if (compiled?.digest !== digest) throw new NotCompiled();
        loaded ??= loadTemplates(compiled);
        return loaded;
      },
    },
    has: (digest) => compiled?.digest === digest,
    take(code) {
      if (code?.digest !== compiled?.digest) loaded = null;
      compiled = code;
    },
  };
}
