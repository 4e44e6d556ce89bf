// The shapes of stored values of the whole site. They must reject every path that leads out of `dist/`, and every cache key that is not a
// digest, because it becomes part of a path.

import type { NavItem } from '../../model/config.ts';
import type { SearchEntry } from '../../model/search.ts';
import type { Asset, Catalog, CatalogEntry, Route } from '../../model/site.ts';
import { isDigest } from '../../text/digest.ts';
import type { TemplateBundle, TemplateUses } from '../../theme/bundle.ts';
import type { CommittedFile, GitHistory } from '../git/history.ts';
import { isTime, type LabFacts } from '../inputs/lab-facts.ts';
import { isOutputPath } from './output-path.ts';
import { pageIndexData, pageTeaser, postDate } from './page-shapes.ts';
import type { Card, ManifestFile, PageBucket, SiteCounts } from './rule-types.ts';
import {
  count,
  flag,
  listOf,
  objectOf,
  oneOf,
  orNull,
  recordOf,
  type Shape,
  text,
  texts,
  unionOf,
} from './shape-builders.ts';

const cacheKey: Shape<string> = (data) => typeof data === 'string' && isDigest(data);
const outputPath: Shape<string> = (data) => typeof data === 'string' && isOutputPath(data);

export const bucketShapes: { readonly [Part in keyof PageBucket]: Shape<PageBucket[Part]> } = {
  indexData: listOf(pageIndexData),
  teasers: recordOf(pageTeaser),
};

const templateUses = objectOf<TemplateUses>({
  styles: texts,
  scripts: texts,
  earlyScripts: texts,
  preloadFonts: texts,
});

export const templateBundle = objectOf<TemplateBundle>({
  code: text,
  assets: listOf(objectOf({ url: text, encoding: oneOf('text', 'base64'), data: text })),
  uses: objectOf({
    article: templateUses,
    page: templateUses,
    list: templateUses,
    tags: templateUses,
    tag: templateUses,
    'all-series': templateUses,
    series: templateUses,
    archive: templateUses,
    search: templateUses,
    'not-found': templateUses,
    redirect: templateUses,
  }),
  icon: orNull(text),
  feedStyle: orNull(text),
});

export const gitHistory = objectOf<GitHistory>({
  files: recordOf(objectOf<CommittedFile>({ blob: text, changed: orNull(count) })),
  isCut: flag,
  problem: orNull(oneOf('not-installed', 'no-repository', 'no-commit', 'not-trusted', 'failed')),
});

export const pageUrl: Shape<{ readonly url: string } | 'broken' | 'withheld' | null> = (data) =>
  data === null || data === 'broken' || data === 'withheld' || atUrl(data);

const catalogEntry = objectOf<CatalogEntry>({
  path: text,
  kind: oneOf('post', 'page'),
  url: text,
  id: orNull(text),
  date: orNull(postDate),
  updated: orNull(postDate),
  tags: texts,
  series: orNull(text),
  unlisted: flag,
  unpublished: orNull(oneOf('draft', 'future')),
  canonical: orNull(text),
  lang: orNull(text),
  translations: texts,
});

export const catalog = objectOf<Catalog>({
  entries: recordOf(catalogEntry),
  posts: texts,
  pages: texts,
  tags: listOf(objectOf({ name: text, slug: text, description: orNull(text), posts: texts })),
  series: listOf(objectOf({ name: text, slug: text, description: orNull(text), parts: texts })),
  authors: listOf(objectOf({ key: text, posts: texts })),
  years: listOf(objectOf({ year: text, posts: texts })),
  relations: recordOf(objectOf({ newer: orNull(text), older: orNull(text), related: texts, backlinks: texts })),
  withheld: texts,
  broken: texts,
  pageAddresses: listOf(objectOf({ url: text, path: text, kind: oneOf('page', 'alias'), fields: texts })),
});

const atUrl = objectOf({ url: text });
const ofPage = objectOf({ url: text, path: text });

export const routes = listOf(
  unionOf<Route, 'kind'>('kind', {
    article: ofPage,
    page: ofPage,
    list: objectOf({ url: text, number: count }),
    tags: atUrl,
    tag: objectOf({ url: text, tag: text, number: count }),
    author: objectOf({ url: text, author: text, number: count }),
    'all-series': atUrl,
    series: objectOf({ url: text, series: text }),
    archive: atUrl,
    search: atUrl,
    'not-found': atUrl,
    copy: ofPage,
    feed: objectOf({ url: text, format: oneOf('atom', 'rss', 'json'), of: orNull(text) }),
    sitemap: objectOf({ url: text, part: orNull(count) }),
    'search-index': atUrl,
    'search-shard': objectOf({ url: text, shard: count, of: count }),
    'search-page': ofPage,
    robots: atUrl,
    llms: atUrl,
    'open-search': atUrl,
    'speculation-rules': atUrl,
    headers: atUrl,
    redirects: atUrl,
    'no-jekyll': atUrl,
    redirect: objectOf({ url: text, to: text, path: orNull(text) }),
    public: ofPage,
  }),
);

const pathAndItems: Shape<readonly [string, string]> = (data) =>
  texts(data) && Array.isArray(data) && data.length === 2;

export const searchTerms = listOf(pathAndItems);

export const searchEntry = objectOf<SearchEntry>({ href: text, title: text, day: text, tags: texts });

export const asset = objectOf<Asset>({
  url: text,
  width: orNull(count),
  height: orNull(count),
  variants: listOf(objectOf({ url: text, type: text, width: count, cacheKey })),
  problem: orNull(objectOf({ severity: oneOf('error', 'warning'), code: text, message: text, hint: text })),
});

export const card = objectOf<Card>({ url: text, cacheKey, svg: text });

const time: Shape<string> = (data) => typeof data === 'string' && isTime(data);

export const labFacts = objectOf<LabFacts>({ recorded: orNull(time), environment: text, files: texts });

export const navigation = listOf(objectOf<NavItem>({ title: text, href: text }));

export const siteCounts = objectOf<SiteCounts>({ posts: count, pages: count, future: count, drafts: count });

export const manifestFiles = listOf(
  objectOf<ManifestFile>({
    path: outputPath,
    kind: oneOf('output', 'copied', 'theme', 'variant', 'card'),
    source: text,
    digest: cacheKey,
  }),
);
