// Finds the footnote marks and the footnote list that remark-rehype generated, and replaces its ids and back links by numbers. Must run
// before any stage that checks ids and links. `footnotes.ts` renders the final markup when the rest of the page is done.

import type { Element, Nodes, Root } from 'hast';
import { eachElement, element, isBlank, isElement, rewrite } from './tree.ts';

export function footnoteMarks(tree: Root): void {
  const { section, marks, tagged } = findFootnoteParts(tree);
  const items = section ? itemsOf(section) : [];
  const numbers = new Map(items.map((item, index) => [String(item.properties['id']), index + 1]));
  for (const { sup, href } of marks) {
    const footnote = numbers.get(href.slice(1));
    if (footnote === undefined) continue;
    sup.data = { ...sup.data, footnote };
    sup.children = [];
  }
  for (const item of items) cleanItem(item);
  for (const { properties } of tagged) for (const property of footnoteProperties) delete properties[property];
  if (!section) return;
  section.data = { ...section.data, isFootnoteList: true };
  section.properties = {};
  section.children = [element('ol', {}, items)];
  // The list may be inside an element that raw HTML opened and never closed: move it to the end of the page.
  rewrite(tree, (node) => (node === section ? [] : undefined));
  tree.children.push(section);
}

const footnoteProperties = ['dataFootnotes', 'dataFootnoteRef', 'dataFootnoteBackref'];

interface FootnoteParts {
  /** The last section with a list of footnotes. */
  section: Element | null;
  readonly marks: { readonly sup: Element; readonly href: string }[];
  /** Every element with one of `footnoteProperties`. */
  readonly tagged: Element[];
}

/** Finds everything about footnotes in one walk, because most pages have few or none. */
function findFootnoteParts(tree: Root): FootnoteParts {
  const found: FootnoteParts = { section: null, marks: [], tagged: [] };
  eachElement(tree, (node) => {
    const { properties } = node;
    if (footnoteProperties.some((property) => property in properties)) found.tagged.push(node);
    if (node.tagName === 'section' && 'dataFootnotes' in properties) found.section = node;
    const [mark] = node.tagName === 'sup' ? node.children : [];
    if (isElement(mark, 'a') && 'dataFootnoteRef' in mark.properties)
      found.marks.push({ sup: node, href: String(mark.properties['href']) });
  });
  return found;
}

/** Whether a node is the section with the page's footnotes. */
export function isFootnoteList(node: Nodes): boolean {
  return isElement(node, 'section') && node.data?.isFootnoteList === true;
}

function itemsOf(section: Element): Element[] {
  const list = section.children.find((child) => isElement(child, 'ol'));
  return isElement(list) ? list.children.filter((child) => isElement(child, 'li')) : [];
}

/** Removes an item's id, its back links and the white space they leave at its end. */
function cleanItem(item: Element): void {
  delete item.properties['id'];
  rewrite(item, (node) => ('dataFootnoteBackref' in node.properties ? [] : undefined));
  while (item.children.length > 0 && item.children.slice(-1).every(isBlank)) item.children.pop();
  const paragraph = item.children.at(-1);
  if (!isElement(paragraph, 'p')) return;
  while (paragraph.children.at(-1)?.type === 'text') {
    const last = paragraph.children.at(-1);
    if (last?.type !== 'text') return;
    last.value = last.value.trimEnd();
    if (last.value !== '') return;
    paragraph.children.pop();
  }
}
