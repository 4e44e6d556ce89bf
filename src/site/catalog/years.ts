// Posts by year. The year is that of the date the author wrote, which is what readers see, never that of the instant in UTC.

import type { PageIndexData } from '../../model/page-parts.ts';
import type { Year } from '../../model/site.ts';
import { byCodeUnit } from '../../text/order.ts';
import { grouped } from './grouped.ts';

/** `posts` newest first. Years are newest first; posts without a date are left out. */
export function groupYears(posts: readonly PageIndexData[]): Year[] {
  const dated = posts.flatMap(({ path, meta }) => (meta.date ? [{ path, year: meta.date.day.slice(0, 4) }] : []));
  return Array.from(grouped(dated, ({ year }) => year))
    .toSorted(([a], [b]) => byCodeUnit(b, a))
    .map(([year, members]) => ({ year, posts: members.map(({ path }) => path) }));
}
