// Finds tags and series by slug: entries hold slugs, readers see names. The maps are built once for each catalog, so a
// catalog must never change.

import type { Catalog, Entry, Series, Tag } from '../../model/site.ts';

interface Names {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly series: ReadonlyMap<string, Series>;
}

const namesByCatalog = new WeakMap<Catalog, Names>();

/** Null where no listed post has the tag. */
export function tagOf(catalog: Catalog, slug: string): Tag | null {
  return namesOf(catalog).tags.get(slug) ?? null;
}

/** Null where no listed post is part of the series. */
export function seriesOf(catalog: Catalog, slug: string): Series | null {
  return namesOf(catalog).series.get(slug) ?? null;
}

/** Names of an entry's tags, in the order in which the author wrote them. */
export function tagNamesOf(catalog: Catalog, entry: Entry): readonly string[] {
  return entry.tags.map((slug) => tagOf(catalog, slug)?.name ?? slug);
}

function namesOf(catalog: Catalog): Names {
  const names = namesByCatalog.get(catalog) ?? {
    tags: new Map(catalog.tags.map((tag) => [tag.slug, tag])),
    series: new Map(catalog.series.map((series) => [series.slug, series])),
  };
  namesByCatalog.set(catalog, names);
  return names;
}
