// The view of the "page not found" page, with the newest posts. Hosts show it at any depth, so it must never contain a
// relative address.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { postLink } from './parts/post-link.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

const recentCount = 5;

export type NotFoundView = View<'not-found'>;

export function notFoundView(catalog: Catalog, teaserOf: TeaserOf, config: SiteConfig): NotFoundView {
  const newest = entriesOf(catalog, catalog.posts.slice(0, recentCount), teaserOf);
  const base = linkBaseAt(addresses.notFound, config);
  return {
    template: 'not-found',
    url: addresses.notFound,
    head: { ...defaultHead, title: wordsFor(config.language).notFound, indexed: false },
    props: { recent: newest.map((entry) => postLink(entry, base, config.language)) },
  };
}
