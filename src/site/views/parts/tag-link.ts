// The tags of a post as links. They must never be sorted: the order is the author's.

import type { Permalinks } from '../../../model/config.ts';
import type { LinkProps } from '../../../model/props.ts';
import type { Entry } from '../../../model/site.ts';
import { tagUrl } from '../../addresses.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefFrom } from '../../links/link-base.ts';

/** `names` are in the order of the entry's tags. */
export function tagLinks(
  { tags }: Entry,
  names: readonly string[],
  permalinks: Permalinks,
  base: LinkBase,
): readonly LinkProps[] {
  return tags.map((slug, index) => ({ href: hrefFrom(base, tagUrl(permalinks, slug)), title: names[index] ?? slug }));
}
