// Files that some hosts read (Netlify, Cloudflare Pages and others): headers and redirects. The site must never depend on
// them: every page carries its policy itself, and every redirect is also a page.

import type { SiteConfig } from '../../model/config.ts';
import type { Route } from '../../model/site.ts';
import { encodeAddress } from '../../text/href.ts';
import { addresses } from '../addresses.ts';
import { headerPolicyFor } from './policy.ts';
import { speculationRulesHeader, speculationRulesType } from './speculation-rules.ts';

/** The text of `_headers`. Files in `/assets/` have a digest of their content in their name, so browsers may cache them forever. */
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
        `Speculation-Rules: ${speculationRulesHeader(config.url)}`,
      ],
    ],
    [addresses.speculationRules, [`Content-Type: ${speculationRulesType}`]],
    ['/assets/*', ['Cache-Control: public, max-age=31536000, immutable']],
  ]);
}

/** The text of `_redirects`: aliases with and without their final slash. Addresses are root-relative, as hosts require. */
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
