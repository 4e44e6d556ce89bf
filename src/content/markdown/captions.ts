// Captions: Markdown in one line, written in a title or an option, that is to go through the same stages as the text around it.

import type { Nodes, Paragraph } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { TextRange } from '../context/text-range.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** A caption as a paragraph; all of it counts as standing at `range`. Anything but one paragraph stays text. */
export function captionFrom(markdown: string, range: TextRange): Paragraph {
  const [first, ...others] = parser.parse(markdown.trim()).children;
  const isOne = first?.type === 'paragraph' && others.length === 0;
  const caption: Paragraph = isOne
    ? first
    : { type: 'paragraph', children: [{ type: 'text', value: markdown.trim() }] };
  place(caption, range);
  return caption;
}

function place(node: Nodes, { start, end }: TextRange): void {
  const point = (offset: number) => ({ line: 1, column: 1, offset });
  node.position = { start: point(start), end: point(end) };
  if ('children' in node) for (const child of node.children) place(child, { start, end });
}
