// The site's navigation, checked against the finished site.

import type { NavItem } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { Route } from '../model/site.ts';
import { findRoute } from './route-index.ts';
import { nearestPath } from './suggestions.ts';

/** The part of a link that names a page: without query and fragment. */
export function pathIn(href: string): string {
  return href.replace(/[?#].*$/s, '');
}

/**
 * Reports links of `nav` that lead to no page of the site. `SiteConfig` keeps no spans: they are reported at the file's
 * start, by name.
 */
export function brokenNav(nav: readonly NavItem[], routes: readonly Route[]): Diagnostic[] {
  return nav
    .filter(({ href }) => href.startsWith('/') && findRoute(routes, pathIn(href)) === null)
    .map(({ title, href }) => {
      const near = nearestPath(
        href,
        routes.map(({ url }) => url),
      );
      const hint = near === null ? 'write the address of a page, such as `/archive/`' : `did you mean \`${near}\`?`;
      const at = { path: 'content/site.yaml', start: 0, end: 0 };
      return error('site/broken-nav', `\`nav\` has a link \`${title}\` to \`${href}\`, which is not in the site`, at, {
        hint,
      });
    });
}
