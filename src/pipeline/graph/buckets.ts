// Pages in groups that are read at once: what needs something of every page asks a hundred shelves instead of ten thousand pages, and an
// edit fills one of them anew. A page's shelf must depend on its own path alone, so that a new page moves no other.

import type { Derived, Get } from '../../engine/graph/rule.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PageTeaser } from '../../model/parts.ts';
import type { TeaserOf } from '../../site/catalog/entries.ts';

interface Teasers {
  readonly teasers: { readonly [path: string]: PageTeaser };
}

/** Enough that filling one is little work, few enough that reading all of them is, too. */
const bucketCount = 128;

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

export function bucketOf(path: string): string {
  // FNV-1a, its high bits folded in: paths differ in few places.
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < path.length; index++) hash = Math.imul(hash ^ path.charCodeAt(index), 0x01_00_01_93);
  return String(((hash ^ (hash >>> 15)) >>> 0) % bucketCount);
}

/** The shelves that any of the pages stand on, in a fixed order. */
export function bucketsFor(pages: readonly string[]): readonly string[] {
  return [...groups(pages).keys()];
}

/** The pages of one shelf, in their order. */
export function pagesInBucket(shelf: string, pages: readonly string[]): readonly string[] {
  return groups(pages).get(shelf) ?? [];
}

/** Faces by the shelf, for those who show very many: whoever asks depends on all that stand beside the one asked for. */
export function bucketTeasers(get: Get, shelf: Derived<Teasers, Diagnostic>): TeaserOf {
  const asked = new Map<string, Teasers['teasers']>();
  return (path) => {
    const name = bucketOf(path);
    const faces = asked.get(name) ?? get.part(shelf, name, 'teasers');
    asked.set(name, faces);
    const face = faces[path];
    if (face === undefined) throw new Error(`no page stands at ${path}`);
    return face;
  };
}

function groups(pages: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const before = indexes.get(pages);
  if (before !== undefined) return before;
  const shelves = Array.from({ length: bucketCount }, (): string[] => []);
  for (const path of pages) shelves[Number(bucketOf(path))]?.push(path);
  const groups = new Map(
    [...shelves.entries()].flatMap(([shelf, paths]) => (paths.length > 0 ? [[String(shelf), paths]] : [])),
  );
  indexes.set(pages, groups);
  return groups;
}
