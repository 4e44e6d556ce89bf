// Headings in a row → the contents list of a page.

import type { Heading } from '../../../model/page.ts';
import type { OutlineProps } from '../../../model/props.ts';
import { encodeFragment } from '../../../text/href.ts';

/** Deeper headings structure a passage, not a page. */
const deepest = 3;
const fewest = 3;

/** Nested by depth, where a skipped level counts as one; empty under three headings. */
export function outlineOf(headings: readonly Heading[]): readonly OutlineProps[] {
  const shown = headings.filter(({ depth }) => depth <= deepest);
  return shown.length < fewest ? [] : nested(shown);
}

function nested(headings: readonly Heading[]): OutlineProps[] {
  const starts = headings.flatMap(({ depth }, index) => {
    const least = Math.min(...headings.slice(0, index + 1).map((heading) => heading.depth));
    return depth === least ? [index] : [];
  });
  return starts.flatMap((start, index) => {
    const heading = headings[start];
    if (heading === undefined) return [];
    const children = headings.slice(start + 1, starts[index + 1]);
    return [{ href: encodeFragment(heading.id), text: heading.text, children: nested(children) }];
  });
}
