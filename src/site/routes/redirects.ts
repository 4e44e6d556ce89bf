// Turns an alias in front matter into a redirect to the page. An alias must never be anything but a plain path that can be
// a file, because paths are all that a static host sees.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import type { PageAddress, Route } from '../../model/site.ts';
import { decodeStrictly } from '../../text/href.ts';
import { withoutIndex } from '../addresses.ts';

type Redirect = Extract<Route, { kind: 'redirect' }>;

/** The redirect for an alias of the page at `to`, or a diagnostic if the alias is invalid. */
export function redirectFor(claim: PageAddress, to: string, spanOf: SpanOf): Redirect | Diagnostic {
  const url = pathOf(claim.url);
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

/** Keeps `.html` files and turns everything else into a folder: a redirect is always a page. Null if the alias is invalid. */
function pathOf(alias: string): string | null {
  const decoded = /[?#]/.test(alias) ? null : decodeStrictly(alias);
  if (decoded === null || isUnsafe(decoded)) return null;
  const path = withoutIndex(decoded.normalize('NFC'));
  return path.endsWith('/') || /\.html?$/i.test(path) ? path : `${path}/`;
}

function isUnsafe(path: string): boolean {
  return !path.startsWith('/') || /[\\\0-\x1F\x7F]|\/\/|\/\.\.?(?:\/|$)/.test(path) || hasLongSegment(path);
}

/** File systems accept names of at most 255 bytes. */
function hasLongSegment(path: string): boolean {
  return path.split('/').some((segment) => new TextEncoder().encode(segment).length > 255);
}
