// All tags of the site.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { addresses, tagUrl } from '../addresses.ts';
import { hrefOn, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import type { View } from './parts/view.ts';
import { plainHead } from './parts/view.ts';

export type TagsView = View<'tags'>;

export function tagsView(catalog: Catalog, config: SiteConfig): TagsView {
  const placing = linkBaseAt(addresses.tags, config);
  const tags = catalog.tags.map(({ name, slug, description, posts }) => ({
    href: hrefOn(placing, tagUrl(slug)),
    title: name,
    slug,
    description,
    count: posts.length,
  }));
  return {
    template: 'tags',
    url: addresses.tags,
    head: { ...plainHead, title: wordsFor(config.language).tags },
    props: { tags },
  };
}
