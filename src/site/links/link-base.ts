// How addresses are written on one page: relative to it, so that the site works under any path; in full, in feeds; or
// from the root of the host, on the page for broken links, which is shown at any depth.

import type { SiteConfig } from '../../model/config.ts';
import {
  absoluteHref,
  decodeAddress,
  encodeFragment,
  encodeWritten,
  relativeHref,
  rootedHref,
} from '../../text/href.ts';
import { addresses } from '../addresses.ts';
import type { LinkTarget } from './links.ts';

export interface LinkBase {
  /** The address that the text is read at, decoded. */
  readonly on: string;
  readonly addressing: 'relative' | 'absolute' | 'rooted';
  /**
   * The site's own address (`config.url`); without it an address in full can't be written, and a relative one stands
   * for it.
   */
  readonly base: string | null;
}

/** How addresses are written on the page at `url`. */
export function linkBaseAt(url: string, config: SiteConfig): LinkBase {
  return { on: url, addressing: url === addresses.notFound ? 'rooted' : 'relative', base: config.url };
}

/** How addresses are written in the feed at `url`. */
export function feedLinkBaseAt(url: string, config: SiteConfig): LinkBase {
  return { on: url, addressing: 'absolute', base: config.url };
}

/** A site address, ready to print in an attribute once it is escaped. */
export function hrefOn(placing: LinkBase, url: string): string {
  if (placing.addressing === 'rooted') return rootedHref(placing.base, url);
  if (placing.addressing === 'relative' || placing.base === null) return relativeHref(placing.on, url);
  return absoluteHref(placing.base, url);
}

/** The same with query and fragment; a place on the same page is its fragment alone. */
export function targetHrefOn(placing: LinkBase, { url, query, fragment }: LinkTarget): string {
  const isHere = placing.addressing !== 'absolute' && url === placing.on && query === '' && fragment !== null;
  return `${isHere ? '' : hrefOn(placing, url)}${encodeWritten(query)}${encodeFragment(fragment)}`;
}

/** An address as settings give it, a site address or that of another site; what is not ours stays as it is. */
export function writtenHrefOn(placing: LinkBase, written: string): string {
  if (!written.startsWith('/')) return encodeWritten(written);
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(written) ?? [];
  return `${hrefOn(placing, decodeAddress(path))}${encodeWritten(rest)}`;
}
