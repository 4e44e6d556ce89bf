// Tags and series by slug, made once for each catalog: entries hold slugs, people read names.

import type { Catalog, Entry, Series, Tag } from '../../model/site.ts';

interface Names {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly series: ReadonlyMap<string, Series>;
}

const known = new WeakMap<Catalog, Names>();

export function tagOf(catalog: Catalog, slug: string): Tag | null {
  return namesOf(catalog).tags.get(slug) ?? null;
}

export function seriesOf(catalog: Catalog, slug: string): Series | null {
  return namesOf(catalog).series.get(slug) ?? null;
}

/** Names of an entry's tags, in the order written. */
export function tagNamesOf(catalog: Catalog, entry: Entry): readonly string[] {
  return entry.tags.map((slug) => tagOf(catalog, slug)?.name ?? slug);
}

function namesOf(catalog: Catalog): Names {
  const names = known.get(catalog) ?? {
    tags: new Map(catalog.tags.map((tag) => [tag.slug, tag])),
    series: new Map(catalog.series.map((series) => [series.slug, series])),
  };
  known.set(catalog, names);
  return names;
}
