// What a link in a page leads to, once the whole site is known, and what to say where it leads nowhere.
// All that it knows of other pages it asks through `Look`, so that who links depends on exactly what was asked.

import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { AddressSlot } from '../../model/page.ts';
import type { Asset } from '../../model/site.ts';
import { decodeAddress, relativePath, resolveAddress } from '../../text/href.ts';
import { nearest } from '../../text/nearest.ts';
import { spellingsOf } from '../routes/route-index.ts';
import { nearestPath } from '../suggestions.ts';

/** Questions about the finished site. Each answer is something that the asker from then on depends on. */
export interface SiteQueries {
  /**
   * A Markdown file's page; `broken`: its front matter is; `withheld`: a draft or in the future; null: there is no such
   * file.
   */
  addressOfPage(path: string): { readonly url: string } | 'broken' | 'withheld' | null;
  /** The ids in a page's body. */
  anchorsOf(path: string): readonly string[];
  /** A file of the site (`content/posts/a/b.png`, `public/c.png`), or null. */
  assetOf(path: string): Asset | null;
  /** What stands at exactly this address; `path` is the Markdown file of an article or page, null for anything else. */
  routeAt(url: string): { readonly path: string | null } | null;
  /**
   * Names to suggest in place of `missing`, such as all pages, all addresses, the files of its folder; asked for only
   * where something is missing.
   */
  candidates(of: 'pages' | 'urls' | 'files', missing: string): readonly string[];
}

/** The page that a link stands in. */
export interface LinkSource {
  readonly path: string;
  readonly url: string;
}

/** Where a link leads: an address of the site (decoded), query as written, fragment decoded. */
export interface LinkTarget {
  readonly url: string;
  readonly query: string;
  readonly fragment: string | null;
}

/** Null where it leads nowhere or nobody knows where to. Reports links that lead nowhere. */
export function resolveLink(slot: AddressSlot, from: LinkSource, look: SiteQueries): Built<LinkTarget | null> {
  if (slot.to === 'self') return leadingTo(from.url, from.path, slot, look);
  if (slot.to === 'page') return linkToPage(slot, from, look);
  if (slot.to === 'path') return linkToFile(slot, from, look);
  return linkToAddress(slot, slot.target, look) ?? nowhere(missingAddress(slot, slot.target, look));
}

function linkToPage(slot: AddressSlot, from: LinkSource, look: SiteQueries): Built<LinkTarget | null> {
  const page = look.addressOfPage(slot.target);
  if (page === 'broken') return { value: null, diagnostics: [] };
  if (page === 'withheld') {
    const message = `\`${slot.target}\` is a draft or in the future, so this link would lead nowhere`;
    const hint = 'publish it first, or take the link out (`--drafts` and `--future` show such posts)';
    const related = [{ message: 'this is not published', at: { path: slot.target, start: 0, end: 0 } }];
    return nowhere(error('link/unpublished', message, slot.at, { hint, related }));
  }
  if (page === null) return nowhere(missingFile('page', slot, from, look));
  return leadingTo(page.url, slot.target, slot, look);
}

function linkToFile(slot: AddressSlot, from: LinkSource, look: SiteQueries): Built<LinkTarget | null> {
  const asset = look.assetOf(slot.target);
  if (asset !== null) return found({ url: asset.url, query: slot.query, fragment: slot.fragment });
  const written = slot.href.replace(/[?#].*$/s, '');
  const url = resolveAddress(from.url, decodeAddress(written));
  return linkToAddress(slot, url, look) ?? nowhere(missingFile('file', slot, from, look));
}

/** Null where there is no such address. */
function linkToAddress(slot: AddressSlot, written: string, look: SiteQueries): Built<LinkTarget | null> | null {
  for (const url of spellingsOf(written)) {
    const route = look.routeAt(url);
    if (route === null) continue;
    if (route.path !== null) return leadingTo(url, route.path, slot, look);
    return found({ url, query: slot.query, fragment: slot.fragment });
  }
  return null;
}

/**
 * A link to a page of ours: its anchor must exist. What follows `:~:` is for browsers, and `#` and `#top` always exist.
 */
function leadingTo(url: string, path: string, slot: AddressSlot, look: SiteQueries): Built<LinkTarget> {
  const target = { url, query: slot.query, fragment: slot.fragment };
  const anchor = (slot.fragment ?? '').replace(/:~:.*$/s, '');
  if (anchor === '' || anchor === 'top') return found(target);
  const anchors = look.anchorsOf(path);
  if (anchors.includes(anchor)) return found(target);
  const isSelf = slot.to === 'self';
  const message = `${isSelf ? 'this page' : `\`${path}\``} has no anchor \`#${anchor}\``;
  const related = isSelf ? [] : [{ message: 'this is the page', at: { path, start: 0, end: 0 } }];
  const diagnostic = error('link/broken-anchor', message, slot.at, { hint: anchorHint(anchor, anchors), related });
  return { value: target, diagnostics: [diagnostic] };
}

function anchorHint(anchor: string, anchors: readonly string[]): string {
  const near = nearest(anchor, anchors);
  if (near !== null) return `did you mean \`#${near}\`?`;
  if (anchors.length === 0) return 'it has no headings to link to';
  const first = anchors.slice(0, 6).map((name) => `\`#${name}\``);
  return `it has ${first.join(', ')}${anchors.length > first.length ? ' and more' : ''}`;
}

function missingFile(what: 'page' | 'file', slot: AddressSlot, from: LinkSource, look: SiteQueries): Diagnostic {
  const near = nearestPath(slot.target, look.candidates(what === 'page' ? 'pages' : 'files', slot.target));
  const otherwise =
    what === 'page'
      ? 'a link to another page names its Markdown file, as seen from this one'
      : 'a link to a file names it as seen from this page; one to an address starts with `/`';
  const hint = near === null ? otherwise : `did you mean \`${relativePath(`/${from.path}`, `/${near}`)}\`?`;
  return error('link/broken', `there is no ${what} \`${slot.target}\``, slot.at, { hint });
}

function missingAddress(slot: AddressSlot, url: string, look: SiteQueries): Diagnostic {
  const near = nearestPath(url, look.candidates('urls', url));
  const hint = near === null ? 'name the Markdown file or the file meant' : `did you mean \`${near}\`?`;
  return error('link/broken', `the site has no address \`${url}\``, slot.at, { hint });
}

function found(value: LinkTarget): Built<LinkTarget> {
  return { value, diagnostics: [] };
}

function nowhere(diagnostic: Diagnostic): Built<null> {
  return { value: null, diagnostics: [diagnostic] };
}
