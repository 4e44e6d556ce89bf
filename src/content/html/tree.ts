// Builds and walks HTML trees (hast), extended with three node types of our own: image slots, content per output, and prerendered HTML.
// Must not know what any markup means.

import type { Element, ElementContent, Nodes, Parents, Properties, RootContent, Text } from 'hast';
import type { Node } from 'unist';
import type { DirectiveSlot, ImageSlot, SlottedHtml } from '../../model/page.ts';

/** An image whose HTML depends on the finished site: its sizes and its address. */
interface ImageNode extends Node {
  readonly type: 'image';
  readonly slot: ImageSlot;
}

/** Content that differs between the site's pages and its feeds. */
export interface PerOutputNode extends Node {
  readonly type: 'per-output';
  readonly site: ElementContent[];
  readonly feed: ElementContent[];
  /** Whether excerpts leave it out, as they do with permalinks, footnotes and their marks. */
  readonly articleOnly: boolean;
}

/** HTML that we generated, such as a diagram. It is printed without escaping, so it must never contain an author's HTML. */
interface PrerenderedNode extends Node {
  readonly type: 'prerendered';
  readonly html: string;
  /** Its text as a reader sees it; missing where it has none. */
  readonly text?: string;
}

/** What the element of a directive is printed as: a slot. Its children are the directive's label and content. */
export interface DirectiveElement {
  readonly head: Pick<DirectiveSlot, 'name' | 'attributes' | 'language' | 'at' | 'nameAt'>;
  readonly isContainer: boolean;
  /** The callout that it is if the theme has no component of its name: an `aside` with a title. */
  readonly callout: Element | null;
}

declare module 'hast' {
  interface ElementContentMap {
    image: ImageNode;
    'per-output': PerOutputNode;
    prerendered: PrerenderedNode;
  }
  interface RootContentMap {
    image: ImageNode;
    'per-output': PerOutputNode;
    prerendered: PrerenderedNode;
  }
  interface ElementData {
    /** Attribute values that contain addresses of this site, by property. */
    slots?: { [property: string]: SlottedHtml };
    /** On the mark of a footnote: the footnote's number, from 1. */
    footnote?: number;
    /** On the section with the list of footnotes. */
    isFootnoteList?: boolean;
    directive?: DirectiveElement;
    isDirectiveLabel?: boolean;
  }
}

export function element(tagName: string, properties: Properties = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}

export function text(value: string): Text {
  return { type: 'text', value };
}

/** Whether a node is an element, with one of these names if any are given. */
export function isElement(node: Nodes | undefined, ...tagNames: readonly string[]): node is Element {
  return node?.type === 'element' && (tagNames.length === 0 || tagNames.includes(node.tagName));
}

/** Whether a node shows nothing: a comment or white space. */
export function isBlank(node: Nodes): boolean {
  return node.type === 'comment' || (node.type === 'text' && /^\s*$/.test(node.value));
}

/** The text of a tree as a reader sees it, without footnote marks and without content that differs between outputs. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (isElement(node, 'a') && 'dataFootnoteRef' in node.properties) return '';
  if (isElement(node, 'img')) return String(node.properties['alt'] ?? '');
  if (node.type === 'image') return node.slot.alt;
  if (node.type === 'prerendered') return node.text ?? '';
  if (!('children' in node)) return '';
  let inside = '';
  for (const child of node.children) inside += textOf(child);
  return inside;
}

/** Calls `visit` with every element in document order, parents first; `visit` returns false to skip an element's content. */
export function eachElement(
  parent: Parents,
  visit: (node: Element, ancestors: readonly Parents[]) => boolean | void,
  ancestors: readonly Parents[] = [],
): void {
  // A copy, because `visit` may change the parent's children. Most elements contain only text and stop here.
  const elements: Element[] = [];
  for (const node of parent.children) if (node.type === 'element') elements.push(node);
  if (elements.length === 0) return;
  const inside = [...ancestors, parent];
  for (const node of elements) if (visit(node, inside) !== false) eachElement(node, visit, inside);
}

/** The nodes that replace an element: `undefined` keeps it, an empty array removes it. */
export type Replacement = ElementContent | readonly ElementContent[] | undefined;

/** Replaces elements of a tree in place, from the leaves up; document types are dropped on the way. */
export function rewrite(
  parent: Parents,
  change: (node: Element, ancestors: readonly Parents[]) => Replacement,
  ancestors: readonly Parents[] = [],
): void {
  let inside: Parents[] | null = null;
  // Created when the first child is replaced; usually none is.
  let children: ElementContent[] | null = null;
  const original = parent.children;
  for (const [index, node] of original.entries()) {
    if (node.type !== 'element') {
      if (node.type === 'doctype') children ??= original.slice(0, index).filter(isContent);
      else children?.push(node);
      continue;
    }
    inside ??= [...ancestors, parent];
    rewrite(node, change, inside);
    const replacement = change(node, inside);
    if (replacement === undefined) children?.push(node);
    else {
      children ??= original.slice(0, index).filter(isContent);
      if ('type' in replacement) children.push(replacement);
      else children.push(...replacement);
    }
  }
  if (children) parent.children = children;
}

/** Whether a node may be inside an element. */
export function isContent(node: RootContent): node is ElementContent {
  return node.type !== 'doctype';
}

/** The classes of an element. */
export function classesOf(node: Element): readonly string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : none;
}

const none: readonly string[] = [];
