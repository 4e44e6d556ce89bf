// Makes finished HTML of a tree, with holes for what only the finished site knows. In the text that is made a hole is a number between
// two noncharacters; one walk before that takes every noncharacter out that an author could have brought, so none can be forged.

import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Holey, Slot } from '../model/page.ts';
import { cleanText } from './clean-text.ts';

const printer = unified()
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } })
  .freeze();

/** What a numbered mark stands for: a slot, or finished HTML. */
type Filling = Slot | string;

/** The HTML of some nodes, comments left out. The nodes are not changed. */
export function holeyHtml(nodes: readonly RootContent[]): Holey {
  const fillings: Filling[] = [];
  const root: Root = { type: 'root', children: nodes.flatMap((node) => printed(node, fillings)) };
  return filled(printer.stringify(root), fillings);
}

/** Puts slots and finished HTML where their numbers stand. */
function filled(html: string, fillings: readonly Filling[]): Holey {
  const parts: Filling[] = [];
  html.split(/\uFDD0(\d+)\uFDD1/).forEach((text, index) => {
    const part = index % 2 === 1 ? (fillings[Number(text)] ?? '') : text;
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  });
  return parts;
}

function printed(node: RootContent, fillings: Filling[]): ElementContent[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: cleanText(node.value) }];
    case 'element':
      return [printedElement(node, fillings)];
    case 'picture':
      return [{ type: 'text', value: markFor(node.slot, fillings) }];
    case 'medium': {
      const slot: Slot = { kind: 'medium', site: holeyHtml(node.site), feed: holeyHtml(node.feed) };
      return [{ type: 'text', value: markFor(slot, fillings) }];
    }
    case 'finished':
      return [{ type: 'text', value: markFor(node.html, fillings) }];
    case 'comment':
    case 'doctype':
    case 'raw':
      return [];
  }
}

function printedElement(node: Element, fillings: Filling[]): Element {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(node.properties)) {
    if (Array.isArray(value) && value.length === 0) continue;
    properties[name] = Array.isArray(value) ? value.map(cleanValue) : cleanValue(value);
  }
  for (const [name, value] of Object.entries(node.data?.holes ?? {})) {
    properties[name] = value
      .map((part) => (typeof part === 'string' ? cleanText(part) : markFor(part, fillings)))
      .join('');
  }
  const children = node.children.flatMap((child) => printed(child, fillings));
  const copy: Element = { type: 'element', tagName: node.tagName, properties, children };
  if (node.content)
    copy.content = { type: 'root', children: node.content.children.flatMap((child) => printed(child, fillings)) };
  return copy;
}

function cleanValue<V>(value: V): V | string {
  return typeof value === 'string' ? cleanText(value) : value;
}

function markFor(filling: Filling, fillings: Filling[]): string {
  fillings.push(filling);
  return `\uFDD0${fillings.length - 1}\uFDD1`;
}
