// A reader who searches: the theme's search over given files, which counts what is loaded.

import { gzipSync } from 'node:zlib';
import { vi } from 'vitest';
import type { SearchPage } from '../../../src/model/search.ts';
import { Search } from '../../../templates/client/search-index.ts';

const home = 'https://example.org/blog/';

export interface Answer {
  /** Addresses of the first results, relative to the site's root. */
  readonly hrefs: readonly string[];
  readonly first: SearchPage | null;
  readonly count: number;
  readonly words: ReadonlySet<string>;
  /** Size of all files loaded, each compressed. */
  readonly bytes: number;
}

/** Searches once, with nothing loaded before, and loads the first results as the search page does. `read` returns a file by its path. */
export async function ask(query: string, read: (path: string) => string): Promise<Answer> {
  let bytes = 0;
  vi.stubGlobal('fetch', (href: string) => {
    const text = read(new URL(href).pathname.slice('/blog/'.length));
    bytes += gzipSync(text, { level: 9 }).length;
    return Promise.resolve(new Response(text));
  });
  try {
    const search = new Search(`${home}search/index.json`);
    const { pages, words } = await search.find(query);
    const shown = await Promise.all(pages.slice(0, 4).map((number) => search.page(number)));
    return { hrefs: shown.map(({ href }) => href), first: shown[0] ?? null, count: pages.length, words, bytes };
  } finally {
    vi.unstubAllGlobals();
  }
}
