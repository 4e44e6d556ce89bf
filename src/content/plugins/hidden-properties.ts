// Carries the properties that plugins of `remark` give to HTML elements past the sanitizer, which would take them for an author's. They are
// replaced by a mark that no author can write, and put back after it. Names of elements are not carried: the sanitizer decides about those.

import type { Root as Html, Properties } from 'hast';
import type { Root as Markdown, Nodes } from 'mdast';
import { eachElement } from '../html/tree.ts';

/** A node's fields that decide about its HTML. */
interface HtmlData {
  hProperties?: Properties | null;
  hChildren?: readonly unknown[] | null;
}

/** Calls `visit` with the properties of everything in a Markdown tree that becomes an element by a plugin's wish. */
export function eachPluginElement(
  node: Nodes | Markdown,
  visit: (properties: Properties, node: Nodes | Markdown) => Properties,
): void {
  const data = node.data as HtmlData | undefined;
  if (data?.hProperties) data.hProperties = visit(data.hProperties, node);
  for (const child of data?.hChildren ?? []) eachHtmlChild(child, (properties) => visit(properties, node));
  if ('children' in node) for (const child of node.children) eachPluginElement(child, visit);
}

function eachHtmlChild(child: unknown, visit: (properties: Properties) => Properties): void {
  if (typeof child !== 'object' || child === null) return;
  const element = child as { properties?: Properties; children?: readonly unknown[] };
  if (element.properties) element.properties = visit(element.properties);
  for (const inner of element.children ?? []) eachHtmlChild(inner, visit);
}

/** Replaces properties by marks and returns them. */
export function hideProperties(tree: Markdown): readonly Properties[] {
  const hidden: Properties[] = [];
  eachPluginElement(tree, (properties) => {
    if (Object.keys(properties).length === 0) return properties;
    hidden.push(properties);
    return { dataPlugin: `\uFDD0${hidden.length - 1}\uFDD1` };
  });
  return hidden;
}

export function restoreProperties(tree: Html, hidden: readonly Properties[]): void {
  if (hidden.length === 0) return;
  eachElement(tree, (node) => {
    const { dataPlugin, ...others } = node.properties;
    if (dataPlugin === undefined) return;
    const number = /^\uFDD0(\d+)\uFDD1$/.exec(String(dataPlugin))?.[1];
    // An id that the author wrote wins.
    node.properties = { ...others, ...hidden[Number(number ?? -1)] };
    if (others['id'] !== undefined) node.properties['id'] = others['id'];
  });
}
