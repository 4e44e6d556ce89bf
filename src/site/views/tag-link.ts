// The tags of a post as links, in the order in which its author wrote them.

import type { LinkProps } from '../../model/props.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { tagUrl } from '../addresses.ts';
import { tagOf } from '../by-slug.ts';
import type { Placing } from '../placing.ts';
import { hrefOn } from '../placing.ts';

export function tagLinks(catalog: Catalog, entry: Entry, placing: Placing): readonly LinkProps[] {
  return entry.tags.map((slug) => ({ href: hrefOn(placing, tagUrl(slug)), title: tagOf(catalog, slug)?.name ?? slug }));
}
