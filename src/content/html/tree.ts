// Building and walking HTML trees (hast), with two kinds of node of our own that stand for what only the finished site knows.
// Nothing here knows what any markup means.

import type { Element, ElementContent, Nodes, Parents, Properties, RootContent, Text } from 'hast';
import type { Node } from 'unist';
import type { ImageSlot, SlottedHtml } from '../../model/page.ts';

/** Stands for a whole picture. */
interface ImageNode extends Node {
  readonly type: 'image';
  readonly slot: ImageSlot;
}

/** Different content for the site's pages and for feeds. */
export interface PerOutputNode extends Node {
  readonly type: 'per-output';
  readonly site: ElementContent[];
  readonly feed: ElementContent[];
  /** Whether excerpts leave it out: permalinks, footnotes and their marks. */
  readonly articleOnly: boolean;
}

/** Finished HTML of our own making, such as a drawing. Never an author's. */
interface FinishedNode extends Node {
  readonly type: 'finished';
  readonly html: string;
  /** What a reader sees of it, where that is text. */
  readonly text?: string;
}

declare module 'hast' {
  interface ElementContentMap {
    image: ImageNode;
    'per-output': PerOutputNode;
    finished: FinishedNode;
  }
  interface RootContentMap {
    image: ImageNode;
    'per-output': PerOutputNode;
    finished: FinishedNode;
  }
  interface ElementData {
    /** Values of attributes that hold addresses of this site, by property. */
    slots?: { [property: string]: SlottedHtml };
    /** On the mark of a footnote: which note, and which mark of that note, both from 1. */
    note?: { readonly number: number; readonly occurrence: number };
    /** On the list of footnotes. */
    isNotes?: boolean;
  }
}

export function element(tagName: string, properties: Properties = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}

export function text(value: string): Text {
  return { type: 'text', value };
}

export function isElement(node: Nodes | undefined, ...tagNames: readonly string[]): node is Element {
  return node?.type === 'element' && (tagNames.length === 0 || tagNames.includes(node.tagName));
}

export function isBlank(node: Nodes): boolean {
  return node.type === 'comment' || (node.type === 'text' && /^\s*$/.test(node.value));
}

/** The text of a tree as a reader sees it, without marks of footnotes and what only pages or only feeds show. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (isElement(node, 'a') && 'dataFootnoteRef' in node.properties) return '';
  if (isElement(node, 'img')) return String(node.properties['alt'] ?? '');
  if (node.type === 'image') return node.slot.alt;
  if (node.type === 'finished') return node.text ?? '';
  if (!('children' in node)) return '';
  let inside = '';
  for (const child of node.children) inside += textOf(child);
  return inside;
}

/** Calls `visit` with every element in document order, parents first; `visit` returns false to skip what is inside. */
export function eachElement(
  parent: Parents,
  visit: (node: Element, ancestors: readonly Parents[]) => boolean | void,
  ancestors: readonly Parents[] = [],
): void {
  // Most elements hold nothing but text; and what is visited may change its parent.
  const elements: Element[] = [];
  for (const node of parent.children) if (node.type === 'element') elements.push(node);
  if (elements.length === 0) return;
  const inside = [...ancestors, parent];
  for (const node of elements) if (visit(node, inside) !== false) eachElement(node, visit, inside);
}

/** What takes an element's place: nothing (`undefined`) leaves it as it is, an empty array takes it away. */
export type Replacement = ElementContent | readonly ElementContent[] | undefined;

/** Rewrites a tree from the leaves up. */
export function rewrite(
  parent: Parents,
  change: (node: Element, ancestors: readonly Parents[]) => Replacement,
  ancestors: readonly Parents[] = [],
): void {
  let inside: Parents[] | null = null;
  // Made with the first that is replaced: mostly none is.
  let children: ElementContent[] | null = null;
  const before = parent.children;
  for (const [index, node] of before.entries()) {
    if (node.type !== 'element') {
      if (node.type === 'doctype') children ??= before.slice(0, index).filter(isContent);
      else children?.push(node);
      continue;
    }
    inside ??= [...ancestors, parent];
    rewrite(node, change, inside);
    const replacement = change(node, inside);
    if (replacement === undefined) children?.push(node);
    else {
      children ??= before.slice(0, index).filter(isContent);
      if ('type' in replacement) children.push(replacement);
      else children.push(...replacement);
    }
  }
  if (children) parent.children = children;
}

export function isContent(node: RootContent): node is ElementContent {
  return node.type !== 'doctype';
}

/** The classes of an element. */
export function classesOf(node: Element): readonly string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : none;
}

const none: readonly string[] = [];
