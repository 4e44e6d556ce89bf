// The search index of some pages as files, made as the build makes it but without the engine.

import { searchTermsOf } from '../../../src/content/search-terms.ts';
import type { Catalog } from '../../../src/model/site.ts';
import { tagNamesOf } from '../../../src/site/catalog/by-slug.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { entryOf } from '../../../src/site/catalog/entries.ts';
import {
  groupedTerms,
  groupsInShard,
  printSearchIndex,
  printSearchPage,
  printSearchShard,
  searchEntryOf,
  searchGroupNames,
  searchGroupOf,
  searchOrderOf,
  shardCountFor,
} from '../../../src/site/search/search-index.ts';
import { answersOf, configOf, type PageSample } from '../samples.ts';

/** By path: `search/index.json`. */
export function searchFilesOf(pages: readonly PageSample[], given?: Catalog): ReadonlyMap<string, string> {
  const { teaserOf, sectionsOf, spanOf } = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, spanOf, recordedIds: {} };
  const catalog = given ?? collect(pages, configOf(), options).value;
  const order = searchOrderOf(catalog);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const termsOf = (path: string) =>
    searchTermsOf({ ...teaserOf(path), tags: byPath.get(path)?.meta.tags ?? [], sections: sectionsOf(path) });
  const terms = groupedTerms(order, termsOf);
  const groups = searchGroupNames.map((name) => searchGroupOf(terms[name] ?? [], order));
  const shards = shardCountFor(order.length);
  const files = new Map([['search/index.json', printSearchIndex({ order: 'abc', pages: order.length, shards })]]);
  for (let shard = 0; shard < shards; shard++) {
    const own = groupsInShard(shard, shards).flatMap((group) => groups[group] ?? []);
    files.set(`search/words/${shard}.json`, printSearchShard(own, shard, shards));
  }
  for (const [number, path] of order.entries()) {
    const entry = entryOf(catalog, path, teaserOf);
    if (entry === null) throw new Error(`no page at ${path}`);
    files.set(
      `search/pages/${number}.json`,
      printSearchPage(searchEntryOf(entry, tagNamesOf(catalog, entry)), sectionsOf(path)),
    );
  }
  return files;
}
