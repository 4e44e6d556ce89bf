// How a strict static host finds the file for an address: directory indexes, redirects to the final slash, the 404 page.

export type Found =
  | { readonly kind: 'file'; readonly path: string }
  /** To the same address with its final slash. */
  | { readonly kind: 'slash'; readonly to: string }
  | { readonly kind: 'none' };

/** `has` says whether a path (as under `dist/`) exists. */
export function findFile(address: string, has: (path: string) => boolean): Found {
  const path = address.replace(/^\/+/, '');
  if (address === '') return { kind: 'slash', to: '/' };
  if (path === '' || path.endsWith('/'))
    return has(`${path}index.html`) ? { kind: 'file', path: `${path}index.html` } : { kind: 'none' };
  if (has(path)) return { kind: 'file', path };
  return has(`${path}/index.html`) ? { kind: 'slash', to: `${address}/` } : { kind: 'none' };
}
