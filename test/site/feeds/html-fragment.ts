// The HTML of a feed entry as a browser's parser reads it.

import { type DefaultTreeAdapterTypes, html, parseFragment } from 'parse5';

export interface HtmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
}

/** All elements in document order, except those inside MathML, and the parse errors by their standard names. */
export function fragmentIn(source: string): {
  readonly elements: readonly HtmlElement[];
  readonly errors: readonly string[];
} {
  const errors: string[] = [];
  const elements: HtmlElement[] = [];
  const collect = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      if (node.namespaceURI === html.NS.MATHML) return;
      elements.push({
        name: node.tagName,
        attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      });
    }
    if ('childNodes' in node) node.childNodes.forEach(collect);
  };
  collect(parseFragment(source, { onParseError: ({ code }) => void errors.push(code) }));
  return { elements, errors };
}
