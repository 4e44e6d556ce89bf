// Addresses in bodies → what they mean in our site: the file of a page, a file in `public/`, a list that we have, or, where the old site had
// nothing either, the full address on its host. Must never guess.

import { decodeAddress, encodeAddress, relativePath } from '../../text/href.ts';
import { folderOf, resolvePath } from '../../text/paths.ts';
import type { ForeignSite } from '../source/model.ts';
import type { PlacedPage } from './places.ts';

/** In front of the source path of a page, in the address of a link that a tag makes. */
export const pageScheme = 'octavo-page:';

export interface ResolvedLink {
  /** Null if the address stays as it is. */
  readonly href: string | null;
  readonly page: PlacedPage | null;
  /** With its `#`; empty for none. */
  readonly fragment: string;
  /** What to report, or null. */
  readonly finding: string | null;
}

export interface Links {
  readonly resolve: (from: PlacedPage, written: string, use: 'link' | 'file') => ResolvedLink;
  /** An address of the old site as one of ours; null if there is none. */
  readonly addressOf: (written: string) => string | null;
}

const untouched: ResolvedLink = { href: null, page: null, fragment: '', finding: null };
/** Lists and files of every site that we build. */
const generated = new Set([
  '/',
  '/tags/',
  '/archive/',
  '/search/',
  '/feed.xml',
  '/rss.xml',
  '/feed.json',
  '/sitemap.xml',
  '/robots.txt',
]);

