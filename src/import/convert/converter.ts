// Everything that the conversion of any body needs, opened once in each thread. Must depend on nothing but its plan and the source folder.

import type { ForeignSite, GeneratorName } from '../source/model.ts';
import { sourceFiles } from '../source/source-files.ts';
import { openLinks } from './links.ts';
import { type ConvertedPage, convertPage } from './page.ts';
import type { PlacedPage } from './places.ts';
import { readerOf } from './readers.ts';

/** Plain data. Bodies may be left out: each comes with its job. */
export interface ConversionPlan {
  readonly generator: GeneratorName;
  /** The source folder, absolute. */
  readonly root: string;
  /** Paths of its files, sorted. */
  readonly paths: readonly string[];
  readonly site: ForeignSite;
  readonly placed: readonly PlacedPage[];
  /** Addresses of the pages of all tags in our site. */
  readonly tags: ReadonlySet<string>;
}

/** Converts the page at an index of `placed`, with this body. */
export type Convert = (index: number, body: string) => ConvertedPage;

/** Throws an `ImportError` if the configuration can't be read any more. */
export async function openConverter(plan: ConversionPlan): Promise<Convert> {
  const { site, placed } = plan;
  const reader = await readerOf(plan.generator);
  const dialect = reader.dialect(sourceFiles(plan.root, plan.paths));
  const links = openLinks(site, placed, plan.tags);
  // The original wins over its translations, and the first over others.
  const order = [
    ...site.pages.filter(({ suffix }) => suffix === ''),
    ...site.pages.filter(({ suffix }) => suffix !== ''),
  ];
  const named = new Map(
    order.toReversed().flatMap((page) => page.names.map((name) => [name.toLowerCase(), page] as const)),
  );
  const pageNamed = (name: string) => named.get(name.toLowerCase().replace(/^\/+|\/+$/g, '')) ?? null;
  return (index, body) => {
    const page = placed[index];
    if (page === undefined) throw new Error(`there is no page ${index}`);
    return convertPage({ ...page, page: { ...page.page, body } }, dialect, links, pageNamed);
  };
}
