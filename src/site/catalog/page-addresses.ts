// The addresses that a page declares: its own and its aliases. It must never decide conflicts between pages: `routes.ts`
// does that, because only it knows all addresses.

import type { PageKind } from '../../model/page.ts';
import type { PageIndexData } from '../../model/parts.ts';
import type { PageAddress } from '../../model/site.ts';

/** A page's own address: `/posts/<slug>/` for a post, `/<slug>/` for any other page. Root-relative and decoded. */
export function urlOf(kind: PageKind, slug: string): string {
  return kind === 'post' ? `/posts/${slug}/` : `/${slug}/`;
}

/** The page's own address first, then its aliases in the order written. */
export function pageAddressesOf({ path, kind, meta }: PageIndexData): PageAddress[] {
  return [
    { url: urlOf(kind, meta.slug), path, kind: 'page', fields: ['slug'] },
    ...meta.aliases.map(
      (url, index): PageAddress => ({ url, path, kind: 'alias', fields: [`aliases.${index}`, 'aliases'] }),
    ),
  ];
}
