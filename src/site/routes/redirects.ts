// Turns an alias in front matter into a redirect to the page. An alias must never be anything but a plain path that can be
// a file, because paths are all that a static host sees.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import type { PageAddress, Route } from '../../model/site.ts';
import { aliasPath } from '../catalog/page-addresses.ts';

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
