// The rules of a site as types: what each yields. Types only, so that what a rule runs can name the rules it asks.

import type { Derived, Digest, Leaf, Rule } from '../../engine/graph/rule.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PageIndexData, PageParts, PageTeaser } from '../../model/parts.ts';
import type { Asset, Catalog, Route } from '../../model/site.ts';
import type { PostContext } from '../../site/catalog/post-context.ts';
import type { PostSlice } from '../../site/catalog/post-slice.ts';
import type { SearchEntries } from '../../site/search/search-index.ts';
import type { AnyView } from '../../site/views/view-for.ts';
import type { TemplateBundle } from '../../theme/bundle.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { LabFacts } from '../inputs/lab-facts.ts';

export type Make<V> = Derived<V, Diagnostic>;

/** What a file of `dist/` is made of, and how: `output` of an address, `theme` of an address, the others of a file or page by its path. */
export interface FileSource {
  readonly made: 'output' | 'copied' | 'theme' | 'variant' | 'card';
  readonly of: string;
}

/** One file of `dist/`. */
export interface ManifestFile extends FileSource {
  /** Relative to `dist/`, POSIX. */
  readonly path: string;
  /** Of the file's bytes; of a variant or card, which are made outside of the engine, its cache key. */
  readonly digest: Digest;
}

/** How many posts and pages a site has, and how many of either are dated in the future, published or not. */
export interface SiteCounts {
  readonly posts: number;
  readonly pages: number;
  readonly future: number;
}

/** What is asked of every page. */
export interface PageBucket {
  readonly indexData: readonly PageIndexData[];
  readonly teasers: { readonly [path: string]: PageTeaser };
}

export interface Rules {
  readonly inputs: Inputs;
  readonly pages: Make<readonly string[]>;
  readonly page: Leaf<PageParts>;
  readonly bucketPaths: Make<readonly string[]>;
  readonly bucket: Make<PageBucket>;
  readonly theme: Leaf<TemplateBundle | null>;
  readonly catalog: Make<Catalog>;
  readonly routes: Make<readonly Route[]>;
  readonly pageUrl: Make<{ readonly url: string } | 'broken' | 'withheld' | null>;
  readonly route: Make<Route | null>;
  readonly publishedFile: Make<Uint8Array>;
  readonly asset: Make<Asset | null>;
  readonly themeFile: Make<Uint8Array>;
  readonly card: Make<Card | null>;
  readonly lab: Leaf<LabFacts>;
  readonly postContext: Make<PostContext | null>;
  /** By `stretchName`. */
  readonly postSlice: Make<PostSlice | null>;
  readonly view: Make<AnyView | null>;
  readonly searchEntries: Make<SearchEntries>;
  readonly output: Make<string>;
  readonly linkCheck: Make<null>;
  readonly pageFiles: Make<readonly string[]>;
  /** Names files of `content/` that nothing uses. */
  readonly leftOut: Make<null>;
  readonly shownImages: Make<readonly string[]>;
  readonly counts: Make<SiteCounts>;
  readonly assetFiles: Make<readonly ManifestFile[]>;
  readonly cardFiles: Make<readonly ManifestFile[]>;
  readonly fileAt: Make<FileSource | null>;
  readonly manifest: Make<readonly ManifestFile[]>;
  /** All of them, in their order. */
  readonly all: readonly Rule<unknown>[];
}

/** The picture that stands for a post on other sites. */
export interface Card {
  readonly url: string;
  /** Digest of all that its bytes are made from: known before they are. */
  readonly cacheKey: string;
  readonly svg: string;
}
