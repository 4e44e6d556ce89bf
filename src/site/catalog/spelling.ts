// Spellings of a name (`Go`, `go`): chooses one and warns about the others. Authors write the names of tags and series by
// hand in many files, and a capital letter must never split a tag or series in two.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { warning } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import { nameKey } from '../../text/slug.ts';

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
