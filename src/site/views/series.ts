// Views of series: the page of each series, and the list of all. They must never depend on the texts of posts.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog, Series } from '../../model/site.ts';
import { allSeriesUrl, seriesUrl } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { seriesBox } from './parts/series-box.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

export type SeriesView = View<'series'>;
export type AllSeriesView = View<'all-series'>;

export function seriesView(series: Series, catalog: Catalog, teaserOf: TeaserOf, config: SiteConfig): SeriesView {
  const parts = entriesOf(catalog, series.parts, teaserOf);
  const url = seriesUrl(config.permalinks, series.slug);
  return {
    template: 'series',
    url,
    head: { ...defaultHead, title: series.name, description: series.description },
    props: { series: seriesBox(parts, series, null, linkBaseAt(url, config), config) },
  };
}

export function allSeriesView(catalog: Catalog, teaserOf: TeaserOf, config: SiteConfig): AllSeriesView {
  const url = allSeriesUrl(config.permalinks);
  const base = linkBaseAt(url, config);
  return {
    template: 'all-series',
    url,
    head: { ...defaultHead, title: wordsFor(config.language).series },
    props: {
      series: catalog.series.map((series) =>
        seriesBox(entriesOf(catalog, series.parts, teaserOf), series, null, base, config),
      ),
    },
  };
}
