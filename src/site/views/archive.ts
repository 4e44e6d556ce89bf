// All posts by year.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses } from '../addresses.ts';
import { datePropsInYear } from '../dates.ts';
import { entriesOf, type FaceOf } from '../entries.ts';
import { placingAt } from '../placing.ts';
import { wordsFor } from '../words.ts';
import { postLink } from './post-link.ts';
import type { View } from './view.ts';
import { plainHead } from './view.ts';

export type ArchiveView = View<'archive'>;

export function archiveView(catalog: Catalog, faceOf: FaceOf, config: SiteConfig): ArchiveView {
  const placing = placingAt(addresses.archive, config);
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
