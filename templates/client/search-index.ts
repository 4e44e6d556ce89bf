// The search index in the browser: loads its parts on demand, newest posts first, and searches them. It must never touch the
// page.

import MiniSearch from 'minisearch';

import type { SearchDocument, SearchIndex } from 'octavo/theme';
import { unpacked } from './unpacked.ts';
import { plain, wordsOf } from './words-of.ts';

export interface Hit {
  readonly document: SearchDocument;
  /** Words of the document that match, normalized by `plain`. */
  readonly words: ReadonlySet<string>;
}

/** With fewer hits, the search also loads older parts of the index. */
const minHits = 20;

export class Search {
  readonly #href: string;
  readonly #documents: SearchDocument[] = [];
  readonly #index = new MiniSearch<{ id: number } & Omit<SearchDocument, 'headings' | 'tags'>>({
    fields: ['title', 'headings', 'tags', 'description'],
    tokenize: wordsOf,
    processTerm: plain,
    searchOptions: {
      boost: { title: 4, tags: 3, headings: 2 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  #parts = 1;
  #loaded = 0;
  #loading: Promise<void> | null = null;

  /** `href` is the address of the first part. */
  constructor(href: string) {
    this.#href = href;
  }

  /** Loads the first part if necessary. Rejects if that fails; the next call tries again. */
  async start(): Promise<void> {
    if (this.#loaded === 0) await this.#loadNext();
  }

  async find(query: string): Promise<readonly Hit[]> {
    await this.start();
    let hits = this.#hitsFor(query);
    while (hits.length < minHits && this.#loaded < this.#parts) {
      await this.#loadNext();
      hits = this.#hitsFor(query);
    }
    return hits;
  }

  #hitsFor(query: string): Hit[] {
    return this.#index.search(query).flatMap(({ id, terms }) => {
      const document = this.#documents[Number(id)];
      return document === undefined ? [] : [{ document, words: new Set(terms) }];
    });
  }

  #loadNext(): Promise<void> {
    this.#loading ??= this.#load(this.#loaded + 1).finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load(part: number): Promise<void> {
    const response = await fetch(part === 1 ? this.#href : this.#href.replace(/(?=\.json$)/, `-${part}`));
    if (!response.ok) throw new Error(String(response.status));
    const file = (await response.json()) as SearchIndex;
    const documents = unpacked(file);
    const first = this.#documents.length;
    this.#documents.push(...documents);
    this.#index.addAll(
      documents.map(({ headings, tags, ...document }, index) =>
        Object.assign(document, { id: first + index, headings: headings.join('\n'), tags: tags.join('\n') }),
      ),
    );
    this.#parts = file.parts;
    this.#loaded = part;
  }
}
