// Makes finished HTML of a tree, with holes for what only the finished site knows. In the text that is made a hole is a number between
// two noncharacters; one walk before that takes every noncharacter out that an author could have brought, so none can be forged.

import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Slot, SlottedHtml } from '../../model/page.ts';
import { cleanText } from '../../text/clean-text.ts';

const printer = unified()
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } })
  .freeze();

/** What a numbered mark stands for: a slot, or finished HTML. */
type Filling = Slot | string;

/** The HTML of some nodes, comments left out. The nodes are not changed. */
export function slottedHtml(nodes: readonly RootContent[]): SlottedHtml {
  const fillings: Filling[] = [];
  const root: Root = { type: 'root', children: printed(nodes, fillings) };
  return filled(printer.stringify(root), fillings);
}

/** Puts slots and finished HTML where their numbers stand. */
function filled(html: string, fillings: readonly Filling[]): SlottedHtml {
  const parts: Filling[] = [];
  html.split(/\uFDD0(\d+)\uFDD1/).forEach((text, index) => {
    const part = index % 2 === 1 ? (fillings[Number(text)] ?? '') : text;
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  });
  return parts;
}

function printed(nodes: readonly RootContent[], fillings: Filling[]): ElementContent[] {
  const children: ElementContent[] = [];
  for (const node of nodes) {
    if (node.type === 'element') children.push(printedElement(node, fillings));
    else {
      const value = printedText(node, fillings);
      if (value !== null) children.push({ type: 'text', value });
    }
  }
  return children;
}

/** Null for what is not printed. */
function printedText(node: Exclude<RootContent, Element>, fillings: Filling[]): string | null {
  switch (node.type) {
    case 'text':
      return cleanText(node.value);
    case 'image':
      return markFor(node.slot, fillings);
    case 'per-output':
      return markFor({ kind: 'per-output', site: slottedHtml(node.site), feed: slottedHtml(node.feed) }, fillings);
    case 'finished':
      return markFor(node.html, fillings);
    case 'comment':
    case 'doctype':
    case 'raw':
      return null;
  }
}

function printedElement(node: Element, fillings: Filling[]): Element {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(node.properties)) {
    if (Array.isArray(value) && value.length === 0) continue;
    properties[name] = Array.isArray(value) ? value.map(cleanValue) : cleanValue(value);
  }
  const { slots: holes } = node.data ?? {};
  for (const [name, value] of holes ? Object.entries(holes) : []) {
    properties[name] = value
      .map((part) => (typeof part === 'string' ? cleanText(part) : markFor(part, fillings)))
      .join('');
  }
  const children = printed(node.children, fillings);
  const copy: Element = { type: 'element', tagName: node.tagName, properties, children };
  if (node.content) copy.content = { type: 'root', children: printed(node.content.children, fillings) };
  return copy;
}

function cleanValue<V>(value: V): V | string {
  return typeof value === 'string' ? cleanText(value) : value;
}

function markFor(filling: Filling, fillings: Filling[]): string {
  fillings.push(filling);
  return `\uFDD0${fillings.length - 1}\uFDD1`;
}
