// Captions: one line of Markdown from an image's title or a code block's option, parsed so that it passes through the same stages as the
// text around it. Never produces anything but one paragraph.

import type { Nodes, Paragraph } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { TextRange } from '../context/text-range.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** A caption as a paragraph whose nodes all have the position `range`. Anything other than one paragraph stays text. */
export function captionFrom(markdown: string, range: TextRange): Paragraph {
  const [first, ...others] = parser.parse(markdown.trim()).children;
  const isParagraph = first?.type === 'paragraph' && others.length === 0;
  const caption: Paragraph = isParagraph
    ? first
    : { type: 'paragraph', children: [{ type: 'text', value: markdown.trim() }] };
  setRange(caption, range);
  return caption;
}

function setRange(node: Nodes, { start, end }: TextRange): void {
  const point = (offset: number) => ({ line: 1, column: 1, offset });
  node.position = { start: point(start), end: point(end) };
  if ('children' in node) for (const child of node.children) setRange(child, { start, end });
}
