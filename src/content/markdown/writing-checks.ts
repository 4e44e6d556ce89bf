// Warns where legal Markdown does not show what its author wrote: text that is swallowed, or marks that readers see. One walk over the tree
// calls the checks of blocks and of running text. Never changes the tree: what CommonMark says is what is shown.

import type { Definition, Nodes, Root } from 'mdast';
import type { RenderContext } from '../context/render-context.ts';
import { checkBlock, checkDefinitions } from './block-checks.ts';
import { checkMark, checkShownText, isShownAsText } from './text-checks.ts';

export function writingChecks(tree: Root, context: RenderContext): void {
  const definitions: Definition[] = [];
  const referenced = new Set<string>();
  eachNode(tree, (node) => {
    if (node.type === 'definition') definitions.push(node);
    else if (node.type === 'linkReference' || node.type === 'imageReference') referenced.add(node.identifier);
  });
  checkDefinitions(definitions, referenced, context);
  const names = definitions.map(({ label, identifier }) => label ?? identifier);
  eachNode(tree, (node) => {
    checkBlock(node, context);
    checkMark(node, context);
    if (isShownAsText(node)) checkShownText(node, names, context);
  });
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}
