// Series: posts that are read one after the other. The order is the authors' (`part`), and by date where they gave
// none.

import type { SeriesDefinition } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/parts.ts';
import type { Series } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { nameKey, slugsFor } from '../../text/slug.ts';
import { grouped } from './grouped.ts';
import type { Mention } from './spelling.ts';
import { spellingsOf, warnOfSpellings } from './spelling.ts';

export interface SeriesGroups {
  readonly series: readonly Series[];
  readonly slugByPath: ReadonlyMap<string, string>;
}

interface Member {
  readonly path: string;
  readonly part: number | null;
  readonly mention: Mention;
}

/** `posts` newest first. Reports odd spellings and parts that are there twice. */
export function groupSeries(
  posts: readonly PageIndexData[],
  definitions: readonly SeriesDefinition[],
  spanOf: SpanOf,
): Built<SeriesGroups> {
  const members = posts.toReversed().flatMap(membershipOf);
  const mentions = members.map(({ mention }) => mention);
  const spellings = spellingsOf(
    mentions,
    definitions.map(({ name }) => name),
  );
  const slugs = slugsFor(Array.from(spellings.values(), ({ name }) => name));
  const descriptions = new Map(definitions.map(({ name, description }) => [nameKey(name), description]));

  const groups = grouped(members, ({ mention }) => mention.key);
  const built = Array.from(groups, ([key, group]) => {
    const name = spellings.get(key)?.name ?? key;
    const parts = group.toSorted(inReadingOrder).map(({ path }) => path);
    const series = { name, slug: slugs.get(name) ?? key, description: descriptions.get(key) ?? null, parts };
    return { series, repeats: repeatedParts(name, group, spanOf) };
  });
  const series = built.map((one) => one.series).toSorted((a, b) => byCodeUnit(a.slug, b.slug));
  return {
    value: { series, slugByPath: new Map(series.flatMap(({ slug, parts }) => parts.map((path) => [path, slug]))) },
    diagnostics: [
      ...warnOfSpellings('series', mentions, spellings, spanOf),
      ...built.flatMap(({ repeats }) => repeats),
    ],
  };
}

function membershipOf({ path, meta }: PageIndexData): Member[] {
  if (meta.series === null) return [];
  const { name, part } = meta.series;
  return [{ path, part, mention: { name, key: nameKey(name), path, fields: ['series'] } }];
}

/** Numbered parts first. Sorting is stable and members come oldest first, so dates decide between the others. */
function inReadingOrder(a: Member, b: Member): number {
  if (a.part !== null && b.part !== null) return a.part - b.part || byCodeUnit(a.path, b.path);
  return Number(a.part === null) - Number(b.part === null);
}

function repeatedParts(name: string, members: readonly Member[], spanOf: SpanOf): Diagnostic[] {
  const spanOfMember = ({ mention: { path, fields } }: Member) => spanOf(path, fields);
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
      const message = `\`${first.path}\` and \`${member.path}\` are both part ${member.part} of \`${name}\``;
      return [
        error('series/duplicate-part', message, spanOfMember(member), {
          hint: 'give each part its own number',
          related: [{ message: `part ${member.part} is here already`, at: spanOfMember(first) }],
        }),
      ];
    });
}
