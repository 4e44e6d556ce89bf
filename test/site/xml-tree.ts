// Parses XML strictly, with namespaces, into a small tree. Throws if the document is not well-formed.

import { SaxesParser } from 'saxes';

export interface XmlNode {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly XmlNode[];
  /** The text of this element without that of its children. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: { [name: string]: string };
  readonly children: XmlNode[];
  text: string;
}

export function parseXml(xml: string): XmlNode {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (problem) => {
    throw problem;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, value]) => [key, value.value]);
    open.push({ name, attributes: Object.fromEntries(values), children: [], text: '' });
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current) current.text += text;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) open.at(-1)?.children.push(closed);
  });
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(xml))).close();
  const [only] = root.children;
  if (only === undefined) throw new Error('no element');
  return only;
}

/** `name: text` or `name @attribute=value` for each child. */
export function outlineOf(node: XmlNode): string[] {
  return node.children.map(({ name, attributes, text, children }) => {
    const listed = Object.entries(attributes).map(([key, value]) => ` @${key}=${value}`);
    const inner = children.length > 0 ? ` (${children.map((child) => `${child.name}: ${child.text}`).join(', ')})` : '';
    return `${name}${listed.join('')}${text.trim() === '' ? '' : `: ${text}`}${inner}`;
  });
}

export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === name);
}
