// Links between the pages of a list: the first, the last, and the nearest ones. A pager must never grow with the list.

import type { PagerProps } from '../../../model/props.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefFrom } from '../../links/link-base.ts';

/** How many pages to each side of the current one have a link. */
const maxDistance = 2;

/** `number` is the current page, `of` the number of pages; both count from 1. */
export function pagerOf(number: number, of: number, urlOf: (number: number) => string, base: LinkBase): PagerProps {
  const hrefTo = (page: number) => hrefFrom(base, urlOf(page));
  const near = Array.from({ length: 2 * maxDistance + 1 }, (_, index) => number - maxDistance + index);
  const shown = [...new Set([1, ...near.filter((page) => page >= 1 && page <= of), of])];
  return {
    number,
    of,
    newerHref: number > 1 ? hrefTo(number - 1) : null,
    olderHref: number < of ? hrefTo(number + 1) : null,
    pages: shown.map((page) => ({ number: page, href: hrefTo(page), current: page === number })),
  };
}
