// Figures: an image with a title that is alone in its paragraph becomes a figure. The title, read as Markdown, becomes its caption. Other
// images never change.

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
  const image = only.type === 'link' && only.children.length === 1 ? only.children[0] : only;
  if (image?.type !== 'image' && image?.type !== 'imageReference') return;
  const source = image.type === 'image' ? image : definitions.get(image.identifier);
  const title = source?.title?.trim() ?? '';
  if (title === '') return;
  // The tree has no offset for the caption; nothing else begins at the last character of the image.
  const end = rangeOf(image)?.end ?? 1;
  const caption: PhrasingContent = {
    type: 'emphasis',
    data: { hName: 'figcaption' },
    children: captionFrom(title, { start: end - 1, end }).children,
  };
  removeTitle(image, source);
  paragraph.data = { ...paragraph.data, hName: 'figure', hProperties: { className: [classNames.figure] } };
  paragraph.children = [only, caption];
}

/** A reference becomes an image of its own, because other images may use the same definition. */
function removeTitle(image: Image | ImageReference, source: Image | Definition | undefined): void {
  if (image.type === 'image') image.title = null;
  else Object.assign(image, { type: 'image', url: source?.url ?? '', title: null });
}
