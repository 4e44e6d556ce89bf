// Several spellings of one name (`Go`, `go`): which one counts, and what is said of the others.
// Both tags and series are named by hand in many files; neither may fall apart into two for a capital letter.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { warning } from '../../model/diagnostic.ts';
import type { SpanOf } from '../../model/parts.ts';
import { nameKey } from '../../text/slug.ts';

/** One place where a name is written. */
export interface Mention {
  readonly name: string;
  /** `nameKey` of the name. */
  readonly key: string;
  readonly path: string;
  /** Fields of the front matter that it stands in, the most exact first. */
  readonly fields: readonly string[];
}

export interface Spelling {
  readonly name: string;
  /** Where it is written that way first, or null: in `site.yaml`. */
  readonly first: Mention | null;
}

/** By key, the spelling that counts: the site's own where it has one, else that of the first mention. */
export function spellingsOf(mentions: readonly Mention[], defined: readonly string[]): ReadonlyMap<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const name of defined) {
    if (!spellings.has(nameKey(name))) spellings.set(nameKey(name), { name, first: null });
  }
  for (const mention of mentions) {
    if (!spellings.has(mention.key)) spellings.set(mention.key, { name: mention.name, first: mention });
  }
  return spellings;
}

/** Warns of each mention that is spelt in another way than the one that counts. */
export function warnOfSpellings(
  area: 'tag' | 'series',
  mentions: readonly Mention[],
  spellings: ReadonlyMap<string, Spelling>,
  spanOf: SpanOf,
): Diagnostic[] {
  return mentions.flatMap(({ name, key, path, fields }) => {
    const spelling = spellings.get(key);
    if (spelling === undefined || spelling.name === name) return [];
    const where = spelling.first === null ? 'in `content/site.yaml`' : `in \`${spelling.first.path}\``;
    const message = `the ${area} \`${name}\` is spelt \`${spelling.name}\` ${where}: they count as one`;
    const { first } = spelling;
    const related = first === null ? [] : [{ message: 'first written here', at: spanOf(first.path, first.fields) }];
    return [
      warning(`${area}/spelling`, message, spanOf(path, fields), { hint: `write \`${spelling.name}\``, related }),
    ];
  });
}
