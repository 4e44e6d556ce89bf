// Tags: one for each name, in whatever case it is written, with the posts that have it. Unlisted posts may have a tag but
// must never create one: a tag exists only if a listed post has it.

import type { TagDefinition } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/page-parts.ts';
import type { Tag } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { nameKey } from '../../text/slug.ts';
import { grouped } from './grouped.ts';
import type { NameUse } from './name-spelling.ts';
import { reportSharedSlugs, reportSpellings, slugsByUse, spellingsOf } from './name-spelling.ts';

export interface TagGroups {
  readonly tags: readonly Tag[];
  /** Slugs of each post's tags, in the order in which the author wrote them. */
  readonly slugsByPath: ReadonlyMap<string, readonly string[]>;
}

/** `posts` newest first. Reports tags that are not in `vocabulary` (null: any tag is allowed) and inconsistent spellings. */
export function groupTags(
  posts: readonly PageIndexData[],
  unlisted: readonly PageIndexData[],
  vocabulary: readonly TagDefinition[] | null,
  spanOf: SpanOf,
): Built<TagGroups> {
  const definitions = vocabulary ?? [];
  const listed = posts.map(usesIn);
  const others = unlisted.flatMap(usesIn);
  // The oldest use comes first; within a post the order is the author's.
  const oldestFirst = [...listed.toReversed().flat(), ...others];
  const spellings = spellingsOf(
    oldestFirst,
    definitions.map(({ name }) => name),
  );
  const slugByKey = slugsByUse(oldestFirst);
  const descriptions = new Map(definitions.map(({ name, description }) => [nameKey(name), description]));

  const groups = grouped(listed.flat(), ({ key }) => key);
  const tags = Array.from(
    groups,
    ([key, uses]): Tag => ({
      name: spellings.get(key)?.name ?? key,
      slug: slugByKey.get(key) ?? key,
      description: descriptions.get(key) ?? null,
      posts: [...new Set(uses.map(({ path }) => path))],
    }),
  );
  const tagged = grouped(
    oldestFirst.filter(({ key }) => groups.has(key)),
    ({ path }) => path,
  );
  const slugsByPath = Array.from(tagged, ([path, uses]): [string, string[]] => [
    path,
    [...new Set(uses.map(({ key }) => slugByKey.get(key) ?? key))],
  ]);
  return {
    value: {
      tags: tags.toSorted((a, b) => byCodeUnit(a.slug, b.slug)),
      slugsByPath: new Map(slugsByPath),
    },
    diagnostics: [
      ...(vocabulary === null ? [] : reportUnknownTags(oldestFirst, vocabulary, spanOf)),
      ...reportSpellings('tag', oldestFirst, spellings, spanOf),
      ...reportSharedSlugs('tag', oldestFirst, slugByKey, spanOf),
    ],
  };
}

function usesIn({ path, meta }: PageIndexData): NameUse[] {
  return meta.tags.map((name, index) => ({
    name,
    key: nameKey(name),
    path,
    fields: [`tags.${index}`, 'tags'],
  }));
}

function reportUnknownTags(
  uses: readonly NameUse[],
  vocabulary: readonly TagDefinition[],
  spanOf: SpanOf,
): Diagnostic[] {
  const known = new Set(vocabulary.map(({ name }) => nameKey(name)));
  return uses
    .filter(({ key }) => !known.has(key))
    .map(({ name, path, fields }) => {
      const hint = 'add it to `tags` in `content/site.yaml`, or use another tag';
      const similar = { among: 'tags', in: '', name } as const;
      return error('tag/unknown', `the site has no tag \`${name}\``, spanOf(path, fields), { hint, similar });
    });
}
