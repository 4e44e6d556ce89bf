// Index data of all pages → the catalog: which pages are published, in which order, under which tags and series, and how
// they relate. It must never read titles or texts, so that editing one leaves the catalog unchanged, and drafts and
// scheduled posts must leave no trace in it.

import type { SiteConfig } from '../../model/config.ts';
import type { Built } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/page-parts.ts';
import type { Catalog, CatalogEntry, Relations, Unpublished } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { originalOf } from '../../text/paths.ts';
import { groupAuthors } from './authors.ts';
import { backlinksOf } from './backlinks.ts';
import { keptIdOf, reportSharedIds } from './feed-ids.ts';
import { pageAddressesOf, urlOf } from './page-addresses.ts';
import { relatedOf } from './related.ts';
import { groupSeries } from './series.ts';
import { groupTags } from './tags.ts';
import { groupYears } from './years.ts';

/** Which unpublished pages to include, and what the current time is. */
export interface CollectOptions {
  readonly drafts: boolean;
  readonly future: boolean;
  /**
   * Whether a time (milliseconds since the epoch) is now or earlier. Asked per date rather than given as a clock, so that
   * time changes a catalog only when a post becomes due.
   */
  hasPassed(epochMs: number): boolean;
  /** Feed ids of posts by the address at which they were first published. */
  readonly recordedIds: { readonly [url: string]: string };
  /** Called only to report a problem. */
  readonly spanOf: SpanOf;
}

/** Reports inconsistent spellings of tags and series, tags outside the vocabulary, duplicate part numbers in series, and shared feed ids. */
export function collect(
  indexData: readonly PageIndexData[],
  config: SiteConfig,
  options: CollectOptions,
): Built<Catalog> {
  const all = indexData.toSorted((a, b) => byCodeUnit(a.path, b.path));
  const valid = all.filter(({ broken }) => !broken);
  const states = new Map(valid.map((page) => [page.path, unpublishedState(page, options)]));
  const isPublished = ({ path }: PageIndexData) => isShown(states.get(path) ?? null, options);
  const published = valid.filter(isPublished);
  const translations = translationsOf(published);
  // A translation is reached through its original: lists and feeds would show every text twice.
  const isListed = (page: PageIndexData) => !page.meta.unlisted && translations.get(page.path)?.[0] === page.path;
  const posts = published.filter((page) => page.kind === 'post' && isListed(page)).toSorted(newestFirst);
  const unlisted = published.filter((page) => page.kind === 'post' && !isListed(page));

  const tags = groupTags(posts, unlisted, config.tags, options.spanOf);
  const pages = published.filter(({ kind }) => kind === 'page');
  const authors = groupAuthors(posts, [...unlisted, ...pages], config, options.spanOf);
  const series = groupSeries(posts, config.series, options.spanOf);
  const entries = published.map((page) => {
    const tagSlugs = tags.value.slugsByPath.get(page.path) ?? [];
    const seriesSlug = series.value.slugByPath.get(page.path) ?? null;
    const others = translations.get(page.path)?.filter((path) => path !== page.path) ?? [];
    return catalogEntryOf(
      page,
      config,
      options.recordedIds,
      tagSlugs,
      seriesSlug,
      states.get(page.path) ?? null,
      others,
    );
  });

  const paths = posts.map(({ path }) => path);
  const value: Catalog = {
    entries: Object.fromEntries(entries.map((entry) => [entry.path, entry])),
    posts: paths,
    pages: pages.map(({ path }) => path),
    tags: tags.value.tags,
    series: series.value.series,
    authors: authors.value,
    years: groupYears(posts),
    relations: relationsOf(posts, unlisted, [
      ...tags.value.tags.map((tag) => tag.posts),
      ...series.value.series.map(({ parts }) => parts),
    ]),
    withheld: valid.filter((page) => !isPublished(page)).map(({ path }) => path),
    broken: all.filter(({ broken }) => broken).map(({ path }) => path),
    pageAddresses: published.flatMap((page) => pageAddressesOf(page, config.permalinks)),
  };
  const inFeeds = paths.flatMap((path) => value.entries[path] ?? []);
  const ids = reportSharedIds(inFeeds, config.url ?? '', options.spanOf);
  return { value, diagnostics: [...tags.diagnostics, ...authors.diagnostics, ...series.diagnostics, ...ids] };
}

/** For each page the paths of its text in all languages, the original first: itself alone, if there is no other. */
function translationsOf(pages: readonly PageIndexData[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>(pages.map(({ path }) => [path, [path]]));
  for (const { path, meta } of pages) {
    const original = groups.get(originalOf(path, meta.lang));
    if (original === undefined || original[0] === path) continue;
    original.push(path);
    groups.set(path, original);
  }
  return groups;
}

/** The only order of posts: date descending, then path ascending. */
function newestFirst(a: PageIndexData, b: PageIndexData): number {
  return timeOf(b) - timeOf(a) || byCodeUnit(a.path, b.path);
}

function timeOf({ meta }: PageIndexData): number {
  return meta.date?.epochMs ?? Number.MIN_SAFE_INTEGER;
}

function unpublishedState({ meta }: PageIndexData, options: CollectOptions): Unpublished | null {
  if (meta.draft) return 'draft';
  return meta.date === null || options.hasPassed(meta.date.epochMs) ? null : 'future';
}

function isShown(unpublished: Unpublished | null, options: CollectOptions): boolean {
  return unpublished === null || (unpublished === 'draft' ? options.drafts : options.future);
}

function catalogEntryOf(
  page: PageIndexData,
  config: SiteConfig,
  recordedIds: CollectOptions['recordedIds'],
  tags: readonly string[],
  series: string | null,
  unpublished: Unpublished | null,
  translations: readonly string[],
): CatalogEntry {
  const { path, kind, meta } = page;
  const url = urlOf(page, config.permalinks);
  return {
    path,
    kind,
    url,
    id: keptIdOf(meta, url, config.url, recordedIds),
    date: meta.date,
    updated: meta.updated === 'git' ? null : meta.updated,
    tags,
    series,
    unlisted: meta.unlisted,
    unpublished,
    canonical: meta.canonical,
    lang: meta.lang,
    translations,
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
  const ofUnlisted = unlisted.map(({ path }): [string, Relations] => [
    path,
    { newer: null, older: null, related: [], backlinks: backlinks.get(path) ?? [] },
  ]);
  const ofListed = posts.map(({ path }, index): [string, Relations] => [
    path,
    {
      newer: posts[index - 1]?.path ?? null,
      older: posts[index + 1]?.path ?? null,
      related: related[index] ?? [],
      backlinks: backlinks.get(path) ?? [],
    },
  ]);
  return Object.fromEntries([...ofListed, ...ofUnlisted]);
}
