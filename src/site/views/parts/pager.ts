// The way through the pages of a list. However long the list, a pager stays short: first, last, and the nearest.

import type { PagerProps } from '../../../model/props.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefOn } from '../../links/link-base.ts';

const reach = 2;

export function pagerOf(number: number, of: number, urlOf: (number: number) => string, placing: LinkBase): PagerProps {
  const hrefTo = (page: number) => hrefOn(placing, urlOf(page));
  const near = Array.from({ length: 2 * reach + 1 }, (_, index) => number - reach + index);
  const shown = [...new Set([1, ...near.filter((page) => page >= 1 && page <= of), of])];
  return {
    number,
    of,
    newerHref: number > 1 ? hrefTo(number - 1) : null,
    olderHref: number < of ? hrefTo(number + 1) : null,
    pages: shown.map((page) => ({ number: page, href: hrefTo(page), current: page === number })),
  };
}
