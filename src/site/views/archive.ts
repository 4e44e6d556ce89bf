// All posts by year.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { datePropsInYear } from '../dates.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { postLink } from './parts/post-link.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

export type ArchiveView = View<'archive'>;

export function archiveView(catalog: Catalog, faceOf: TeaserOf, config: SiteConfig): ArchiveView {
  const placing = linkBaseAt(addresses.archive, config);
  const years = catalog.years.map(({ year, posts }) => ({
    year,
    posts: entriesOf(catalog, posts, faceOf).map((entry) =>
      Object.assign(postLink(entry, placing, config.language), { date: datePropsInYear(entry.date, config.language) }),
    ),
  }));
  return {
    template: 'archive',
    url: addresses.archive,
    head: { ...plainHead, title: wordsFor(config.language).archive },
    props: { years },
  };
}
