// Removes comments from texts that are not HTML but look like it: the alternative text and title of an image, the title of a link.
// Comments in the text itself are HTML nodes, which are never printed.

import type { Nodes, Root } from 'mdast';
import { withoutComments } from '../context/html-comments.ts';

export function comments(tree: Root): void {
  removeFrom(tree);
}

function removeFrom(node: Nodes): void {
  if ('alt' in node && node.alt) node.alt = withoutComments(node.alt);
  if ('title' in node && node.title) node.title = withoutComments(node.title);
  if ('children' in node) node.children.forEach(removeFrom);
}
