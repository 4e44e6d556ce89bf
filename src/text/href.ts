// Site addresses → the value of `href`: percent-encoded, and relative where the site must work under any path. An address is
// root-relative and decoded (`/tags/日本/`) everywhere else: no other file may encode or decode one.

/** Percent-encodes every character of a site address that has a meaning in URLs, HTML, Markdown, `srcset` or XML. */
export function encodeAddress(url: string): string {
  // Called for every link of every page, and nearly all addresses need no encoding.
  if (/^[\w\-.~/]*$/.test(url)) return url;
  return url.split('/').map(encodeSegment).join('/');
}

/** The encoded relative address from the page at `from` to `to`: `../../tags/go/`. Never empty: a page's own is `./` or its file name. */
export function relativeHref(from: string, to: string): string {
  return encodeAddress(relativePath(from, to));
}

/** The same, decoded. Also for paths of files, if both start with `/`. */
export function relativePath(from: string, to: string): string {
  const end = from.lastIndexOf('/') + 1;
  let index = 0;
  let shared = 0;
  for (; index < end && from[index] === to[index]; index++) if (from[index] === '/') shared = index + 1;
  let up = '';
  for (; index < end; index++) if (from[index] === '/') up += '../';
  return up + to.slice(shared) || './';
}

/** The encoded absolute address; `base` is the site's address without a final slash. */
export function absoluteHref(base: string, url: string): string {
  return `${base}${encodeAddress(url)}`;
}

/** The encoded address from the root of the host, with the path of the site's address `base`. For pages served at any depth. */
export function rootedHref(base: string | null, url: string): string {
  const path = base === null || !URL.canParse(base) ? '' : new URL(base).pathname.replace(/\/+$/, '');
  return `${path}${encodeAddress(url)}`;
}

/** Makes an address as an author wrote it, or its query with the `?`, safe to print. Keeps what is already encoded. */
export function encodeWritten(written: string): string {
  return wellFormed(written).replace(/%(?![\da-f]{2})|[^\w\-.~:/?#@!$&()*+,;=%[\]]/giu, encodeUnit);
}

/** Encodes a fragment and adds its `#`; returns `''` for null. */
export function encodeFragment(fragment: string | null): string {
  return fragment === null ? '' : `#${wellFormed(fragment).replace(/[^\w\-.~:@!$&+,;=/?]/gu, encodeUnit)}`;
}

/** Decodes an address as an author or browser wrote it. Parts whose percent-encoding is invalid stay as they are. */
export function decodeAddress(written: string): string {
  return decodeStrictly(written) ?? written.replace(/(?:%[0-9a-f]{2})+/gi, (run) => decodeStrictly(run) ?? run);
}

/** Decodes an address; null if any of its percent-encoding is invalid. */
export function decodeStrictly(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
}

/**
 * Resolves a relative address (decoded, without query and fragment) on the page at `from`. A `..` above the root stays at the
 * root.
 */
export function resolveAddress(from: string, written: string): string {
  if (written === '') return from;
  const segments = written.startsWith('/') ? [] : from.split('/').slice(1, -1);
  const parts = written.replace(/^\//, '').split('/');
  const last = parts.pop() ?? '';
  for (const part of parts) appendSegment(segments, part);
  const isFolder = last === '' || last === '.' || last === '..';
  if (isFolder) appendSegment(segments, last);
  return `/${segments.map((segment) => `${segment}/`).join('')}${isFolder ? '' : last}`;
}

function appendSegment(segments: string[], segment: string): void {
  if (segment === '..') segments.pop();
  else if (segment !== '' && segment !== '.') segments.push(segment);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(segment)).replace(/[!'()*]/g, encodeUnit);
}

function encodeUnit(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Replaces lone surrogates: they have no UTF-8 form, and `encodeURIComponent` would throw. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
