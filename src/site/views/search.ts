// The view of the search page. It must never depend on the content of the search index, only on its address.

import type { SiteConfig } from '../../model/config.ts';
import { addresses } from '../addresses.ts';
import { hrefFrom, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

export type SearchView = View<'search'>;

export function searchView(config: SiteConfig): SearchView {
  return {
    template: 'search',
    url: addresses.search,
    head: { ...defaultHead, title: wordsFor(config.language).search, indexed: false },
    props: { indexHref: hrefFrom(linkBaseAt(addresses.search, config), addresses.searchIndex) },
  };
}
