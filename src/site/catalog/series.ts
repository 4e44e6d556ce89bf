// Series: posts to be read in order. Posts with a `part` come in that order, the others follow by date. Unlisted posts must
// never become part of a series.

import type { SeriesDefinition } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/page-parts.ts';
import type { Series } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { nameKey } from '../../text/slug.ts';
import { grouped } from './grouped.ts';
import type { NameUse } from './name-spelling.ts';
import { reportSharedSlugs, reportSpellings, slugsByUse, spellingsOf } from './name-spelling.ts';

export interface SeriesGroups {
  readonly series: readonly Series[];
  readonly slugByPath: ReadonlyMap<string, string>;
}

interface Member {
  readonly path: string;
  readonly part: number | null;
  readonly use: NameUse;
}

/** `posts` newest first. Reports inconsistent spellings and duplicate part numbers. */
export function groupSeries(
  posts: readonly PageIndexData[],
  definitions: readonly SeriesDefinition[],
  spanOf: SpanOf,
): Built<SeriesGroups> {
  const members = posts.toReversed().flatMap(membershipOf);
  const uses = members.map(({ use }) => use);
  const spellings = spellingsOf(
    uses,
    definitions.map(({ name }) => name),
  );
  const slugs = slugsByUse(uses);
  const descriptions = new Map(definitions.map(({ name, description }) => [nameKey(name), description]));

  const groups = grouped(members, ({ use }) => use.key);
  const built = Array.from(groups, ([key, group]) => {
    const name = spellings.get(key)?.name ?? key;
    const parts = group.toSorted(inReadingOrder).map(({ path }) => path);
    const series = { name, slug: slugs.get(key) ?? key, description: descriptions.get(key) ?? null, parts };
    return { series, duplicates: reportDuplicateParts(name, group, spanOf) };
  });
  const series = built.map((group) => group.series).toSorted((a, b) => byCodeUnit(a.slug, b.slug));
  return {
    value: { series, slugByPath: new Map(series.flatMap(({ slug, parts }) => parts.map((path) => [path, slug]))) },
    diagnostics: [
      ...reportSpellings('series', uses, spellings, spanOf),
      ...reportSharedSlugs('series', uses, slugs, spanOf),
      ...built.flatMap(({ duplicates }) => duplicates),
    ],
  };
}

function membershipOf({ path, meta }: PageIndexData): Member[] {
  if (meta.series === null) return [];
  const { name, part } = meta.series;
  return [{ path, part, use: { name, key: nameKey(name), path, fields: ['series'] } }];
}

/** Numbered parts first. Members come oldest first and sorting is stable, so the others stay in order of date. */
function inReadingOrder(a: Member, b: Member): number {
  if (a.part !== null && b.part !== null) return a.part - b.part || byCodeUnit(a.path, b.path);
  return Number(a.part === null) - Number(b.part === null);
}

function reportDuplicateParts(name: string, members: readonly Member[], spanOf: SpanOf): Diagnostic[] {
  const spanOfMember = ({ use: { path, fields } }: Member) => spanOf(path, fields);
  const firsts = new Map<number, Member>();
  return members
    .toSorted((a, b) => byCodeUnit(a.path, b.path))
    .flatMap((member) => {
      if (member.part === null) return [];
      const first = firsts.get(member.part);
      if (first === undefined) {
        firsts.set(member.part, member);
        return [];
      }
      const message = `\`${first.path}\` and \`${member.path}\` are both part ${member.part} of the series \`${name}\``;
      return [
        error('series/duplicate-part', message, spanOfMember(member), {
          hint: 'give each post its own `part`',
          related: [{ message: `part ${member.part} is already here`, at: spanOfMember(first) }],
        }),
      ];
    });
}
