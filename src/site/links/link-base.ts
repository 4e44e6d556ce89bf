// How addresses are written on a page: relative to it, so that the site works under any path; absolute, in feeds; or from
// the root of the host, on the "page not found" page, which hosts show at any depth. It must never check that an address
// exists.

import type { SiteConfig } from '../../model/config.ts';
import {
  absoluteHref,
  decodeAddress,
  encodeAddress,
  encodeFragment,
  encodeWritten,
  relativeHref,
  rootedHref,
} from '../../text/href.ts';
import { addresses } from '../addresses.ts';
import type { LinkTarget } from './links.ts';

export interface LinkBase {
  /** The address of the page or feed that the text is printed in, root-relative and decoded. */
  readonly pageUrl: string;
  readonly addressing: 'relative' | 'absolute' | 'rooted';
  /** The site's address (`config.url`), without a final slash. If it is null, links are relative instead of absolute. */
  readonly siteUrl: string | null;
}

/** For the page at `url`. */
export function linkBaseAt(url: string, config: SiteConfig): LinkBase {
  return { pageUrl: url, addressing: url === addresses.notFound ? 'rooted' : 'relative', siteUrl: config.url };
}

/** For the feed at `url`. */
export function feedLinkBaseAt(url: string, config: SiteConfig): LinkBase {
  return { pageUrl: url, addressing: 'absolute', siteUrl: config.url };
}

/** The href for a site address: percent-encoded, but not yet escaped for HTML. */
export function hrefFrom(base: LinkBase, url: string): string {
  if (base.addressing === 'rooted') return rootedHref(base.siteUrl, url);
  if (base.addressing === 'relative' || base.siteUrl === null) return relativeHref(base.pageUrl, url);
  return absoluteHref(base.siteUrl, url);
}

/** The same with query and fragment. The href of an anchor on the same page is its fragment alone. */
export function targetHrefFrom(base: LinkBase, { url, query, fragment, isElsewhere }: LinkTarget): string {
  if (isElsewhere) return `${hostHrefFrom(base, url)}${encodeWritten(query)}${encodeFragment(fragment)}`;
  const isSamePage = base.addressing !== 'absolute' && url === base.pageUrl && query === '' && fragment !== null;
  return `${isSamePage ? '' : hrefFrom(base, url)}${encodeWritten(query)}${encodeFragment(fragment)}`;
}

/** The href for an address of the host: of another site on it. */
export function hostHrefFrom(base: LinkBase, url: string): string {
  const origin = base.addressing === 'absolute' && base.siteUrl !== null ? new URL(base.siteUrl).origin : '';
  return `${origin}${encodeAddress(url)}`;
}

/** The href for an address from settings or front matter. Addresses of other sites stay as they are. */
export function writtenHrefFrom(base: LinkBase, written: string): string {
  if (!written.startsWith('/')) return encodeWritten(written);
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(written) ?? [];
  return `${hrefFrom(base, decodeAddress(path))}${encodeWritten(rest)}`;
}
