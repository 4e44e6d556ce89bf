// A series with all of its parts, one of them marked where the box stands in it.

import type { SeriesBoxProps } from '../../../model/props.ts';
import type { Series } from '../../../model/site.ts';
import { seriesUrl } from '../../addresses.ts';
import type { LinkedEntry } from '../../catalog/post-context.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefOn } from '../../links/link-base.ts';
import { postLink } from './post-link.ts';

/** `parts` are the entries of the series' posts; `current` is the path of the post that the box stands in, or null. */
export function seriesBox(
  parts: readonly LinkedEntry[],
  series: Series,
  current: string | null,
  placing: LinkBase,
  language: string,
): SeriesBoxProps {
  return {
    href: hrefOn(placing, seriesUrl(series.slug)),
    title: series.name,
    description: series.description,
    parts: parts.map((entry) => Object.assign(postLink(entry, placing, language), { current: entry.path === current })),
  };
}
