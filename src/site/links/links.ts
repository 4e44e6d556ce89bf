// Resolves links once the whole site is known, and reports broken ones. It must never learn about other pages except
// through `SiteQueries`, so that a page with links depends on exactly what was asked.

import type { Built, Diagnostic, NameQuery } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { AddressSlot } from '../../model/page.ts';
import type { Asset } from '../../model/site.ts';
import { decodeAddress, resolveAddress } from '../../text/href.ts';
import { folderOf } from '../../text/paths.ts';
import { possibleUrls, withoutQuery } from '../routes/route-index.ts';

/** Questions about the finished site. The caller depends on each answer it gets. */
export interface SiteQueries {
  /**
   * The page of a Markdown file. `broken`: its front matter is invalid; `withheld`: it is a draft or scheduled; null: there
   * is no such file.
   */
  addressOfPage(path: string): { readonly url: string } | 'broken' | 'withheld' | null;
  /** The ids in a page's body. */
  anchorsOf(path: string): readonly string[];
  /** A file of the site, by its path from the root (`content/posts/a/b.png`, `public/c.png`), or null. */
  assetOf(path: string): Asset | null;
  /** Whether an address of this host belongs to another site, by the settings. */
  isElsewhere(url: string): boolean;
  /** The route at exactly this address, or null; `path` is the Markdown file of an article or page, null for other routes. */
  routeAt(url: string): { readonly path: string | null } | null;
}

/** The page that contains a link. */
export interface LinkSource {
  readonly path: string;
  readonly url: string;
}

/** Where a link leads: a decoded address of the site, the query as written (with its `?`), the decoded fragment (without `#`). */
export interface LinkTarget {
  readonly url: string;
  readonly query: string;
  readonly fragment: string | null;
  /** Whether `url` is an address of the host rather than of the site. */
  readonly isElsewhere?: true;
}

/**
 * Reports broken links, whose value is null. A link to a page with invalid front matter is null too, but not reported: the
 * front matter is.
 */
export function resolveLink(slot: AddressSlot, from: LinkSource, queries: SiteQueries): Built<LinkTarget | null> {
  if (slot.to === 'self') return linkToAnchor(from.url, from.path, slot, queries);
  if (slot.to === 'page') return linkToPage(slot, queries);
  if (slot.to === 'path') return linkToFile(slot, from, queries);
  return linkToAddress(slot, slot.target, queries) ?? unresolved(missingAddress(slot));
}

function linkToPage(slot: AddressSlot, queries: SiteQueries): Built<LinkTarget | null> {
  const page = queries.addressOfPage(slot.target);
  if (page === 'broken') return { value: null, diagnostics: [] };
  if (page === 'withheld') {
    const message = `\`${slot.target}\` is a draft or scheduled, so this link would be broken`;
    const hint = 'publish it first, or remove the link (`--drafts` and `--future` include such posts)';
    const related = [{ message: 'this page is not published', at: { path: slot.target, start: 0, end: 0 } }];
    return unresolved(error('link/unpublished', message, slot.at, { hint, related }));
  }
  if (page === null) return unresolved(missingFile('page', slot));
  return linkToAnchor(page.url, slot.target, slot, queries);
}

function linkToFile(slot: AddressSlot, from: LinkSource, queries: SiteQueries): Built<LinkTarget | null> {
  const asset = queries.assetOf(slot.target);
  if (asset !== null) return resolved({ url: asset.url, query: slot.query, fragment: slot.fragment });
  const written = withoutQuery(slot.href);
  const url = resolveAddress(from.url, decodeAddress(written));
  return linkToAddress(slot, url, queries) ?? unresolved(missingFile('file', slot));
}

/** Null if the site has no such address. */
function linkToAddress(slot: AddressSlot, written: string, queries: SiteQueries): Built<LinkTarget | null> | null {
  if (queries.isElsewhere(written))
    return resolved({ url: written, query: slot.query, fragment: slot.fragment, isElsewhere: true });
  for (const url of possibleUrls(written)) {
    const route = queries.routeAt(url);
    if (route === null) continue;
    if (route.path !== null) return linkToAnchor(url, route.path, slot, queries);
    return resolved({ url, query: slot.query, fragment: slot.fragment });
  }
  return null;
}

/** Checks the anchor of a link to a page. What follows `:~:` is for browsers; `#` and `#top` always exist. */
function linkToAnchor(url: string, path: string, slot: AddressSlot, queries: SiteQueries): Built<LinkTarget> {
  const target = { url, query: slot.query, fragment: slot.fragment };
  const anchor = (slot.fragment ?? '').replace(/:~:.*$/s, '');
  if (anchor === '' || anchor === 'top') return resolved(target);
  const anchors = queries.anchorsOf(path);
  if (anchors.includes(anchor)) return resolved(target);
  const isSelf = slot.to === 'self';
  const message = `${isSelf ? 'this page' : `\`${path}\``} has no anchor \`#${anchor}\``;
  const similar = { among: 'anchors', in: path, name: anchor } as const;
  const diagnostic = error('link/broken-anchor', message, slot.at, { hint: anchorHint(anchors), similar });
  return { value: target, diagnostics: [diagnostic] };
}

function anchorHint(anchors: readonly string[]): string {
  if (anchors.length === 0) return 'the page has no anchors';
  const first = anchors.slice(0, 6).map((name) => `\`#${name}\``);
  return `its anchors are ${first.join(', ')}${anchors.length > first.length ? ' and more' : ''}`;
}

function missingFile(what: 'page' | 'file', slot: AddressSlot): Diagnostic {
  const hint =
    what === 'page'
      ? 'a link to a page is the path of its Markdown file, relative to this file'
      : 'a link to a file is its path, relative to this file; a link to an address starts with `/`';
  const similar = what === 'page' ? ({ among: 'pages', in: '', name: slot.target } as const) : missingName(slot.target);
  return error('link/broken', `there is no ${what} \`${slot.target}\``, slot.at, { hint, similar });
}

/** Asks for a file of a similar name in the same folder. */
export function missingName(path: string): NameQuery {
  return { among: 'files', in: folderOf(path) || 'content', name: path };
}

function missingAddress({ target, at }: AddressSlot): Diagnostic {
  const hint = 'link to the Markdown file of the page instead';
  const similar = { among: 'addresses', in: '', name: target } as const;
  return error('link/broken', `the site has no address \`${target}\``, at, { hint, similar });
}

function resolved(value: LinkTarget): Built<LinkTarget> {
  return { value, diagnostics: [] };
}

function unresolved(diagnostic: Diagnostic): Built<null> {
  return { value: null, diagnostics: [diagnostic] };
}
