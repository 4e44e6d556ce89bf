// Site addresses → what stands in `href`: percent-encoded, and relative where the site must work under any path.
// An address is root-relative and decoded (`/tags/日本/`); only this file encodes and decodes.

/**
 * A decoded site address with every character encoded that could mean anything else in HTML, Markdown, `srcset` or XML.
 */
export function encodeAddress(url: string): string {
  // Nearly all addresses need nothing, and every link of every page comes through here.
  if (/^[\w\-.~/]*$/.test(url)) return url;
  return url.split('/').map(encodeSegment).join('/');
}

/**
 * From the page at `from` to `to`, encoded: `../../tags/go/`. Never empty: a page calls itself `./` or by its file's
 * name.
 */
export function relativeHref(from: string, to: string): string {
  return encodeAddress(relativePath(from, to));
}

/** The same, decoded; also for files, with a `/` before both paths. */
export function relativePath(from: string, to: string): string {
  const end = from.lastIndexOf('/') + 1;
  let index = 0;
  let shared = 0;
  for (; index < end && from[index] === to[index]; index++) if (from[index] === '/') shared = index + 1;
  let up = '';
  for (; index < end; index++) if (from[index] === '/') up += '../';
  return up + to.slice(shared) || './';
}

/** The site's address in full, `base` without trailing slash. */
export function absoluteHref(base: string, url: string): string {
  return `${base}${encodeAddress(url)}`;
}

/** From the root of the host, under the path of the site's own address: for pages served at any depth. */
export function rootedHref(base: string | null, url: string): string {
  const path = base === null || !URL.canParse(base) ? '' : new URL(base).pathname.replace(/\/+$/, '');
  return `${path}${encodeAddress(url)}`;
}

/** An address as written, or its query with the `?`, made safe to print without touching what is encoded already. */
export function encodeWritten(query: string): string {
  return wellFormed(query).replace(/%(?![\da-f]{2})|[^\w\-.~:/?#@!$&()*+,;=%[\]]/giu, encodeUnit);
}

/** A decoded fragment with its `#`, or nothing for null. */
export function encodeFragment(fragment: string | null): string {
  return fragment === null ? '' : `#${wellFormed(fragment).replace(/[^\w\-.~:@!$&+,;=/?]/gu, encodeUnit)}`;
}

/** An address as authors and browsers write it, decoded; parts that are not valid percent-encoding stay as they are. */
export function decodeAddress(written: string): string {
  return decodeStrictly(written) ?? written.replace(/(?:%[0-9a-f]{2})+/gi, (run) => decodeStrictly(run) ?? run);
}

/** The same, or null if any of its percent-encoding is not valid. */
export function decodeStrictly(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
}

/**
 * What a relative address (decoded, without query and fragment) means on the page at `from`; steps above the root stay
 * at the root.
 */
export function resolveAddress(from: string, written: string): string {
  if (written === '') return from;
  const steps = written.startsWith('/') ? [] : from.split('/').slice(1, -1);
  const parts = written.replace(/^\//, '').split('/');
  const last = parts.pop() ?? '';
  for (const part of parts) takeStep(steps, part);
  const isFolder = last === '' || last === '.' || last === '..';
  if (isFolder) takeStep(steps, last);
  return `/${steps.map((step) => `${step}/`).join('')}${isFolder ? '' : last}`;
}

function takeStep(steps: string[], step: string): void {
  if (step === '..') steps.pop();
  else if (step !== '' && step !== '.') steps.push(step);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(segment)).replace(/[!'()*]/g, encodeUnit);
}

function encodeUnit(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Lone surrogates have no bytes: `encodeURIComponent` would throw. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
