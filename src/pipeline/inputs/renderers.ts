// What renders the pages of a theme, in this process. It comes from the compilers that the session was given, never from the cache of a site.

import type { Input } from '../../engine/graph/rule.ts';
import type { TemplateCode } from '../../theme/bundle.ts';
import { loadTemplates, type RenderPage } from '../../theme/render.ts';
import { NotAtHand } from './not-at-hand.ts';

export interface Renderers {
  /** By the digest of its code. Reading throws `NotAtHand` where this process has not compiled it. */
  readonly renderer: Input<RenderPage>;
  has(digest: string): boolean;
  /** Takes what was just compiled, in place of what was there. */
  take(code: TemplateCode | null): void;
}

/** `compile` has the theme compiled and taken. */
export function openRenderers(compile: () => Promise<void>): Renderers {
  let compiled: TemplateCode | null = null;
  let loaded: RenderPage | null = null;

  return {
    renderer: {
      kind: 'input',
      name: 'renderer',
      // Equal code renders alike: its digest says all.
      digest: (digest) => digest,
      read(digest) {
        if (compiled?.digest !== digest) throw new NotAtHand('the compiled theme', compile);
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
