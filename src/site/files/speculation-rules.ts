// `speculation-rules.json`: browsers fetch the page behind a link while the pointer rests on it or a finger goes down. Browsers leave
// that out when readers save data. The rules must never match a file or an address of another site on the host: only pages are small.

import type { SiteConfig } from '../../model/config.ts';
import { encodeAddress, rootedHref } from '../../text/href.ts';
import { addresses } from '../addresses.ts';

/** Browsers ignore rules of any other type. */
export const speculationRulesType = 'application/speculationrules+json';

/** The value of the `Speculation-Rules` header, for a site below the path of `siteUrl`. */
export function speculationRulesHeader(siteUrl: string | null): string {
  return `"${rootedHref(siteUrl, addresses.speculationRules)}"`;
}

export function speculationRulesFor({ elsewhere }: SiteConfig): string {
  // Relative to the file itself, so that they match below any path. In a pattern, a `./` that more follows is not left out.
  const pages = { href_matches: ['./', '*/', '*.html'] };
  const others = { href_matches: elsewhere.map((start) => `${encodeAddress(start)}*`) };
  const where = elsewhere.length === 0 ? pages : { and: [pages, { not: others }] };
  return `${JSON.stringify({ prefetch: [{ where, eagerness: 'moderate' }] }, null, 2)}\n`;
}