export function openLinks(
  site: ForeignSite,
  placedPages: readonly PlacedPage[],
  tagAddresses: ReadonlySet<string>,
): Links {
  const bySource = new Map(placedPages.map((placed) => [placed.page.source, placed]));
  const byAddress = new Map<string, PlacedPage>();
  const files = new Map<string, { readonly path: string }>();
  for (const placed of placedPages) {
    const { page } = placed;
    for (const address of [...placed.aliases, ...(page.address === null ? [] : [page.address])])
      byAddress.set(address.toLowerCase(), placed);
    const home = page.address === null ? null : page.address.replace(/[^/]*$/, '');
    for (const { source, name } of page.resources) {
      const file = { path: `${folderOf(placed.target)}/${name}` };
      files.set(source, file);
      if (home !== null) files.set(`${home}${name}`, file);
    }
  }
  for (const [source, path] of site.statics) {
    files.set(source, { path: `public/${path}` });
    files.set(`/${path}`, { path: `public/${path}` });
  }
  const origins = originsOf(site.settings.url);

  return {
    resolve,
    addressOf: (written) => {
      const address = localAddress(written);
      if (address === null) return null;
      const found = forms(address).map(
        (form) => byAddress.get(form.toLowerCase())?.address ?? listAt(form) ?? (files.has(form) ? form : null),
      );
      return found.find((each) => each !== null) ?? null;
    },
  };

  function listAt(address: string): string | null {
    if (generated.has(address) || tagAddresses.has(address)) return address;
    return site.redirects.get(address) ?? null;
  }

  /** The address on the old site without its host and base; null for other hosts and schemes. */
  function localAddress(written: string): string | null {
    const origin = origins.find((each) => written.toLowerCase().startsWith(each));
    const path = origin === undefined ? written : written.slice(origin.length) || '/';
    if (origin === undefined && (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path) || path === '')) return null;
    if (origin !== undefined && !/^[/?#]/.test(path)) return null;
    return site.base !== '' && (path === site.base || path.startsWith(`${site.base}/`))
      ? path.slice(site.base.length) || '/'
      : path;
  }

  function resolve(from: PlacedPage, written: string, use: 'link' | 'file'): ResolvedLink {
    const marked = written.indexOf(pageScheme);
    const local = marked < 0 ? localAddress(written.trim()) : written.slice(marked);
    if (local === null) return untouched;
    const [, path = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(local) ?? [];
    if (path === '') return { ...untouched, page: from, fragment };
    if (marked >= 0) {
      const target = bySource.get(decodeAddress(path.slice(pageScheme.length)));
      return target === undefined ? untouched : linkTo(from, target, fragment);
    }
    const decoded = decodeAddress(path).normalize('NFC');
    const target = pageFor(from, decoded);
    if (target !== null && use === 'link') return linkTo(from, target, fragment);
    const file = fileFor(from, decoded);
    if (file !== null)
      return { href: fileHref(from, file) + query + fragment, page: null, fragment: '', finding: null };
    if (target !== null) return linkTo(from, target, fragment);
    const absolute = decoded.startsWith('/') ? decoded : absoluteFrom(from, decoded);
    const list =
      absolute === null
        ? null
        : (forms(absolute)
            .map(listAt)
            .find((each) => each !== null) ?? null);
    if (list !== null) return { href: list + query, page: null, fragment: '', finding: null };
    return nowhere(absolute ?? decoded, query + fragment, use);
  }

  function pageFor(from: PlacedPage, decoded: string): PlacedPage | null {
    if (decoded.startsWith('/')) return pageAt(decoded) ?? bySource.get(decoded.slice(1)) ?? null;
    const bySourcePath = from.page.folders.flatMap((folder) => {
      const path = resolvePath(folder, decoded);
      return path === null
        ? []
        : (bySource.get(path) ?? bySource.get(`${path}.md`) ?? bySource.get(`${path}/index.md`) ?? []);
    });
    const absolute = absoluteFrom(from, decoded);
    const [first] = /\.(?:md|markdown|mdx)$/i.test(decoded) ? bySourcePath : [];
    return first ?? (absolute === null ? null : pageAt(absolute)) ?? bySourcePath[0] ?? null;
  }

  function pageAt(address: string): PlacedPage | null {
    for (const form of forms(address)) {
      const found = byAddress.get(form.toLowerCase());
      if (found !== undefined) return found;
    }
    return null;
  }

  function fileFor(from: PlacedPage, decoded: string): string | null {
    if (decoded.startsWith('/')) return (files.get(decoded) ?? files.get(decoded.slice(1)))?.path ?? null;
    for (const folder of from.page.folders) {
      const path = resolvePath(folder, decoded);
      const own = from.page.resources.find(({ source }) => source === path);
      if (own !== undefined) return `${folderOf(from.target)}/${own.name}`;
      const file = path === null ? undefined : files.get(path);
      if (file !== undefined) return file.path;
    }
    const absolute = absoluteFrom(from, decoded);
    return absolute === null ? null : (files.get(absolute)?.path ?? null);
  }

  function nowhere(address: string, rest: string, use: 'link' | 'file'): ResolvedLink {
    const finding =
      use === 'file' ? 'missing: a file that the source does not have' : 'broken link: the old site has no such page';
    const host = origins[0];
    const href =
      host === undefined || !address.startsWith('/') ? null : `${host}${site.base}${encodeAddress(address)}${rest}`;
    return { href, page: null, fragment: '', finding };
  }
}

function linkTo(from: PlacedPage, target: PlacedPage, fragment: string): ResolvedLink {
  if (target.target === from.target && fragment !== '')
    return { href: fragment, page: target, fragment, finding: null };
  const href = encodeAddress(relativePath(`/${from.target}`, `/${target.target}`));
  return { href: href + fragment, page: target, fragment, finding: null };
}

/** Files in `public/` have addresses; other files are named by their path from the page. */
function fileHref(from: PlacedPage, path: string): string {
  if (path.startsWith('public/')) return encodeAddress(path.slice('public'.length));
  return encodeAddress(relativePath(`/${from.target}`, `/${path}`));
}

function absoluteFrom({ page }: PlacedPage, decoded: string): string | null {
  if (page.address === null) return null;
  const resolved = resolvePath(folderOf(page.address.slice(1)), decoded);
  if (resolved === null) return null;
  return `/${resolved}${decoded.endsWith('/') && resolved !== '' ? '/' : ''}`;
}

/** The addresses that one may mean: with a slash at its end, with `.html`, without `index.html`. */
function forms(address: string): readonly string[] {
  const clean = address.replace(/\/index\.html?$/, '/').replace(/\/{2,}/g, '/');
  const bare = clean.replace(/\/$|\.html$/, '');
  return [...new Set([clean, ...(bare === '' ? ['/'] : [`${bare}/`, `${bare}.html`, bare])])];
}

/** `https://host` of the old site in all its forms, its own first. */
function originsOf(url: string | null): readonly string[] {
  if (url === null || !URL.canParse(url)) return [];
  const { host, protocol } = new URL(url);
  const bare = host.replace(/^www\./, '');
  return [
    `${protocol}//${host}`,
    ...['https:', 'http:', ''].flatMap((scheme) => [`${scheme}//${bare}`, `${scheme}//www.${bare}`]),
  ];
}
