// What a post's page shows around its text, cut out of the catalog: its own entry and, of others, no more than links to them show. So
// an edit makes anew the pages that show what it changed, and no other article.

import type { Catalog, Entry, Relations, Series } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';
import { seriesOf, tagNamesOf } from './by-slug.ts';
import { entriesOf, entryOf, type TeaserOf } from './entries.ts';
import { digestOfEntry } from './entry-digest.ts';

/** A post as far as links to it show it. */
export type LinkedEntry = Pick<Entry, 'path' | 'url' | 'title' | 'description' | 'date' | 'minutes' | 'unpublished'>;

/** Posts by path. */
export interface Linked {
  readonly entries: { readonly [path: string]: LinkedEntry };
}

export interface PostContext extends Linked {
  readonly entry: Entry;
  /** In the order of the entry's tags. */
  readonly tagNames: readonly string[];
  readonly series: Series | null;
  readonly relations: Relations;
}

const alone: Relations = { newer: null, older: null, related: [], backlinks: [] };

/** Null where no page of that path is in the catalog. */
export function postContextOf(catalog: Catalog, path: string, faceOf: TeaserOf): PostContext | null {
  const entry = entryOf(catalog, path, faceOf);
  if (entry === null) return null;
  const series = entry.series === null ? null : seriesOf(catalog, entry.series);
  const relations = catalog.relations[path] ?? alone;
  const { newer, older, related, backlinks } = relations;
  const paths = [newer, older, ...related, ...backlinks, ...(series?.parts ?? [])].filter((one) => one !== null);
  const linked = entriesOf(catalog, paths, faceOf).map(linkedEntry);
  const entries = Object.fromEntries(linked.map((other) => [other.path, other]));
  return { entry, tagNames: tagNamesOf(catalog, entry), series, relations, entries };
}

/** The digest of all of it. */
export function postContextDigest(surroundings: PostContext | null): string {
  if (surroundings === null) return digestOf('');
  const { entry, entries, ...rest } = surroundings;
  return digestOf(JSON.stringify([rest, ...[entry, ...Object.values(entries)].map(digestOfEntry)]));
}

const linkedEntries = new WeakMap<Entry, LinkedEntry>();

function linkedEntry(entry: Entry): LinkedEntry {
  const { path, url, title, description, date, minutes, unpublished } = entry;
  const linked = linkedEntries.get(entry) ?? { path, url, title, description, date, minutes, unpublished };
  linkedEntries.set(entry, linked);
  return linked;
}
