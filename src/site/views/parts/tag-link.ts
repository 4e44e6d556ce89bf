// The tags of a post as links, in the order in which its author wrote them.

import type { LinkProps } from '../../../model/props.ts';
import type { Entry } from '../../../model/site.ts';
import { tagUrl } from '../../addresses.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefOn } from '../../links/link-base.ts';

/** `names` in the order of the entry's tags. */
export function tagLinks({ tags }: Entry, names: readonly string[], placing: LinkBase): readonly LinkProps[] {
  return tags.map((slug, index) => ({ href: hrefOn(placing, tagUrl(slug)), title: names[index] ?? slug }));
}
