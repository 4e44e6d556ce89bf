// Route → view: the only place that knows all kinds of pages. It must never ask for more than a view shows.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog, Route } from '../../model/site.ts';
import { seriesOf } from '../catalog/by-slug.ts';
import { entriesOf, entryOf, type TeaserOf } from '../catalog/entries.ts';
import type { PostContext } from '../catalog/post-context.ts';
import { type PostSlice, postsOfAuthor } from '../catalog/post-slice.ts';
import type { ArchiveView } from './archive.ts';
import { archiveView } from './archive.ts';
import type { ArticleView } from './article.ts';
import { articleView } from './article.ts';
import type { ListView } from './list.ts';
import { authorView, listView, tagView } from './list.ts';
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

/** What views are made of. A view depends on each answer it gets and is rebuilt when one changes. */
export interface ViewSources {
  readonly config: SiteConfig;
  readonly catalog: () => Catalog;
  readonly teaserOf: TeaserOf;
  /** The same, read in bulk: faster for views that show most pages, which depend on nearly every teaser anyway. */
  readonly bulkTeaserOf: TeaserOf;
  /** Null if the post is not in the catalog. */
  readonly postContext: (path: string) => PostContext | null;
  /** As `postSliceOf`. */
  readonly postSlice: (of: string | null, from: number, count: number) => PostSlice | null;
}

/** Null for routes that are not pages, and for those whose page, tag or series is not in the catalog. */
export function viewFor(
  route: Route,
  { config, catalog, teaserOf, bulkTeaserOf, postContext, postSlice }: ViewSources,
): AnyView | null {
  switch (route.kind) {
    case 'article': {
      const context = postContext(route.path);
      return context && articleView(context, config);
    }
    case 'page': {
      const entry = entryOf(catalog(), route.path, teaserOf);
      return entry && plainPageView(entry, entriesOf(catalog(), entry.translations, teaserOf), config);
    }
    case 'list': {
      const slice = postSlice(null, (route.number - 1) * config.postsPerPage, config.postsPerPage);
      return slice && listView(route.number, slice, config);
    }
    case 'tags':
      return tagsView(catalog(), config);
    case 'tag': {
      const slice = postSlice(route.tag, (route.number - 1) * config.postsPerPage, config.postsPerPage);
      return slice?.tag ? tagView(slice.tag, route.number, slice, config) : null;
    }
    case 'author': {
      const from = (route.number - 1) * config.postsPerPage;
      const slice = postSlice(postsOfAuthor(route.author), from, config.postsPerPage);
      const author = config.authors.find(({ key }) => key === route.author);
      return slice && author ? authorView(author, route.number, slice, config) : null;
    }
    case 'all-series':
      return allSeriesView(catalog(), bulkTeaserOf, config);
    case 'series': {
      const series = seriesOf(catalog(), route.series);
      return series === null ? null : seriesView(series, catalog(), teaserOf, config);
    }
    case 'archive':
      return archiveView(catalog(), bulkTeaserOf, config);
    case 'search':
      return searchView(config);
    case 'not-found':
      return notFoundView(catalog(), teaserOf, config);
    case 'redirect':
      return redirectView(
        route,
        route.path === null ? null : (entryOf(catalog(), route.path, teaserOf)?.title ?? null),
        config,
      );
    default:
      return null;
  }
}
