// The site's navigation, checked against the finished site.

import type { NavItem } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { nearestPath } from '../suggestions.ts';
import { findRoute } from './route-index.ts';

/** The part of a link that names a page: without query and fragment. */
export function pathIn(href: string): string {
  return href.replace(/[?#].*$/s, '');
}

/** Reports links of `nav` that lead to no page of the site; `spanOf` is asked for the places of those only. */
export function brokenNav(
  nav: readonly NavItem[],
  routes: readonly Route[],
  spanOf: (setting: string) => Span,
): Diagnostic[] {
  return nav.flatMap(({ title, href }, index) => {
    if (!href.startsWith('/') || findRoute(routes, pathIn(href)) !== null) return [];
    const near = nearestPath(
      pathIn(href),
      routes.map(({ url }) => url),
    );
    const hint = near === null ? 'write the address of a page, such as `/archive/`' : `did you mean \`${near}\`?`;
    const message = `\`nav\` has a link \`${title}\` to \`${href}\`, which is not in the site`;
    return [error('site/broken-nav', message, spanOf(`nav.${index}.href`), { hint })];
  });
}
