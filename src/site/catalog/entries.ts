// Entries: catalog entries joined with the teasers of their pages. Teasers are read one by one, where they are shown: the
// caller must never depend on a teaser it doesn't show.

import type { PageTeaser } from '../../model/page-parts.ts';
import type { Catalog, CatalogEntry, Entry } from '../../model/site.ts';

/** Reads the teaser of a page in the catalog, by the path of its file. */
export type TeaserOf = (path: string) => PageTeaser;

/** Null if the catalog has no page with that path. */
export function entryOf(catalog: Catalog, path: string, teaserOf: TeaserOf): Entry | null {
  const catalogEntry = catalog.entries[path];
  return catalogEntry === undefined ? null : entryFrom(catalogEntry, teaserOf(path));
}

/** In the order of `paths`, without those that are not in the catalog. */
export function entriesOf(catalog: Catalog, paths: readonly string[], teaserOf: TeaserOf): readonly Entry[] {
  return paths.flatMap((path) => entryOf(catalog, path, teaserOf) ?? []);
}

/** Entries by teaser: equal parts give the same object, so that its digest is computed only once. */
const cache = new WeakMap<PageTeaser, { readonly catalogEntry: CatalogEntry; readonly entry: Entry }>();

function entryFrom(catalogEntry: CatalogEntry, teaser: PageTeaser): Entry {
  const cached = cache.get(teaser);
  if (cached?.catalogEntry === catalogEntry) return cached.entry;
  const entry = { ...catalogEntry, ...teaser };
  cache.set(teaser, { catalogEntry, entry });
  return entry;
}
