// Carries the properties that plugins of `remark` give to HTML elements past the sanitizer, which would take them for an author's. They are
// replaced by a mark that no author can write, and put back after it. Names of elements are not carried: the sanitizer decides about those.

import type { Root as Html, Properties } from 'hast';
import type { Root as Markdown, Nodes } from 'mdast';
import { eachElement } from '../html/tree.ts';

/** An element that a plugin asks for with the data of a Markdown node. */
export interface PluginElement {
  /** Its name; null if the type of the node decides. */
  readonly tagName: string | null;
  properties: Properties;
}

/** A node's fields that decide about its HTML. */
interface HtmlData {
  hName?: string | null;
  hProperties?: Properties | null;
  hChildren?: PluginElement[] | null;
}

/** Calls `visit` with everything in a Markdown tree that becomes an element by a plugin's wish; `visit` returns false to remove it. */
export function eachPluginElement(
  node: Nodes | Markdown,
  visit: (element: PluginElement, node: Nodes | Markdown) => boolean,
): void {
  const data = node.data as HtmlData | undefined;
  if (data?.hName || data?.hProperties) {
    const element = { tagName: data.hName ?? null, properties: data.hProperties ?? {} };
    if (!visit(element, node)) delete data.hName;
    data.hProperties = element.properties;
  }
  if (data?.hChildren) data.hChildren = keptOf(data.hChildren, (element) => visit(element, node));
  if ('children' in node) for (const child of node.children) eachPluginElement(child, visit);
}

function keptOf(nodes: readonly PluginElement[], visit: (element: PluginElement) => boolean): PluginElement[] {
  return nodes.filter((node) => {
    if (node.properties && !visit(node)) return false;
    const inside = node as { children?: PluginElement[] };
    if (inside.children) inside.children = keptOf(inside.children, visit);
    return true;
  });
}

/** Replaces properties by marks and returns them. */
export function hideProperties(tree: Markdown): readonly Properties[] {
  const hidden: Properties[] = [];
  eachPluginElement(tree, (element) => {
    if (Object.keys(element.properties).length === 0) return true;
    hidden.push(element.properties);
    element.properties = { dataPlugin: `\uFDD0${hidden.length - 1}\uFDD1` };
    return true;
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
