// The text of a page for the search, by section: what a reader sees, without drawings, formulas and footnote marks. It must never depend on
// how the page is printed. A note is part of the section that refers to it.

import type { Nodes, Parents, Root } from 'hast';
import type { Heading } from '../model/page.ts';
import type { PageSection } from '../model/page-parts.ts';
import { cleanText } from '../text/clean-text.ts';
import { classNames } from './html/class-names.ts';
import { isFootnoteList } from './html/footnote-marks.ts';
import { classesOf, type DirectiveElement, isElement, textOf } from './html/tree.ts';

/** Elements whose text is on lines of its own. Table cells are separated as well. */
const blocks = new Set(
  `address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section
  summary table td th tr ul`.split(/\s+/),
);

/** One section for each heading in `outline`, and one for the text before the first, if there is any. */
export function sectionsOf(tree: Root, outline: readonly Heading[]): readonly PageSection[] {
  const headings = new Map(outline.map((heading) => [heading.id, heading]));
  const sections: { id: string; heading: string; lines: string[] }[] = [{ id: '', heading: '', lines: [''] }];
  const append = (text: string): void => {
    const lines = sections.at(-1)?.lines ?? [];
    const [first = '', ...rest] = text.split('\n');
    lines[lines.length - 1] += first;
    lines.push(...rest);
  };
  const collect = (node: Nodes): void => {
    if (node.type === 'per-output') {
      const shown = node.articleOnly ? node.site.filter((child) => isElement(child, 'aside')) : node.feed;
      shown.forEach(collect);
    } else if (node.type === 'text') append(node.value.replaceAll('\n', ' '));
    else if (!('children' in node) || isElement(node, 'img')) append(`\n${textOf(node)}\n`);
    else if (!isUnread(node)) collectElement(node);
  };
  const collectElement = (node: Parents): void => {
    const id = isElement(node, 'h2', 'h3', 'h4', 'h5', 'h6') ? node.properties['id'] : undefined;
    const heading = headings.get(String(id));
    if (heading !== undefined) {
      sections.push({ id: heading.id, heading: heading.text, lines: [''] });
      return;
    }
    const isBlock = isElement(node) && blocks.has(node.tagName);
    if (isBlock) append('\n');
    if (isElement(node) && node.data?.directive) append(readTexts(node.data.directive).join('\n') + '\n');
    if (isElement(node, 'pre')) append(textOf(node));
    else node.children.forEach(collect);
    if (isBlock) append('\n');
  };
  collect(tree);
  return sections.flatMap(({ id, heading, lines }) => {
    const text = lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
    return text.length === 0 && id === '' ? [] : [{ id, heading, text: cleanText(text.join('\n')) }];
  });
}

/** Properties of directives that are texts for readers, by their usual names: which ones are shown only the theme knows. */
function readTexts({ head }: DirectiveElement): readonly string[] {
  return head.attributes.flatMap(({ name, value }) => (/^(?:title|summary|caption|alt)$/.test(name) ? [value] : []));
}

/** Whether the content of an element is left out: the list repeats notes, and formulas are made of markup. */
function isUnread(node: Parents): boolean {
  return (
    isFootnoteList(node) ||
    (isElement(node) && (node.tagName === 'math' || classesOf(node).includes(classNames.footnoteNumber)))
  );
}
