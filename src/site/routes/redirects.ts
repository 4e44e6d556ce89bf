// Old addresses: what an alias in front matter means as a page that leads to the new one.
// A static host sees paths only, so an alias must be a plain path that can be a file.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import type { Claim, Route } from '../../model/site.ts';
import { decodeStrictly } from '../../text/href.ts';
import { withoutIndex } from '../addresses.ts';

type Redirect = Extract<Route, { kind: 'redirect' }>;

/** The redirect that an alias of the page at `to` asks for, or what is wrong with it. */
export function redirectFor(claim: Claim, to: string, spanOf: SpanOf): Redirect | Diagnostic {
  const url = pathOf(claim.url);
  const at = () => spanOf(claim.path, claim.fields);
  if (url === null) {
    const message = `\`${claim.url}\` can't be an old address`;
    return error('alias/invalid', message, at(), {
      hint: 'write a path such as `/old/address/`, without `?`, `#` and `..`: a static host sees nothing else',
    });
  }
  if (url === to) {
    const message = `the alias \`${claim.url}\` is the page's own address`;
    return error('alias/loop', message, at(), { hint: 'remove it' });
  }
  return { kind: 'redirect', url, to, path: claim.path };
}

/** `.html` files stay as they are, everything else becomes a folder: a redirect is a page, whatever it stands for. */
function pathOf(alias: string): string | null {
  const decoded = /[?#]/.test(alias) ? null : decodeStrictly(alias);
  if (decoded === null || isUnsafe(decoded)) return null;
  const path = withoutIndex(decoded.normalize('NFC'));
  return path.endsWith('/') || /\.html?$/i.test(path) ? path : `${path}/`;
}

function isUnsafe(path: string): boolean {
  return !path.startsWith('/') || /[\\\0-\x1F\x7F]|\/\/|\/\.\.?(?:\/|$)/.test(path) || hasLongStep(path);
}

/** File systems take names of at most 255 bytes. */
function hasLongStep(path: string): boolean {
  return path.split('/').some((step) => new TextEncoder().encode(step).length > 255);
}
