// Where in the file parts of raw HTML stand, as exactly as its parser tells.

import type { Element } from 'hast';
import type { Span } from '../../model/diagnostic.ts';
import { type Manuscript, spanOf, stretchOf } from './render-context.ts';

/** The opening tag of an element written as HTML; the whole element where it was written as Markdown. */
export function openingTagSpan(node: Element, manuscript: Manuscript): Span {
  const stretch = stretchOf(node);
  if (!stretch) return spanOf(node, manuscript);
  const tag = /^<(?:"[^"]*"|'[^']*'|[^"'>])*>/.exec(manuscript.text.slice(stretch.start, stretch.end));
  return manuscript.span(stretch.start, tag ? stretch.start + tag[0].length : stretch.end);
}
