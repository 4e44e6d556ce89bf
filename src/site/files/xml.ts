// Writes XML: every text and attribute goes through one escape, so that a document is well-formed whatever titles hold.
// It knows no vocabulary.

import { escapeXml } from '../../text/escape.ts';

/** A piece of finished XML; only the functions here make one. */
export type Xml = { readonly xml: string };

type Attributes = { readonly [name: string]: string | null };

/** An element; attributes and children that are null are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (Xml | string | null)[]): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escapeXml(value)}"`],
  );
  const present = children.filter((child) => child !== null);
  if (present.length === 0) return { xml: `<${name}${written.join('')}/>` };
  const isMixed = present.some((child) => typeof child === 'string');
  const inner = present.map((child) => (typeof child === 'string' ? escapeXml(child) : child.xml));
  const content = isMixed ? inner.join('') : `\n${inner.join('\n')}\n`;
  return { xml: `<${name}${written.join('')}>${content}</${name}>` };
}

/** An element that holds a text, or nothing where the text is null. */
export function textElement(name: string, text: string | null, attributes: Attributes = {}): Xml | null {
  return text === null ? null : element(name, attributes, text);
}

export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`;
}
