// Finds the footnotes that remark-rehype made – marks and list – before anything else looks at ids and links, takes its ids and back
// links out and leaves only numbers. `footnotes.ts` makes the final markup of them when the rest of the page is done.

import type { Element, Root } from 'hast';
import { eachElement, element, isBlank, isElement, rewrite } from './tree.ts';

export function footnoteMarks(tree: Root): void {
  const { section, marks, marked } = traces(tree);
  const items = section ? itemsOf(section) : [];
  const numbers = new Map(items.map((item, index) => [String(item.properties['id']), index + 1]));
  const counts = new Map<number, number>();
  for (const { sup, href } of marks) {
    const number = numbers.get(href.slice(1));
    if (number === undefined) continue;
    const occurrence = (counts.get(number) ?? 0) + 1;
    counts.set(number, occurrence);
    sup.data = { ...sup.data, note: { number, occurrence } };
    sup.children = [];
  }
  for (const item of items) clearItem(item);
  for (const { properties } of marked) for (const property of ofFootnotes) delete properties[property];
  if (!section) return;
  section.data = { ...section.data, isNotes: true };
  section.properties = {};
  section.children = [element('ol', {}, items)];
  // An element that raw HTML opened and never closed would have swallowed the list.
  rewrite(tree, (node) => (node === section ? [] : undefined));
  tree.children.push(section);
}

const ofFootnotes = ['dataFootnotes', 'dataFootnoteRef', 'dataFootnoteBackref'];

interface Traces {
  /** The last list of footnotes. */
  section: Element | null;
  readonly marks: { readonly sup: Element; readonly href: string }[];
  /** Everything that says it belongs to footnotes. */
  readonly marked: Element[];
}

/** What there is of footnotes in a tree, found in one walk: most pages have none or few. */
function traces(tree: Root): Traces {
  const found: Traces = { section: null, marks: [], marked: [] };
  eachElement(tree, (node) => {
    const { properties } = node;
    if (ofFootnotes.some((property) => property in properties)) found.marked.push(node);
    if (node.tagName === 'section' && 'dataFootnotes' in properties) found.section = node;
    const [mark] = node.tagName === 'sup' ? node.children : [];
    if (isElement(mark, 'a') && 'dataFootnoteRef' in mark.properties)
      found.marks.push({ sup: node, href: String(mark.properties['href']) });
  });
  return found;
}

function itemsOf(section: Element): Element[] {
  const list = section.children.find((child) => isElement(child, 'ol'));
  return isElement(list) ? list.children.filter((child) => isElement(child, 'li')) : [];
}

function clearItem(item: Element): void {
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
