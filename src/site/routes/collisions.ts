// Assigns addresses to routes: the first request for an address gets it, each later one is an error that names both. Two
// addresses must never end up as the same file on any file system or host, so those that differ only in case or Unicode
// form collide, and so do a file and a folder of the same name.

import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { outputPathOf } from '../addresses.ts';

/** A route that needs an address. */
export interface AddressRequest {
  readonly route: Route;
  /** Who needs it, as part of a sentence: a file in backticks, or "the list of tags". */
  readonly owner: string;
  /** Where the author asks for it; null for generated pages and files whose address is not the author's choice. Called only to report a problem. */
  readonly at: () => Span | null;
  /** What the author can do about a collision. */
  readonly hint: string | null;
}

export interface AssignedAddresses {
  readonly routes: readonly Route[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Grants requests in order. If one file declares the same alias twice, the second is ignored silently. */
export function assignAddresses(requests: readonly AddressRequest[]): AssignedAddresses {
  const files = new Map<string, AddressRequest>();
  const folders = new Map<string, AddressRequest>();
  const routes: Route[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const request of requests) {
    const key = collisionKey(outputPathOf(request.route.url));
    const parents = newParents(key, folders);
    const fileAbove = parents.map((parent) => files.get(parent)).find((file) => file !== undefined);
    const holder = files.get(key) ?? folders.get(key) ?? fileAbove;
    if (holder === undefined) {
      files.set(key, request);
      for (const parent of parents) folders.set(parent, request);
      routes.push(request.route);
    } else if (!isRepeat(holder, request)) {
      diagnostics.push(reportCollision(holder, request));
    }
  }
  return { routes, diagnostics };
}

/** Equal for paths that some file system takes for the same because it ignores case and Unicode form. */
export function collisionKey(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

/**
 * Folders above a path that no request has used yet, from the deepest up. The walk stops at a used folder: the folders above
 * it are used too, and none of them is a file.
 */
function newParents(path: string, folders: ReadonlyMap<string, AddressRequest>): readonly string[] {
  const parents: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const parent = path.slice(0, end);
    if (folders.has(parent)) break;
    parents.push(parent);
  }
  return parents;
}

function isRepeat({ route: a }: AddressRequest, { route: b }: AddressRequest): boolean {
  return a.kind === 'redirect' && b.kind === 'redirect' && a.path === b.path && a.url === b.url;
}

function reportCollision(holder: AddressRequest, request: AddressRequest): Diagnostic {
  // Report at the request that an author can change.
  const [reported, other] = request.at() === null ? [holder, request] : [request, holder];
  const otherAt = other.at();
  const related = otherAt === null ? [] : [{ message: `${other.owner} gets its address here`, at: otherAt }];
  const at = reported.at();
  const details = { hint: at === null ? null : reported.hint, related };
  const [url, otherUrl] = [reported.route.url, other.route.url];
  const both = url === otherUrl ? `\`${url}\`` : `\`${otherUrl}\` and \`${url}\``;
  // Names that look the same need an explanation.
  const form =
    other.owner.normalize('NFC') === reported.owner.normalize('NFC')
      ? ': their names differ only in Unicode normalization'
      : '';
  if (outputPathOf(url) === outputPathOf(otherUrl)) {
    return error(
      'address/taken',
      `${other.owner} and ${reported.owner} both have the address ${both}${form}`,
      at,
      details,
    );
  }
  const owners = `${other.owner} and ${reported.owner} have the addresses ${both}`;
  if (collisionKey(outputPathOf(url)) === collisionKey(outputPathOf(otherUrl))) {
    const how = url.normalize('NFC') === otherUrl.normalize('NFC') ? 'in Unicode normalization' : 'in case';
    return error('address/twin', `${owners}, which differ only ${how}`, at, details);
  }
  return error('address/file-and-folder', `${owners}: the same path can't be both a file and a folder`, at, details);
}
