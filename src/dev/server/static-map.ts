// How a strict static host finds the file for an address: directory indexes and redirects to the final slash. Must never touch the file
// system.

export type FileMatch =
  | { readonly kind: 'file'; readonly path: string }
  /** A redirect to the same address with a final slash. */
  | { readonly kind: 'slash'; readonly to: string }
  | { readonly kind: 'none' };

/** Encodes an address for the `Location` header. `query` includes its `?`, or is empty. */
export function locationHeader(address: string, query: string): string {
  return encodeURI(address).replace(/[?#]/g, encodeURIComponent) + query;
}

/** Finds the file for a decoded address. `has` tells whether a path exists, relative to `dist/`. */
export function findFile(address: string, has: (path: string) => boolean): FileMatch {
  // Remove only one slash: a redirect to `//posts` would lead to another host.
  const path = address.replace(/^\//, '');
  if (address === '') return { kind: 'slash', to: '/' };
  if (path === '' || path.endsWith('/'))
    return has(`${path}index.html`) ? { kind: 'file', path: `${path}index.html` } : { kind: 'none' };
  if (has(path)) return { kind: 'file', path };
  return has(`${path}/index.html`) ? { kind: 'slash', to: `${address}/` } : { kind: 'none' };
}
