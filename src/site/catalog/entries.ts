// Entries: places of the catalog with the faces of their pages. A face is asked for where it is shown, one by one, so that whoever
// asks depends on no other.

import type { PageTeaser } from '../../model/parts.ts';
import type { Catalog, CatalogEntry, Entry } from '../../model/site.ts';

/** The face of a page of the catalog, by its path. */
export type TeaserOf = (path: string) => PageTeaser;

/** Null where no page of that path is in the catalog. */
export function entryOf(catalog: Catalog, path: string, faceOf: TeaserOf): Entry | null {
  const place = catalog.entries[path];
  return place === undefined ? null : joined(place, faceOf(path));
}

/** In the order of the paths; those that are not in the catalog are left out. */
export function entriesOf(catalog: Catalog, paths: readonly string[], faceOf: TeaserOf): readonly Entry[] {
  return paths.flatMap((path) => entryOf(catalog, path, faceOf) ?? []);
}

/** One entry for each face, so that what is known of an entry (its digest) need not be found again. */
const known = new WeakMap<PageTeaser, { readonly place: CatalogEntry; readonly entry: Entry }>();

function joined(place: CatalogEntry, face: PageTeaser): Entry {
  const before = known.get(face);
  if (before?.place === place) return before.entry;
  const entry = { ...place, ...face };
  known.set(face, { place, entry });
  return entry;
}
