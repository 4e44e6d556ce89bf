// Puts text that is between blocks into paragraphs, as after `</div>` in the same piece of raw HTML: without an element of its own, no style
// sheet can give it the width and the gaps of a text. Must never put a block into a paragraph.

import type { ElementContent, Nodes, Root, RootContent } from 'hast';
import { element, isBlank, isContent, isElement, textOf } from '../html/tree.ts';

export function bareText(tree: Root): void {
  const children: RootContent[] = [];
  let run: RootContent[] = [];
  const endRun = () => {
    children.push(...withParagraph(run));
    run = [];
  };
  for (const node of tree.children) {
    if (isRunning(node)) run.push(node);
    else {
      endRun();
      children.push(node);
    }
  }
  endRun();
  tree.children = children;
}

/** The run as a paragraph, with blank nodes before and after it; as it was if it shows no text, such as an image or an anchor. */
function withParagraph(run: readonly RootContent[]): readonly RootContent[] {
  if (!run.some((node) => !isElement(node, ...media) && textOf(node).trim() !== '')) return run;
  const start = run.findIndex((node) => !isBlank(node));
  const end = run.findLastIndex((node) => !isBlank(node)) + 1;
  return [
    ...run.slice(0, start),
    element('p', {}, trimmed(run.slice(start, end).filter(isContent))),
    ...run.slice(end),
  ];
}

function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node, index) => {
    if (node.type !== 'text') return node;
    const value = index === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: index === nodes.length - 1 ? value.trimEnd() : value };
  });
}

const media = ['img', 'picture', 'video', 'audio'];
const running = new Set([
  ...media,
  ...'a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark math q rp rt ruby s samp small source span'.split(
    ' ',
  ),
  ...'strong sub sup svg time track tt u var wbr'.split(' '),
]);

/** Whether a node is part of running text, with all that is in it. */
function isRunning(node: Nodes): boolean {
  if (node.type === 'text' || node.type === 'comment') return true;
  if (!isElement(node)) return false;
  return node.tagName === 'svg' || (running.has(node.tagName) && node.children.every(isRunning));
}
