// Spellings of a name (`Go`, `go`): chooses one and warns about the others. Authors write the names of tags and series by
// hand in many files, and a capital letter must never split a tag or series in two.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { warning } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/page-parts.ts';
import { nameKey, slugOf, slugsFor } from '../../text/slug.ts';

/** A place where an author writes a name. */
export interface NameUse {
  readonly name: string;
  /** `nameKey` of the name. */
  readonly key: string;
  readonly path: string;
  /** Front matter fields that contain it, the most exact first. */
  readonly fields: readonly string[];
}

export interface Spelling {
  readonly name: string;
  /** The first place with this spelling, or null if `site.yaml` defines it. */
  readonly first: NameUse | null;
}

/** The spelling to use for each key: the one in `defined` (from `site.yaml`) if there is one, else that of the first use. */
export function spellingsOf(uses: readonly NameUse[], defined: readonly string[]): ReadonlyMap<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const name of defined) {
    if (!spellings.has(nameKey(name))) spellings.set(nameKey(name), { name, first: null });
  }
  for (const use of uses) {
    if (!spellings.has(use.key)) spellings.set(use.key, { name: use.name, first: use });
  }
  return spellings;
}

/** The slug of each key. Names that were used first get theirs first, so that no later one takes an address away. */
export function slugsByUse(uses: readonly NameUse[]): ReadonlyMap<string, string> {
  return slugsFor([...new Set(uses.map(({ key }) => key))]);
}

/** Warns about each name whose address another name already has. */
export function reportSharedSlugs(
  area: 'tag' | 'series',
  uses: readonly NameUse[],
  slugs: ReadonlyMap<string, string>,
  spanOf: SpanOf,
): Diagnostic[] {
  const firsts = new Map<string, NameUse>();
  for (const use of uses) if (!firsts.has(use.key)) firsts.set(use.key, use);
  return Array.from(firsts.values()).flatMap((use) => {
    const wanted = slugOf(use.key);
    const slug = slugs.get(use.key) ?? wanted;
    if (slug === wanted) return [];
    const other = Array.from(firsts.values()).find(({ key }) => slugs.get(key) === wanted);
    if (!other) return [];
    const message = `the ${area} \`${other.name}\` has the address that \`${use.name}\` would have, so this one is at \`${slug}\``;
    const related = [{ message: 'first used here', at: spanOf(other.path, other.fields) }];
    const hint = `write \`${other.name}\` if both are the same ${area}, or another name`;
    return [warning(`${area}/shared-address`, message, spanOf(use.path, use.fields), { hint, related })];
  });
}

/** Warns about each use with another spelling. */
export function reportSpellings(
  area: 'tag' | 'series',
  uses: readonly NameUse[],
  spellings: ReadonlyMap<string, Spelling>,
  spanOf: SpanOf,
): Diagnostic[] {
  return uses.flatMap(({ name, key, path, fields }) => {
    const spelling = spellings.get(key);
    if (spelling === undefined || spelling.name === name) return [];
    const where = spelling.first === null ? 'in `content/site.yaml`' : `in \`${spelling.first.path}\``;
    const message = `the ${area} \`${name}\` is spelled \`${spelling.name}\` ${where}; both are treated as the same ${area}`;
    const { first } = spelling;
    const related = first === null ? [] : [{ message: 'first used here', at: spanOf(first.path, first.fields) }];
    return [
      warning(`${area}/spelling`, message, spanOf(path, fields), { hint: `write \`${spelling.name}\``, related }),
    ];
  });
}
