// Headings in document order → the table of contents of a page. It must never create anchors: headings bring theirs.

import type { Heading } from '../../../model/page.ts';
import type { OutlineProps } from '../../../model/props.ts';
import { encodeFragment } from '../../../text/href.ts';

/** Deeper headings structure a section, not the page. */
const maxDepth = 3;
const minHeadings = 3;

/** Nested by depth, with skipped levels closed up; empty for fewer than three headings. */
export function outlineOf(headings: readonly Heading[]): readonly OutlineProps[] {
  const shown = headings.filter(({ depth }) => depth <= maxDepth);
  return shown.length < minHeadings ? [] : nested(shown);
}

function nested(headings: readonly Heading[]): OutlineProps[] {
  const starts = headings.flatMap(({ depth }, index) => {
    const minDepth = Math.min(...headings.slice(0, index + 1).map((heading) => heading.depth));
    return depth === minDepth ? [index] : [];
  });
  return starts.flatMap((start, index) => {
    const heading = headings[start];
    if (heading === undefined) return [];
    const children = headings.slice(start + 1, starts[index + 1]);
    return [{ href: encodeFragment(heading.id), text: heading.text, children: nested(children) }];
  });
}
