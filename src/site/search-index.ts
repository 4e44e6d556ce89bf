// What the search knows: titles, headings, tags and descriptions, never the text. So an edit of a text touches no
// index, and a thousand posts fit into what a phone loads without a thought. Larger sites are cut into parts, newest
// first.

import type { SearchDocument, SearchIndex } from '../model/search.ts';
import type { Catalog, Entry } from '../model/site.ts';
import { relativeHref } from '../text/href.ts';
import { tagNamesOf } from './by-slug.ts';

const documentsPerPart = 1000;

/** At least 1: an empty site has an empty index. */
export function searchPartCount(catalog: Catalog): number {
  return Math.max(1, Math.ceil(foundIn(catalog).length / documentsPerPart));
}

/** Part 1 first; JSON with one document a line. */
export function searchIndexFor(catalog: Catalog, part: number): string {
  const documents = foundIn(catalog)
    .slice((part - 1) * documentsPerPart, part * documentsPerPart)
    .map((entry) => documentOf(entry, tagNamesOf(catalog, entry)));
  return printed({ parts: searchPartCount(catalog), documents });
}

function printed({ parts, documents }: SearchIndex): string {
  const lines = documents.map((document) => JSON.stringify(document));
  return `{"parts":${parts},"documents":[\n${lines.join(',\n')}\n]}\n`;
}

function foundIn(catalog: Catalog): readonly Entry[] {
  const paths = [...catalog.posts, ...catalog.pages];
  return paths.flatMap((path) => catalog.entries[path] ?? []).filter(({ unlisted }) => !unlisted);
}

function documentOf(entry: Entry, tags: readonly string[]): SearchDocument {
  return {
    href: relativeHref('/', entry.url),
    title: entry.title,
    description: entry.description ?? '',
    day: entry.date?.day ?? '',
    tags,
    headings: entry.headings,
  };
}
