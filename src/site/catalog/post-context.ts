// What a post's page shows around its text, taken from the catalog: the post's own entry and, of other posts, only what
// links to them show. It must never hold more: an edit rebuilds every article whose context it changes.

import type { Catalog, Entry, Relations, Series } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';
import { seriesOf, tagNamesOf } from './by-slug.ts';
import { entriesOf, entryOf, type TeaserOf } from './entries.ts';
import { digestOfEntry } from './entry-digest.ts';

/** The fields of a post that links to it show. */
export type LinkedEntry = Pick<Entry, 'path' | 'url' | 'title' | 'description' | 'date' | 'minutes' | 'unpublished'>;

/** Linked posts by path. */
export interface LinkedEntries {
  readonly entries: { readonly [path: string]: LinkedEntry };
}

export interface PostContext extends LinkedEntries {
  readonly entry: Entry;
  /** In the order of the entry's tags. */
  readonly tagNames: readonly string[];
  readonly series: Series | null;
  readonly relations: Relations;
  /** Languages of the post's translations that are not in the site's language, by path. */
  readonly languages: { readonly [path: string]: string };
}

const noRelations: Relations = { newer: null, older: null, related: [], backlinks: [] };

/** Null if the catalog has no page with that path. */
export function postContextOf(catalog: Catalog, path: string, teaserOf: TeaserOf): PostContext | null {
  const entry = entryOf(catalog, path, teaserOf);
  if (entry === null) return null;
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  const relations = catalog.relations[path] ?? noRelations;
  const { newer, older, related, backlinks } = relations;
  const paths = [newer, older, ...related, ...backlinks, ...entry.translations, ...(series?.parts ?? [])].filter(
    (linkedPath) => linkedPath !== null,
  );
  const linked = entriesOf(catalog, paths, teaserOf).map(linkedEntry);
  const entries = Object.fromEntries(linked.map((other) => [other.path, other]));
  const languages = Object.fromEntries(
    entry.translations.flatMap((other) => {
      const lang = catalog.entries[other]?.lang ?? null;
      return lang === null ? [] : [[other, lang] as const];
    }),
  );
  return { entry, tagNames: tagNamesOf(catalog, entry), series, relations, languages, entries };
}

/** The digest of everything in `context`. */
export function postContextDigest(context: PostContext | null): string {
  if (context === null) return digestOf('');
  const { entry, entries, ...rest } = context;
  return digestOf(JSON.stringify([rest, ...[entry, ...Object.values(entries)].map(digestOfEntry)]));
}

const linkedEntries = new WeakMap<Entry, LinkedEntry>();

function linkedEntry(entry: Entry): LinkedEntry {
  const { path, url, title, description, date, minutes, unpublished } = entry;
  const linked = linkedEntries.get(entry) ?? { path, url, title, description, date, minutes, unpublished };
  linkedEntries.set(entry, linked);
  return linked;
}
