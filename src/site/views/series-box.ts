// A series with all of its parts, one of them marked where the box stands in it.

import type { SeriesBoxProps } from '../../model/props.ts';
import type { Series } from '../../model/site.ts';
import { seriesUrl } from '../addresses.ts';
import type { Placing } from '../placing.ts';
import { hrefOn } from '../placing.ts';
import type { Linked } from '../surroundings.ts';
import { entriesAt, postLink } from './post-link.ts';

/** `current` is the path of the post that the box stands in, or null. */
export function seriesBox(
  linked: Linked,
  series: Series,
  current: string | null,
  placing: Placing,
  language: string,
): SeriesBoxProps {
  return {
    href: hrefOn(placing, seriesUrl(series.slug)),
    title: series.name,
    description: series.description,
    parts: entriesAt(linked, series.parts).map((entry) =>
      Object.assign(postLink(entry, placing, language), { current: entry.path === current }),
    ),
  };
}
