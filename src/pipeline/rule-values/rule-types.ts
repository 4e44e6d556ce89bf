// The types of all rules of a site. Types only, so that the functions that rules run can refer to other rules without an import cycle.

import type { Derived, Digest, Leaf, Rule } from '../../engine/graph/rule.ts';
import type { NavItem } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PostDate } from '../../model/page.ts';
import type { PageIndexData, PageParts, PageTeaser } from '../../model/page-parts.ts';
import type { SearchEntry } from '../../model/search.ts';
import type { Asset, Catalog, Route } from '../../model/site.ts';
import type { PostContext } from '../../site/catalog/post-context.ts';
import type { PostSlice } from '../../site/catalog/post-slice.ts';
import type { RecordedIds } from '../../site/published/published-list.ts';
import type { GroupedTerms, SearchGroup } from '../../site/search/search-index.ts';
import type { AnyView } from '../../site/views/view-for.ts';
import type { TemplateBundle } from '../../theme/bundle.ts';
import type { GitHistory } from '../git/history.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { LabFacts } from '../inputs/lab-facts.ts';

export type SiteRule<V> = Derived<V, Diagnostic>;

/** What a file of `dist/` is made of, and how: `output` of an address, `theme` of an address, the others of a file or page by its path. */
export interface PlannedFile {
  readonly kind: 'output' | 'copied' | 'theme' | 'variant' | 'card';
  readonly source: string;
}

/** One file of `dist/`. */
export interface ManifestFile extends PlannedFile {
  /** Relative to `dist/`, POSIX. */
  readonly path: string;
  /** Of the file's bytes; of a variant or card, which are made outside of the engine, its cache key. */
  readonly digest: Digest;
}

/**
 * How many posts and pages a site has, with those whose front matter has errors, and how many of both are scheduled or drafts, published or
 * not.
 */
export interface SiteCounts {
  readonly posts: number;
  readonly pages: number;
  readonly future: number;
  readonly drafts: number;
}

/** What some rules read of every page. */
export interface PageBucket {
  readonly indexData: readonly PageIndexData[];
  readonly teasers: { readonly [path: string]: PageTeaser };
}

export interface Rules {
  readonly inputs: Inputs;
  readonly pages: SiteRule<readonly string[]>;
  readonly page: Leaf<PageParts>;
  /** When the pages last changed; empty if git is not asked. */
  readonly gitHistory: SiteRule<GitHistory>;
  /** When a page last changed, if its file is as it was committed. */
  readonly gitDate: SiteRule<PostDate | null>;
  readonly bucketPaths: SiteRule<readonly string[]>;
  readonly bucket: SiteRule<PageBucket>;
  readonly theme: Leaf<TemplateBundle | null>;
  /** Feed ids in `content/published.txt`, by address. */
  readonly recordedIds: SiteRule<RecordedIds>;
  readonly catalog: SiteRule<Catalog>;
  readonly routes: SiteRule<readonly Route[]>;
  readonly pageUrl: SiteRule<{ readonly url: string } | 'broken' | 'withheld' | null>;
  readonly route: SiteRule<Route | null>;
  readonly publishedFile: SiteRule<Uint8Array>;
  readonly asset: SiteRule<Asset | null>;
  readonly themeFile: SiteRule<Uint8Array>;
  readonly card: SiteRule<Card | null>;
  readonly lab: Leaf<LabFacts>;
  readonly postContext: SiteRule<PostContext | null>;
  /** By `postSliceName`. */
  readonly postSlice: SiteRule<PostSlice | null>;
  /** The links in the header. */
  readonly navigation: SiteRule<readonly NavItem[]>;
  readonly view: SiteRule<AnyView | null>;
  /** Paths of the pages that can be found, in the order of their numbers. */
  readonly searchOrder: SiteRule<readonly string[]>;
  readonly searchEntry: SiteRule<SearchEntry | null>;
  /** What the pages of a strip add to each group of the search index. */
  readonly searchTerms: SiteRule<GroupedTerms>;
  readonly searchGroup: SiteRule<SearchGroup>;
  readonly output: SiteRule<string>;
  readonly linkCheck: SiteRule<null>;
  readonly pageFiles: SiteRule<readonly string[]>;
  /** Names files of `content/` that nothing uses. */
  readonly leftOut: SiteRule<null>;
  /** Names languages without interface words. */
  readonly languages: SiteRule<null>;
  /** Names what browsers will block of what templates write. */
  readonly templatePolicy: SiteRule<null>;
  readonly shownImages: SiteRule<readonly string[]>;
  readonly counts: SiteRule<SiteCounts>;
  readonly assetFiles: SiteRule<readonly ManifestFile[]>;
  readonly cardFiles: SiteRule<readonly ManifestFile[]>;
  readonly fileAt: SiteRule<PlannedFile | null>;
  readonly manifest: SiteRule<readonly ManifestFile[]>;
  /** All of them, in their order. */
  readonly all: readonly Rule<unknown>[];
}

/** The preview image that represents a post on other sites. */
export interface Card {
  readonly url: string;
  /** Digest of everything that its bytes are made from: known before they are. */
  readonly cacheKey: string;
  readonly svg: string;
}
