// Notes where the address of each link, picture and definition stands in the Markdown, which the syntax tree does not say:
// for exact diagnostics, and for the Markdown copy, in which addresses are replaced.

import type { Definition, Image, Link, Nodes, Root } from 'mdast';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';
import { type Manuscript, type Stretch, stretchOf } from '../context/render-context.ts';

declare module 'mdast' {
  interface LinkData {
    destination?: Stretch;
  }
  interface ImageData {
    destination?: Stretch;
  }
  interface DefinitionData {
    destination?: Stretch;
  }
}

type Extension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;

/** Makes remark-parse leave the place of an address in `data.destination`. */
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

function setDestination(node: { type: string } | undefined, url: string, destination: Stretch): void {
  if (node && hasAddress(node)) {
    node.url = url;
    node.data = { ...node.data, destination };
  }
}

function hasAddress(node: { type: string }): node is Link | Image | Definition {
  return node.type === 'link' || node.type === 'image' || node.type === 'definition';
}

/** Collects the places into `manuscript.destinations`, by the offset where the link, picture or definition begins. */
export function destinations(tree: Root, manuscript: Manuscript): void {
  collect(tree, manuscript);
}

function collect(node: Nodes, manuscript: Manuscript): void {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const stretch = stretchOf(node);
    const destination = node.data?.destination;
    if (stretch && destination) manuscript.destinations.set(stretch.start, { ...destination, url: node.url });
  }
  if ('children' in node) for (const child of node.children) collect(child, manuscript);
}
