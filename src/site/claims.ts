// The addresses that a page asks for: its own and its old ones. Whether it may have them is decided in `routes.ts`.

import type { Span } from '../model/diagnostic.ts';
import type { PageKind, Summary } from '../model/page.ts';
import type { Claim } from '../model/site.ts';

/** Where a page stands: `/posts/<slug>/`, or `/<slug>/` outside the stream. */
export function urlOf(kind: PageKind, slug: string): string {
  return kind === 'post' ? `/posts/${slug}/` : `/${slug}/`;
}

export function claimsOf({ path, kind, meta, spans }: Summary): Claim[] {
  const whole = spans['all'] ?? { path, start: 0, end: 0 };
  const spanOf = (...fields: readonly string[]): Span =>
    fields.map((field) => spans[field]).find((span) => span !== undefined) ?? whole;
  return [
    { url: urlOf(kind, meta.slug), path, as: 'page', at: spanOf('slug') },
    ...meta.aliases.map((url, index): Claim => ({ url, path, as: 'alias', at: spanOf(`aliases.${index}`, 'aliases') })),
  ];
}
