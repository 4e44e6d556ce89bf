// A series with links to all of its parts. On the page of a part, that part is marked and must never be left out.

import type { SiteConfig } from '../../../model/config.ts';
import type { SeriesBoxProps } from '../../../model/props.ts';
import type { Series } from '../../../model/site.ts';
import { seriesUrl } from '../../addresses.ts';
import type { LinkedEntry } from '../../catalog/post-context.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefFrom } from '../../links/link-base.ts';
import { postLink } from './post-link.ts';

/** `parts` are the entries of the series' posts; `current` is the path of the post whose page shows the box, or null. */
export function seriesBox(
  parts: readonly LinkedEntry[],
  series: Series,
  current: string | null,
  base: LinkBase,
  { language, permalinks }: Pick<SiteConfig, 'language' | 'permalinks'>,
): SeriesBoxProps {
  return {
    href: hrefFrom(base, seriesUrl(permalinks, series.slug)),
    title: series.name,
    description: series.description,
    parts: parts.map((entry) => Object.assign(postLink(entry, base, language), { current: entry.path === current })),
  };
}
