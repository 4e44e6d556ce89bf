// Prints a tree as HTML with slots for what only the finished site knows. While printing, a slot is a mark: a number between two
// noncharacters. Every noncharacter that an author could have written is removed first, so that no mark can be forged.

import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { DirectiveSlot, Slot, SlottedHtml } from '../../model/page.ts';
import { cleanText } from '../../text/clean-text.ts';
import { type DirectiveElement, isElement, textOf } from './tree.ts';

const printer = unified()
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } })
  .freeze();

/** What a mark is replaced by: a slot, or prerendered HTML. */
type Insert = Slot | string;

/** The HTML of some nodes, without comments. The nodes are not changed. */
export function slottedHtml(nodes: readonly RootContent[]): SlottedHtml {
  const inserts: Insert[] = [];
  const root: Root = { type: 'root', children: printableNodes(nodes, inserts) };
  return insertAtMarks(printer.stringify(root), inserts);
}

/** Replaces marks by the slots and the prerendered HTML with their numbers. */
function insertAtMarks(html: string, inserts: readonly Insert[]): SlottedHtml {
  const parts: Insert[] = [];
  html.split(/\uFDD0(\d+)\uFDD1/).forEach((text, index) => {
    const part = index % 2 === 1 ? (inserts[Number(text)] ?? '') : text;
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  });
  return parts;
}

function printableNodes(nodes: readonly RootContent[], inserts: Insert[]): ElementContent[] {
  const children: ElementContent[] = [];
  for (const node of nodes) {
    const directive = node.type === 'element' ? node.data?.directive : undefined;
    if (directive !== undefined && node.type === 'element')
      children.push({ type: 'text', value: markFor(directiveSlot(directive, node), inserts) });
    else if (node.type === 'element') children.push(printableElement(node, inserts));
    else {
      const value = printableText(node, inserts);
      if (value !== null) children.push({ type: 'text', value });
    }
  }
  return children;
}

/** The text or mark to print for a node; null for a node that is not printed. */
function printableText(node: Exclude<RootContent, Element>, inserts: Insert[]): string | null {
  switch (node.type) {
    case 'text':
      return cleanText(node.value);
    case 'image':
      return markFor(node.slot, inserts);
    case 'per-output':
      return markFor({ kind: 'per-output', site: slottedHtml(node.site), feed: slottedHtml(node.feed) }, inserts);
    case 'prerendered':
      return markFor(node.html, inserts);
    case 'comment':
    case 'doctype':
    case 'raw':
      return null;
  }
}

function directiveSlot({ head, isContainer, callout }: DirectiveElement, node: Element): DirectiveSlot {
  const label = node.children.find((child) => isElement(child) && child.data?.isDirectiveLabel === true);
  const labelled = isElement(label) ? label.children : null;
  return {
    kind: 'directive',
    ...head,
    label: labelled && { html: slottedHtml(labelled), text: cleanText(labelled.map(textOf).join('')).trim() },
    content: isContainer ? trimmed(slottedHtml(node.children.filter((child) => child !== label))) : null,
    fallback: callout && fallbackOf(callout, labelled),
  };
}

/** The HTML of a callout without its content. */
function fallbackOf(callout: Element, label: readonly ElementContent[] | null): DirectiveSlot['fallback'] {
  const [title] = callout.children;
  const titled = label !== null && isElement(title) ? { ...title, children: [...label] } : title;
  const parts = slottedHtml([{ ...callout, children: [{ type: 'text', value: '\n' }, ...(titled ? [titled] : [])] }]);
  const after = `</${callout.tagName}>`;
  const last = String(parts.at(-1) ?? '');
  return { before: [...parts.slice(0, -1), last.slice(0, -after.length)], after };
}

/** Without white space at its start and end. */
function trimmed(html: SlottedHtml): SlottedHtml {
  return html
    .map((part, index) => {
      const text = index === 0 && typeof part === 'string' ? part.trimStart() : part;
      return index === html.length - 1 && typeof text === 'string' ? text.trimEnd() : text;
    })
    .filter((part) => part !== '');
}

function printableElement(node: Element, inserts: Insert[]): Element {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(node.properties)) {
    if (Array.isArray(value) && value.length === 0) continue;
    properties[name] = Array.isArray(value) ? value.map(cleanIfText) : cleanIfText(value);
  }
  for (const [name, value] of Object.entries(node.data?.slots ?? {})) {
    properties[name] = value
      .map((part) => (typeof part === 'string' ? cleanText(part) : markFor(part, inserts)))
      .join('');
  }
  const children = printableNodes(node.children, inserts);
  const copy: Element = { type: 'element', tagName: node.tagName, properties, children };
  if (node.content) copy.content = { type: 'root', children: printableNodes(node.content.children, inserts) };
  return copy;
}

function cleanIfText<V>(value: V): V | string {
  return typeof value === 'string' ? cleanText(value) : value;
}

/** Stores an insert and returns the mark with its number. */
function markFor(insert: Insert, inserts: Insert[]): string {
  inserts.push(insert);
  return `\uFDD0${inserts.length - 1}\uFDD1`;
}
