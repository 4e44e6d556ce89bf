// Who gets an address that two want. First come, first served; everybody after that is an error that names both.
// Addresses count as the same where one file system or host would take them for the same: case, Unicode form, file and
// folder.

import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { outputPathOf } from '../addresses.ts';

/** A route that somebody asks for. */
export interface AddressRequest {
  readonly route: Route;
  /** In words, to go into a sentence: a file in backticks, or "the list of tags". */
  readonly owner: string;
  /** Where its author asks for it, or null for what the site makes of itself; asked only where there is something to say. */
  readonly at: (() => Span) | null;
  /** What its author can do. */
  readonly hint: string | null;
}

export interface AssignedAddresses {
  readonly routes: readonly Route[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Grants wishes in order; a file's second wish for one and the same address is dropped in silence. */
export function assignAddresses(wishes: readonly AddressRequest[]): AssignedAddresses {
  const files = new Map<string, AddressRequest>();
  const folders = new Map<string, AddressRequest>();
  const routes: Route[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const wish of wishes) {
    const key = folded(outputPathOf(wish.route.url));
    const parents = newParents(key, folders);
    const above = parents.map((parent) => files.get(parent)).find((file) => file !== undefined);
    const holder = files.get(key) ?? folders.get(key) ?? above;
    if (holder === undefined) {
      files.set(key, wish);
      for (const parent of parents) folders.set(parent, wish);
      routes.push(wish.route);
    } else if (!isRepeat(holder, wish)) {
      diagnostics.push(collision(holder, wish));
    }
  }
  return { routes, diagnostics };
}

/** A path as file systems that ignore case and Unicode form see it. */
export function folded(path: string): string {
  return path.toLowerCase().normalize('NFC');
}

/**
 * Folders above a path that nobody has used yet, from the deepest up. Those above a folder in use are in use, and no
 * files, too.
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

function collision(holder: AddressRequest, wish: AddressRequest): Diagnostic {
  const [said, other] = wish.at === null ? [holder, wish] : [wish, holder];
  const related = other.at === null ? [] : [{ message: `${other.owner} asks for it here`, at: other.at() }];
  const at = said.at?.() ?? null;
  const details = { hint: said.hint, related };
  const [one, two] = [other.route.url, said.route.url];
  const both = one === two ? `\`${one}\`` : `\`${one}\` and \`${two}\``;
  // What looks the same must be told apart in words.
  const form =
    other.owner.normalize('NFC') === said.owner.normalize('NFC')
      ? ': their names differ only in the Unicode form of the letters'
      : '';
  if (outputPathOf(one) === outputPathOf(two)) {
    return error('address/taken', `${other.owner} and ${said.owner} both have the address ${both}${form}`, at, details);
  }
  const owners = `${other.owner} and ${said.owner} have the addresses ${both}`;
  if (folded(outputPathOf(one)) === folded(outputPathOf(two))) {
    const how = one.normalize('NFC') === two.normalize('NFC') ? 'in the Unicode form of their letters' : 'in case';
    return error('address/twin', `${owners}, which differ only ${how}`, at, details);
  }
  return error('address/file-and-folder', `${owners}: one would be a file and a folder`, at, details);
}
