// Classifies the addresses in an article: on this site, on another site, or outside the site's folder. Reads them as browsers do, so that
// no spelling gets past the checks. Never looks at what exists.

import type { AddressSlot } from '../../model/page.ts';
import { decodeAddress } from '../../text/href.ts';
import { folderOf, resolvePath } from '../../text/paths.ts';

export type Address =
  | { readonly kind: 'local'; readonly slot: Omit<AddressSlot, 'at' | 'kind'> }
  /** `https://…` or `//…`. */
  | { readonly kind: 'web'; readonly url: string; readonly host: string }
  /** `mailto:`, `tel:` and so on, with the scheme in lower case. */
  | { readonly kind: 'other'; readonly url: string; readonly scheme: string }
  /** Leads out of the site's folder. */
  | { readonly kind: 'outside' };

/** The parts of an address as written in the file at the path `page`. */
export function addressOf(written: string, page: string): Address {
  const url = normalized(written);
  const scheme = schemeOf(url);
  if (scheme === 'http' || scheme === 'https') return web(url);
  if (scheme !== null) return { kind: 'other', url, scheme };
  const local = url.replace(/^[^?#]*/, (path) => path.replaceAll('\\', '/'));
  if (local.startsWith('//')) return web(`https:${local}`);
  return localAddress(local, page);
}

/** The scheme in lower case, or null if there is none. */
export function schemeOf(url: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(normalized(url))?.[1]?.toLowerCase() ?? null;
}

/** An address as a browser reads it: without line ends and tabs, trimmed of control characters and spaces, the scheme in lower case. */
export function normalized(written: string): string {
  return (
    written
      .replace(/[\t\n\r]/g, '')
      // oxlint-disable-next-line no-control-regex
      .replace(/^[\0-\x20]+|[\0-\x20]+$/g, '')
      .replace(/^[a-z][a-z0-9+.-]*:/i, (scheme) => scheme.toLowerCase())
  );
}

function web(url: string): Address {
  const authority = /^https?:[/\\]*([^/\\?#]*)/i.exec(url)?.[1] ?? '';
  const host = authority.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase();
  return { kind: 'web', url, host };
}

function localAddress(url: string, page: string): Address {
  const [, path = '', query = '', hash] = /^([^?#]*)(\?[^#]*)?(?:#([\s\S]*))?$/.exec(url) ?? [];
  const fragment = hash === undefined ? null : decodeAddress(hash);
  const rest = { href: url, query, fragment };
  if (path === '') return { kind: 'local', slot: { to: 'self', target: '', ...rest } };
  if (path.startsWith('/')) return { kind: 'local', slot: { to: 'root', target: decodeAddress(path), ...rest } };
  const target = resolvePath(folderOf(page), decodeAddress(path));
  if (target === null) return { kind: 'outside' };
  const to = /\.(?:md|markdown)$/i.test(target) ? 'page' : 'path';
  return { kind: 'local', slot: { to, target, ...rest } };
}
