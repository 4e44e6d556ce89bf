// The routes of a site of small sample pages.

import type { SiteConfig } from '../../../src/model/config.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { routesFor } from '../../../src/site/routes/routes.ts';
import { answersOf, configOf, type PageSample, pageSample, siteSpanOf } from '../samples.ts';

export interface Site {
  readonly pages: readonly PageSample[];
  readonly publicFiles?: readonly string[];
  readonly config?: Partial<SiteConfig>;
}

export function routesOf({ pages, publicFiles = [], config }: Site) {
  const { spanOf } = answersOf(pages);
  const { value } = collect(pages, configOf(config), {
    drafts: false,
    future: false,
    hasPassed: () => true,
    recordedIds: {},
    spanOf,
  });
  return routesFor(value, publicFiles, configOf(config), siteSpanOf, spanOf);
}

export const manyPosts = (count: number, tags: readonly string[] = []) =>
  Array.from({ length: count }, (_, index) => pageSample(`p${index}`, { tags }));
