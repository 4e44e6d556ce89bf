// The view of the list of all tags. It must never depend on titles or texts of posts, only on the catalog.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog } from '../../model/site.ts';
import { tagsUrl, tagUrl } from '../addresses.ts';
import { hrefFrom, linkBaseAt } from '../links/link-base.ts';
import { wordsFor } from '../words.ts';
import type { View } from './parts/view.ts';
import { defaultHead } from './parts/view.ts';

export type TagsView = View<'tags'>;

export function tagsView(catalog: Catalog, config: SiteConfig): TagsView {
  const url = tagsUrl(config.permalinks);
  const base = linkBaseAt(url, config);
  const tags = catalog.tags.map(({ name, slug, description, posts }) => ({
    href: hrefFrom(base, tagUrl(config.permalinks, slug)),
    title: name,
    slug,
    description,
    count: posts.length,
  }));
  return {
    template: 'tags',
    url,
    head: { ...defaultHead, title: wordsFor(config.language).tags },
    props: { tags },
  };
}
