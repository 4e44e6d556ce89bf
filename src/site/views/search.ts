// The search page: it needs to know where the index is, and nothing of what is in it.

import type { SiteConfig } from '../../model/config.ts';
import { addresses, searchIndexUrl } from '../addresses.ts';
import { hrefOn, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

export type SearchView = View<'search'>;

export function searchView(config: SiteConfig): SearchView {
  return {
    template: 'search',
    url: addresses.search,
    head: { ...plainHead, title: wordsFor(config.language).search, indexed: false },
    props: { indexHref: hrefOn(linkBaseAt(addresses.search, config), searchIndexUrl()) },
  };
}
