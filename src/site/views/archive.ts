// The view of the archive: all posts by year. It must never show what a post link doesn't: any more would rebuild it often.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { datePropsInYear } from '../date-format.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { postLink } from './parts/post-link.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

export type ArchiveView = View<'archive'>;

export function archiveView(catalog: Catalog, teaserOf: TeaserOf, config: SiteConfig): ArchiveView {
  const base = linkBaseAt(addresses.archive, config);
  const years = catalog.years.map(({ year, posts }) => ({
    year,
    posts: entriesOf(catalog, posts, teaserOf).map((entry) =>
      Object.assign(postLink(entry, base, config.language), { date: datePropsInYear(entry.date, config.language) }),
    ),
  }));
  return {
    template: 'archive',
    url: addresses.archive,
    head: { ...defaultHead, title: wordsFor(config.language).archive },
    props: { years },
  };
}
