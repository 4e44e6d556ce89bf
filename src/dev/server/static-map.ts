// How a strict static host finds the file for an address: directory indexes, redirects to the final slash, the 404 page.

export type FileMatch =
  | { readonly kind: 'file'; readonly path: string }
  /** To the same address with its final slash. */
  | { readonly kind: 'slash'; readonly to: string }
  | { readonly kind: 'none' };

/** An address as it is written in a header. */
export function locationHeader(address: string, query: string): string {
  return encodeURI(address).replace(/[?#]/g, encodeURIComponent) + query;
}

/** `has` says whether a path (as under `dist/`) exists. */
export function findFile(address: string, has: (path: string) => boolean): FileMatch {
  // One slash: `//posts` as a place to be sent to would be another host.
  const path = address.replace(/^\//, '');
  if (address === '') return { kind: 'slash', to: '/' };
  if (path === '' || path.endsWith('/'))
    return has(`${path}index.html`) ? { kind: 'file', path: `${path}index.html` } : { kind: 'none' };
  if (has(path)) return { kind: 'file', path };
  return has(`${path}/index.html`) ? { kind: 'slash', to: `${address}/` } : { kind: 'none' };
}
