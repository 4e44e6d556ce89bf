// Series: the page of one, and the page of all.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog, Series } from '../../model/site.ts';
import { addresses, seriesUrl } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { seriesBox } from './parts/series-box.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

export type SeriesView = View<'series'>;
export type AllSeriesView = View<'all-series'>;

export function seriesView(series: Series, catalog: Catalog, faceOf: TeaserOf, config: SiteConfig): SeriesView {
  const parts = entriesOf(catalog, series.parts, faceOf);
  const url = seriesUrl(series.slug);
  return {
    template: 'series',
    url,
    head: { ...plainHead, title: series.name, description: series.description },
    props: { series: seriesBox(parts, series, null, linkBaseAt(url, config), config.language) },
  };
}

export function allSeriesView(catalog: Catalog, faceOf: TeaserOf, config: SiteConfig): AllSeriesView {
  const placing = linkBaseAt(addresses.series, config);
  return {
    template: 'all-series',
    url: addresses.series,
    head: { ...plainHead, title: wordsFor(config.language).series },
    props: {
      series: catalog.series.map((series) =>
        seriesBox(entriesOf(catalog, series.parts, faceOf), series, null, placing, config.language),
      ),
    },
  };
}
