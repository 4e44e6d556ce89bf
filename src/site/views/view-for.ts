// Which view a route has: the one place that knows all kinds of pages.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog, Route } from '../../model/site.ts';
import { seriesOf } from '../catalog/by-slug.ts';
import { entryOf, type TeaserOf } from '../catalog/entries.ts';
import type { PostContext } from '../catalog/post-context.ts';
import type { PostSlice } from '../catalog/post-slice.ts';
import type { ArchiveView } from './archive.ts';
import { archiveView } from './archive.ts';
import type { ArticleView } from './article.ts';
import { articleView } from './article.ts';
import type { ListView } from './list.ts';
import { listView, tagView } from './list.ts';
import type { NotFoundView } from './not-found.ts';
import { notFoundView } from './not-found.ts';
import type { PlainPageView } from './plain-page.ts';
import { plainPageView } from './plain-page.ts';
import type { RedirectView } from './redirect.ts';
import { redirectView } from './redirect.ts';
import type { SearchView } from './search.ts';
import { searchView } from './search.ts';
import type { AllSeriesView, SeriesView } from './series.ts';
import { allSeriesView, seriesView } from './series.ts';
import type { TagsView } from './tags.ts';
import { tagsView } from './tags.ts';

export type AnyView =
  | ArticleView
  | PlainPageView
  | ListView
  | TagsView
  | SeriesView
  | AllSeriesView
  | ArchiveView
  | SearchView
  | NotFoundView
  | RedirectView;

/** Where views come from: each asks for no more than it shows, so that it is made anew only when that changes. */
export interface Sources {
  readonly config: SiteConfig;
  readonly catalog: () => Catalog;
  readonly faceOf: TeaserOf;
  /** The same, for views that show most pages. */
  readonly anyFace: TeaserOf;
  /** What stands around a post's text; null where it is not in the catalog. */
  readonly around: (path: string) => PostContext | null;
  /** As `stretchOf`. */
  readonly posts: (tag: string | null, from: number, count: number) => PostSlice | null;
}

/** Null for routes that are no pages, and for those whose page, tag or series is not in this catalog. */
export function viewFor(route: Route, { config, catalog, faceOf, anyFace, around, posts }: Sources): AnyView | null {
  switch (route.kind) {
    case 'article': {
      const surroundings = around(route.path);
      return surroundings && articleView(surroundings, config);
    }
    case 'page': {
      const entry = entryOf(catalog(), route.path, faceOf);
      return entry && plainPageView(entry, config);
    }
    case 'list': {
      const stretch = posts(null, (route.number - 1) * config.postsPerPage, config.postsPerPage);
      return stretch && listView(route.number, stretch, config);
    }
    case 'tags':
      return tagsView(catalog(), config);
    case 'tag': {
      const stretch = posts(route.tag, (route.number - 1) * config.postsPerPage, config.postsPerPage);
      return stretch?.tag ? tagView(stretch.tag, route.number, stretch, config) : null;
    }
    case 'all-series':
      return allSeriesView(catalog(), anyFace, config);
    case 'series': {
      const series = seriesOf(catalog(), route.series);
      return series === null ? null : seriesView(series, catalog(), faceOf, config);
    }
    case 'archive':
      return archiveView(catalog(), anyFace, config);
    case 'search':
      return searchView(config);
    case 'not-found':
      return notFoundView(catalog(), faceOf, config);
    case 'redirect':
      return redirectView(route, entryOf(catalog(), route.path, faceOf)?.title ?? null, config);
    default:
      return null;
  }
}
