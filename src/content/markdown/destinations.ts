// Records the position of the address in each link, image and definition, which the syntax tree does not have. Diagnostics point at it,
// and the Markdown copy replaces the text there. Never changes an address.

import type { Definition, Image, Link, Nodes, Root } from 'mdast';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf, type TextRange } from '../context/text-range.ts';

declare module 'mdast' {
  interface LinkData {
    destination?: TextRange;
  }
  interface ImageData {
    destination?: TextRange;
  }
  interface DefinitionData {
    destination?: TextRange;
  }
}

type Extension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;

/** Makes remark-parse store the range of each address in `data.destination`. */
export function remarkDestinations(this: Processor): void {
  const data = this.data();
  const extension: Extension = {
    exit: {
      resourceDestinationString(token) {
        const url = this.resume();
        setDestination(this.stack.at(-1), url, { start: token.start.offset, end: token.end.offset });
      },
      definitionDestinationString(token) {
        const url = this.resume();
        setDestination(this.stack.at(-1), url, { start: token.start.offset, end: token.end.offset });
      },
    },
  };
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), extension];
}

function setDestination(node: { type: string } | undefined, url: string, destination: TextRange): void {
  if (node && hasAddress(node)) {
    node.url = url;
    node.data = { ...node.data, destination };
  }
}

function hasAddress(node: { type: string }): node is Link | Image | Definition {
  return node.type === 'link' || node.type === 'image' || node.type === 'definition';
}

/** Collects the ranges in `context.destinations`, by the offset at which the link, image or definition begins. */
export function destinations(node: Root | Nodes, context: RenderContext): void {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const range = rangeOf(node);
    const destination = node.data?.destination;
    if (range && destination) context.destinations.set(range.start, { ...destination, url: node.url });
  }
  if ('children' in node) for (const child of node.children) destinations(child, context);
}
