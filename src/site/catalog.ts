// Summaries of all pages → the catalog: what is published, in which order, under which tags and series, and what leads to
// what. It must read nothing but summaries (no text of a post), and drafts and future posts must leave no trace in it.

import type { SiteConfig } from '../model/config.ts';
import type { Built } from '../model/diagnostic.ts';
import type { Summary } from '../model/page.ts';
import type { Catalog, Entry, Relations, Unpublished } from '../model/site.ts';
import { byCodeUnit } from '../text/order.ts';
import { backlinksOf } from './backlinks.ts';
import { claimsOf, urlOf } from './claims.ts';
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
}

/**
 * Reports tags and series that are spelt in several ways, tags outside the vocabulary, and parts of series that are
 * there twice.
 */
export function collect(summaries: readonly Summary[], config: SiteConfig, options: CollectOptions): Built<Catalog> {
  const all = summaries.toSorted((a, b) => byCodeUnit(a.path, b.path));
  const sound = all.filter(({ broken }) => !broken);
  const states = new Map(sound.map((summary) => [summary.path, unpublishedAs(summary, options)]));
  const isPublished = ({ path }: Summary) => isShown(states.get(path) ?? null, options);
  const published = sound.filter(isPublished);
  const posts = published.filter(({ kind, meta }) => kind === 'post' && !meta.unlisted).toSorted(newestFirst);
  const unlisted = published.filter(({ kind, meta }) => kind === 'post' && meta.unlisted);

  const tags = groupTags(posts, unlisted, config.tags);
  const series = groupSeries(posts, config.series);
  const entries = published.map((summary) => {
    const tagsOfIt = tags.value.slugsByPath.get(summary.path) ?? [];
    const seriesOfIt = series.value.slugByPath.get(summary.path) ?? null;
    return entryOf(summary, tagsOfIt, seriesOfIt, states.get(summary.path) ?? null);
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
    withheld: sound.filter((summary) => !isPublished(summary)).map(({ path }) => path),
    broken: all.filter(({ broken }) => broken).map(({ path }) => path),
    claims: published.flatMap(claimsOf),
  };
  return { value, diagnostics: [...tags.diagnostics, ...series.diagnostics] };
}

/** The one order of posts: date descending, then path. */
function newestFirst(a: Summary, b: Summary): number {
  return timeOf(b) - timeOf(a) || byCodeUnit(a.path, b.path);
}

function timeOf({ meta }: Summary): number {
  return meta.date?.epochMs ?? Number.MIN_SAFE_INTEGER;
}

function unpublishedAs({ meta }: Summary, options: CollectOptions): Unpublished | null {
  if (meta.draft) return 'draft';
  return meta.date === null || options.hasPassed(meta.date.epochMs) ? null : 'future';
}

function isShown(unpublished: Unpublished | null, options: CollectOptions): boolean {
  return unpublished === null || (unpublished === 'draft' ? options.drafts : options.future);
}

function entryOf(
  { path, kind, meta, minutes, headings }: Summary,
  tags: readonly string[],
  series: string | null,
  unpublished: Unpublished | null,
): Entry {
  return {
    path,
    kind,
    url: urlOf(kind, meta.slug),
    title: meta.title,
    date: meta.date,
    updated: meta.updated,
    description: meta.description,
    tags,
    series,
    authors: meta.authors,
    minutes,
    unlisted: meta.unlisted,
    unpublished,
    cover: meta.cover,
    canonical: meta.canonical,
    headings,
  };
}

function relationsOf(
  posts: readonly Summary[],
  unlisted: readonly Summary[],
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
