// Writes XML. Escapes every text and attribute value, so that a document is well-formed whatever a title contains. It must
// never know the elements of a format.

import { escapeXml } from '../../text/escape.ts';

/** Finished XML; only the functions of this file create it. */
export type Xml = { readonly xml: string };

type Attributes = { readonly [name: string]: string | null };

/** An element without those attributes and children that are null. Strings are escaped. */
export function element(name: string, attributes: Attributes, ...children: readonly (Xml | string | null)[]): Xml {
  const printed = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escapeXml(value)}"`],
  );
  const present = children.filter((child) => child !== null);
  if (present.length === 0) return { xml: `<${name}${printed.join('')}/>` };
  const isMixed = present.some((child) => typeof child === 'string');
  const inner = present.map((child) => (typeof child === 'string' ? escapeXml(child) : child.xml));
  const content = isMixed ? inner.join('') : `\n${inner.join('\n')}\n`;
  return { xml: `<${name}${printed.join('')}>${content}</${name}>` };
}

/** An element that contains `text`; null if the text is null. */
export function textElement(name: string, text: string | null, attributes: Attributes = {}): Xml | null {
  return text === null ? null : element(name, attributes, text);
}

/** `style`: the href of a style sheet, for people who open the document in a browser. */
export function xmlDocument(root: Xml, style: string | null = null): string {
  const sheet = style === null ? '' : `<?xml-stylesheet type="text/css" href="${escapeXml(style)}"?>\n`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${sheet}${root.xml}\n`;
}
