// Checks the addresses in `site.yaml` (links in `nav`, images of `authors`) against the site's routes. Links to other sites must never be
// checked: that would need the network.

import type { SiteConfig } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { isElsewhereIn } from '../addresses.ts';
import { findRoute, withoutQuery } from './route-index.ts';

/** Reports links of `nav` to addresses that the site doesn't have. `spanOf` finds a setting (`nav.0.href`) in `site.yaml`. */
export function reportBrokenNav(
  { nav, elsewhere }: Pick<SiteConfig, 'nav' | 'elsewhere'>,
  routes: readonly Route[],
  spanOf: (setting: string) => Span,
): Diagnostic[] {
  return (nav ?? []).flatMap(({ title, href }, index) => {
    if (!href.startsWith('/') || isElsewhereIn(href, elsewhere) || findRoute(routes, withoutQuery(href)) !== null)
      return [];
    const hint = 'write the address of a page, such as `/archive/`';
    const similar = { among: 'addresses', in: '', name: withoutQuery(href) } as const;
    const message = `the link \`${title}\` in \`nav\` leads to \`${href}\`, but the site has no such address`;
    return [error('site/broken-nav', message, spanOf(`nav.${index}.href`), { hint, similar })];
  });
}

/** Reports images of `authors` that are not in `public/`. */
export function reportMissingImages(
  { authors }: Pick<SiteConfig, 'authors'>,
  routes: readonly Route[],
  spanOf: (setting: string) => Span,
): Diagnostic[] {
  return authors.flatMap(({ key, image }, index) => {
    if (image === null || findRoute(routes, image)?.kind === 'public') return [];
    const hint = 'put the file in `public/`: `public/ada.jpg` has the address `/ada.jpg`';
    const similar = { among: 'addresses', in: '', name: image } as const;
    const message = `the image of the author \`${key}\` is \`${image}\`, but the site has no such file`;
    return [error('site/missing-image', message, spanOf(`authors.${index}.image`), { hint, similar })];
  });
}
