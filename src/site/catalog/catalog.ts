// Where all pages stand → the catalog: what is published, in which order, under which tags and series, and what leads to
// what. It must read nothing that a change of a title changes, and drafts and future posts must leave no trace in it.

import type { SiteConfig } from '../../model/config.ts';
import type { Built } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/parts.ts';
import type { Catalog, CatalogEntry, Relations, Unpublished } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { backlinksOf } from './backlinks.ts';
import { addressClaimsOf, urlOf } from './claims.ts';
import { relatedOf } from './related.ts';
import { groupSeries } from './series.ts';
import { groupTags } from './tags.ts';
import { groupYears } from './years.ts';

/** What is shown beside published pages, and what decides what "future" is. */
export interface CollectOptions {
  readonly drafts: boolean;
  readonly future: boolean;
  /**
   * Whether a moment is now or earlier: a question for each date, so that the passing of time changes a catalog only
   * when a post is due.
   */
  hasPassed(epochMs: number): boolean;
  /** Asked only where something is to be said. */
  readonly spanOf: SpanOf;
}

/**
 * Reports tags and series that are spelt in several ways, tags outside the vocabulary, and parts of series that are
 * there twice.
 */
export function collect(
  standings: readonly PageIndexData[],
  config: SiteConfig,
  options: CollectOptions,
): Built<Catalog> {
  const all = standings.toSorted((a, b) => byCodeUnit(a.path, b.path));
  const sound = all.filter(({ broken }) => !broken);
  const states = new Map(sound.map((page) => [page.path, unpublishedAs(page, options)]));
  const isPublished = ({ path }: PageIndexData) => isShown(states.get(path) ?? null, options);
  const published = sound.filter(isPublished);
  const posts = published.filter(({ kind, meta }) => kind === 'post' && !meta.unlisted).toSorted(newestFirst);
  const unlisted = published.filter(({ kind, meta }) => kind === 'post' && meta.unlisted);

  const tags = groupTags(posts, unlisted, config.tags, options.spanOf);
  const series = groupSeries(posts, config.series, options.spanOf);
  const entries = published.map((page) => {
    const tagsOfIt = tags.value.slugsByPath.get(page.path) ?? [];
    const seriesOfIt = series.value.slugByPath.get(page.path) ?? null;
    return placeOf(page, tagsOfIt, seriesOfIt, states.get(page.path) ?? null);
  });

  const paths = posts.map(({ path }) => path);
  const value: Catalog = {
    entries: Object.fromEntries(entries.map((entry) => [entry.path, entry])),
    posts: paths,
    pages: published.filter(({ kind }) => kind === 'page').map(({ path }) => path),
    tags: tags.value.tags,
    series: series.value.series,
    years: groupYears(posts),
    relations: relationsOf(posts, unlisted, [
      ...tags.value.tags.map((tag) => tag.posts),
      ...series.value.series.map(({ parts }) => parts),
    ]),
    withheld: sound.filter((page) => !isPublished(page)).map(({ path }) => path),
    broken: all.filter(({ broken }) => broken).map(({ path }) => path),
    claims: published.flatMap(addressClaimsOf),
  };
  return { value, diagnostics: [...tags.diagnostics, ...series.diagnostics] };
}

/** The one order of posts: date descending, then path. */
function newestFirst(a: PageIndexData, b: PageIndexData): number {
  return timeOf(b) - timeOf(a) || byCodeUnit(a.path, b.path);
}

function timeOf({ meta }: PageIndexData): number {
  return meta.date?.epochMs ?? Number.MIN_SAFE_INTEGER;
}

function unpublishedAs({ meta }: PageIndexData, options: CollectOptions): Unpublished | null {
  if (meta.draft) return 'draft';
  return meta.date === null || options.hasPassed(meta.date.epochMs) ? null : 'future';
}

function isShown(unpublished: Unpublished | null, options: CollectOptions): boolean {
  return unpublished === null || (unpublished === 'draft' ? options.drafts : options.future);
}

function placeOf(
  { path, kind, meta }: PageIndexData,
  tags: readonly string[],
  series: string | null,
  unpublished: Unpublished | null,
): CatalogEntry {
  return {
    path,
    kind,
    url: urlOf(kind, meta.slug),
    date: meta.date,
    updated: meta.updated,
    tags,
    series,
    unlisted: meta.unlisted,
    unpublished,
    canonical: meta.canonical,
  };
}

function relationsOf(
  posts: readonly PageIndexData[],
  unlisted: readonly PageIndexData[],
  groups: readonly (readonly string[])[],
): Catalog['relations'] {
  const related = relatedOf(
    posts.map(({ path }) => path),
    groups,
  );
  const backlinks = backlinksOf(posts);
  const alone = unlisted.map(({ path }): [string, Relations] => [
    path,
    { newer: null, older: null, related: [], backlinks: backlinks.get(path) ?? [] },
  ]);
  const listed = posts.map(({ path }, index): [string, Relations] => [
    path,
    {
      newer: posts[index - 1]?.path ?? null,
      older: posts[index + 1]?.path ?? null,
      related: related[index] ?? [],
      backlinks: backlinks.get(path) ?? [],
    },
  ]);
  return Object.fromEntries([...listed, ...alone]);
}
