// Tags: one for each name, however it is spelt, with the posts that have it.
// A tag exists only through listed posts; unlisted ones may carry it but never bring it about.

import type { TagDefinition } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/parts.ts';
import type { Tag } from '../../model/site.ts';
import { nearest } from '../../text/nearest.ts';
import { byCodeUnit } from '../../text/order.ts';
import { nameKey, slugsFor } from '../../text/slug.ts';
import { grouped } from './grouped.ts';
import type { Mention, Spelling } from './spelling.ts';
import { spellingsOf, warnOfSpellings } from './spelling.ts';

export interface TagGroups {
  readonly tags: readonly Tag[];
  /** Slugs of each post's tags, in the order written. */
  readonly slugsByPath: ReadonlyMap<string, readonly string[]>;
}

/**
 * `posts` newest first. Reports tags that the vocabulary lacks (it is null where any tag is allowed) and odd spellings.
 */
export function groupTags(
  posts: readonly PageIndexData[],
  unlisted: readonly PageIndexData[],
  vocabulary: readonly TagDefinition[] | null,
  spanOf: SpanOf,
): Built<TagGroups> {
  const words = vocabulary ?? [];
  const listed = posts.map(mentionsIn);
  const others = unlisted.flatMap(mentionsIn);
  // The oldest post wrote a name first; within a post the order stays.
  const oldestFirst = [...listed.toReversed().flat(), ...others];
  const spellings = spellingsOf(
    oldestFirst,
    words.map(({ name }) => name),
  );
  const slugByKey = slugsOf(spellings);
  const descriptions = new Map(words.map(({ name, description }) => [nameKey(name), description]));

  const groups = grouped(listed.flat(), ({ key }) => key);
  const tags = Array.from(
    groups,
    ([key, mentions]): Tag => ({
      name: spellings.get(key)?.name ?? key,
      slug: slugByKey.get(key) ?? key,
      description: descriptions.get(key) ?? null,
      posts: [...new Set(mentions.map(({ path }) => path))],
    }),
  );
  const tagged = grouped(
    oldestFirst.filter(({ key }) => groups.has(key)),
    ({ path }) => path,
  );
  const slugsByPath = Array.from(tagged, ([path, mentions]): [string, string[]] => [
    path,
    [...new Set(mentions.map(({ key }) => slugByKey.get(key) ?? key))],
  ]);
  return {
    value: {
      tags: tags.toSorted((a, b) => byCodeUnit(a.slug, b.slug)),
      slugsByPath: new Map(slugsByPath),
    },
    diagnostics: [
      ...(vocabulary === null ? [] : unknownTags(oldestFirst, vocabulary, spanOf)),
      ...warnOfSpellings('tag', oldestFirst, spellings, spanOf),
    ],
  };
}

function mentionsIn({ path, meta }: PageIndexData): Mention[] {
  return meta.tags.map((name, index) => ({
    name,
    key: nameKey(name),
    path,
    fields: [`tags.${index}`, 'tags'],
  }));
}

function slugsOf(spellings: ReadonlyMap<string, Spelling>): ReadonlyMap<string, string> {
  const slugs = slugsFor(Array.from(spellings.values(), ({ name }) => name));
  return new Map(Array.from(spellings, ([key, { name }]) => [key, slugs.get(name) ?? key]));
}

function unknownTags(mentions: readonly Mention[], vocabulary: readonly TagDefinition[], spanOf: SpanOf): Diagnostic[] {
  const names = vocabulary.map(({ name }) => name);
  const known = new Set(names.map(nameKey));
  return mentions
    .filter(({ key }) => !known.has(key))
    .map(({ name, path, fields }) => {
      const near = nearest(name, names);
      const hint =
        near === null ? 'add it to `tags` in `content/site.yaml`, or use another' : `did you mean \`${near}\`?`;
      return error('tag/unknown', `the site has no tag \`${name}\``, spanOf(path, fields), { hint });
    });
}
