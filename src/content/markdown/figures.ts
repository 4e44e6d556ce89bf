// Figures: a picture with a title that is alone in its paragraph gets the title, read as Markdown, as its caption.

import type { Definition, Image, ImageReference, Nodes, Paragraph, PhrasingContent, Root } from 'mdast';
import { rangeOf } from '../context/text-range.ts';
import { classNames } from '../html/class-names.ts';
import { captionFrom } from './captions.ts';

export function figures(tree: Root): void {
  const definitions = new Map<string, Definition>();
  eachNode(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  eachNode(tree, (node) => {
    if (node.type === 'paragraph') makeFigure(node, definitions);
  });
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}

function makeFigure(paragraph: Paragraph, definitions: ReadonlyMap<string, Definition>): void {
  const [only] = paragraph.children;
  if (!only || paragraph.children.length > 1) return;
  const picture = only.type === 'link' && only.children.length === 1 ? only.children[0] : only;
  if (picture?.type !== 'image' && picture?.type !== 'imageReference') return;
  const source = picture.type === 'image' ? picture : definitions.get(picture.identifier);
  const title = source?.title?.trim() ?? '';
  if (title === '') return;
  // The caption has no offset of its own in the tree; the end of the picture is one where nothing else begins.
  const end = rangeOf(picture)?.end ?? 1;
  const caption: PhrasingContent = {
    type: 'emphasis',
    data: { hName: 'figcaption' },
    children: captionFrom(title, { start: end - 1, end }).children,
  };
  withoutTitle(picture, source);
  paragraph.data = { ...paragraph.data, hName: 'figure', hProperties: { className: [classNames.figure] } };
  paragraph.children = [only, caption];
}

/** A picture by reference becomes one of its own: the definition may serve other pictures too. */
function withoutTitle(picture: Image | ImageReference, source: Image | Definition | undefined): void {
  if (picture.type === 'image') picture.title = null;
  else Object.assign(picture, { type: 'image', url: source?.url ?? '', title: null });
}
