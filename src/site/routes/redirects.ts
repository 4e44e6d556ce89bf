// Turns an alias in front matter into a redirect to the page, and redirects of `site.yaml` into routes. An old address must never be anything
// but a plain path that can be a file, because paths are all that a static host sees.

import type { SiteRedirect } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/page-parts.ts';
import type { PageAddress, Route } from '../../model/site.ts';
import { aliasPath } from '../catalog/page-addresses.ts';
import type { AddressRequest } from './collisions.ts';
import { findRoute } from './route-index.ts';

type Redirect = Extract<Route, { kind: 'redirect' }>;

/** The redirect for an alias of the page at `to`, or a diagnostic if the alias is invalid. */
export function redirectFor(claim: PageAddress, to: string, spanOf: SpanOf): Redirect | Diagnostic {
  const url = aliasPath(claim.url);
  const at = () => spanOf(claim.path, claim.fields);
  if (url === null) {
    const message = `\`${claim.url}\` can't be an alias`;
    return error('alias/invalid', message, at(), {
      hint: 'write a path such as `/old/address/`, without `?`, `#` or `..`: a static host sees only paths',
    });
  }
  if (url === to) {
    const message = `the alias \`${claim.url}\` is the page's own address`;
    return error('alias/loop', message, at(), { hint: 'remove the alias' });
  }
  return { kind: 'redirect', url, to, path: claim.path };
}

/**
 * The routes of redirects in `site.yaml`. A feed is published at its old address, too, because feed readers don't follow pages that redirect.
 * An old address that can't be a file gets none, and `reportBrokenRedirects` says so.
 */
export function siteRedirects(
  redirects: readonly SiteRedirect[],
  generated: readonly Route[],
  spanOf: (setting: string) => Span,
): AddressRequest[] {
  const feeds = new Map(generated.flatMap((route) => (route.kind === 'feed' ? [[route.url, route] as const] : [])));
  return redirects.flatMap(({ from, to }, index) => {
    const feed = feeds.get(to);
    const url = feed === undefined ? aliasPath(from) : from;
    if (url === null) return [];
    const route: Route = feed === undefined ? { kind: 'redirect', url, to, path: null } : { ...feed, url };
    const at = () => spanOf(`redirects.${index}.from`);
    return [{ route, owner: 'a redirect in `site.yaml`', at, hint: 'remove the redirect' } satisfies AddressRequest];
  });
}

/** Reports redirects to addresses that the site doesn't have, and from addresses that no file can have. */
export function reportBrokenRedirects(
  redirects: readonly SiteRedirect[],
  routes: readonly Route[],
  spanOf: (setting: string) => Span,
): Diagnostic[] {
  return redirects.flatMap(({ from, to }, index) => {
    if (aliasPath(from) === null) {
      const hint = 'write a path such as `/old/address/`, without `?`, `#` or `..`: a static host sees only paths';
      return [
        error('redirect/invalid', `\`${from}\` can't be redirected`, spanOf(`redirects.${index}.from`), { hint }),
      ];
    }
    if (findRoute(routes, to) !== null) return [];
    const hint = 'write the address of a page, such as `/archive/`';
    const similar = { among: 'addresses', in: '', name: to } as const;
    const at = spanOf(`redirects.${index}.to`);
    return [error('redirect/broken', `the site has no address \`${to}\``, at, { hint, similar })];
  });
}
