// Pages in groups that are read at once: what needs something of every page asks a hundred shelves instead of ten thousand pages, and an
// edit fills one of them anew. A page's shelf must depend on its own path alone, so that a new page moves no other.

import type { Derived, Get } from '../../engine/graph/rule.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Face } from '../../model/parts.ts';
import type { FaceOf } from '../../site/catalog/entries.ts';

interface Faces {
  readonly faces: { readonly [path: string]: Face };
}

/** Enough that filling one is little work, few enough that reading all of them is, too. */
const shelfCount = 128;

const known = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

export function shelfOf(path: string): string {
  // FNV-1a, its high bits folded in: paths differ in few places.
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < path.length; index++) hash = Math.imul(hash ^ path.charCodeAt(index), 0x01_00_01_93);
  return String(((hash ^ (hash >>> 15)) >>> 0) % shelfCount);
}

/** The shelves that any of the pages stand on, in a fixed order. */
export function shelvesFor(pages: readonly string[]): readonly string[] {
  return [...groups(pages).keys()];
}

/** The pages of one shelf, in their order. */
export function pagesOn(shelf: string, pages: readonly string[]): readonly string[] {
  return groups(pages).get(shelf) ?? [];
}

/** Faces by the shelf, for those who show very many: whoever asks depends on all that stand beside the one asked for. */
export function facesOnShelves(get: Get, shelf: Derived<Faces, Diagnostic>): FaceOf {
  const asked = new Map<string, Faces['faces']>();
  return (path) => {
    const name = shelfOf(path);
    const faces = asked.get(name) ?? get.part(shelf, name, 'faces');
    asked.set(name, faces);
    const face = faces[path];
    if (face === undefined) throw new Error(`no page stands at ${path}`);
    return face;
  };
}

function groups(pages: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const before = known.get(pages);
  if (before !== undefined) return before;
  const shelves = Array.from({ length: shelfCount }, (): string[] => []);
  for (const path of pages) shelves[Number(shelfOf(path))]?.push(path);
  const groups = new Map(
    [...shelves.entries()].flatMap(([shelf, paths]) => (paths.length > 0 ? [[String(shelf), paths]] : [])),
  );
  known.set(pages, groups);
  return groups;
}
