// The addresses that a page asks for: its own and its old ones. Whether it may have them is decided in `routes.ts`.

import type { PageKind } from '../../model/page.ts';
import type { PageIndexData } from '../../model/parts.ts';
import type { Claim } from '../../model/site.ts';

/** Where a page stands: `/posts/<slug>/`, or `/<slug>/` outside the stream. */
export function urlOf(kind: PageKind, slug: string): string {
  return kind === 'post' ? `/posts/${slug}/` : `/${slug}/`;
}

export function addressClaimsOf({ path, kind, meta }: PageIndexData): Claim[] {
  return [
    { url: urlOf(kind, meta.slug), path, as: 'page', fields: ['slug'] },
    ...meta.aliases.map((url, index): Claim => ({ url, path, as: 'alias', fields: [`aliases.${index}`, 'aliases'] })),
  ];
}
