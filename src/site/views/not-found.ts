// The answer to an address that leads nowhere, with the newest posts. It is shown at any depth: its addresses start at
// the root.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import { postLink } from './parts/post-link.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

const recent = 5;

export type NotFoundView = View<'not-found'>;

export function notFoundView(catalog: Catalog, faceOf: TeaserOf, config: SiteConfig): NotFoundView {
  const newest = entriesOf(catalog, catalog.posts.slice(0, recent), faceOf);
  const placing = linkBaseAt(addresses.notFound, config);
  return {
    template: 'not-found',
    url: addresses.notFound,
    head: { ...plainHead, title: wordsFor(config.language).notFound, indexed: false },
    props: { recent: newest.map((entry) => postLink(entry, placing, config.language)) },
  };
}
