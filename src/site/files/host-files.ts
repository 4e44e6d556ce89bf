// Files that some hosts read (Netlify, Cloudflare Pages and others): headers and redirects. Others see only files of no
// use to them: pages carry their policy themselves, and every redirect is a page, too.

import type { SiteConfig } from '../../model/config.ts';
import type { Route } from '../../model/site.ts';
import { encodeAddress } from '../../text/href.ts';
import { headerPolicyFor } from './policy.ts';

/** `_headers`. What stands under `/assets/` has its content's digest in its name and never changes. */
export function headersFor(config: SiteConfig): string {
  return rules([
    [
      '/*',
      [
        `Content-Security-Policy: ${headerPolicyFor(config)}`,
        'X-Content-Type-Options: nosniff',
        'X-Frame-Options: DENY',
        'Referrer-Policy: strict-origin-when-cross-origin',
        'Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        'Cross-Origin-Opener-Policy: same-origin',
      ],
    ],
    ['/assets/*', ['Cache-Control: public, max-age=31536000, immutable']],
  ]);
}

/** `_redirects`: old addresses, with and without the slash that folders end in. They are rooted, as hosts want them. */
export function redirectsFor(routes: readonly Route[]): string {
  return routes.flatMap((route) => (route.kind === 'redirect' ? linesFor(route.url, route.to) : [])).join('');
}

function rules(blocks: readonly (readonly [pattern: string, headers: readonly string[]])[]): string {
  return blocks
    .map(([pattern, headers]) => `${[pattern, ...headers.map((header) => `  ${header}`)].join('\n')}\n`)
    .join('\n');
}

function linesFor(from: string, to: string): string[] {
  const addresses = from.endsWith('/') ? [from, from.slice(0, -1)] : [from];
  return addresses.map((address) => `${encodeAddress(address)} ${encodeAddress(to)} 301\n`);
}
