// Tables: replaces obsolete alignment attributes by classes and puts each table into a box that scrolls.
// If the table is likely to be wider than a phone, the box is focusable, so that the keyboard can scroll it.

import type { Element, Root } from 'hast';
import { columnsOf } from '../../text/display-width.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from './class-names.ts';
import { scrollBox } from './scroll-box.ts';
import { eachElement, element, isElement, rewrite, textOf } from './tree.ts';

/** Columns of text that fit on a phone. */
const phoneColumns = 36;

export function tables(tree: Root, context: RenderContext): void {
  rewrite(tree, (node, ancestors) => {
    if (isElement(node, 'td', 'th')) replaceAlignment(node);
    if (isElement(node, 'tr')) fixHeaderCells(node, ancestors);
    if (!isElement(node, 'table') || ancestors.some((ancestor) => isElement(ancestor, 'table'))) return undefined;
    const isWide = widthOf(node) > phoneColumns;
    const scroll = isWide ? scrollBox(labelFor(node, context)) : {};
    return element('div', { className: [classNames.table], ...scroll }, [node]);
  });
}

/** Turns empty header cells into plain cells, because they label nothing. The other header cells of that row then need a `scope`. */
function fixHeaderCells(row: Element, ancestors: readonly (Root | Element)[]): void {
  const cells = row.children.filter((cell) => isElement(cell, 'th'));
  const isHead = ancestors.some((ancestor) => isElement(ancestor, 'thead'));
  if (cells.every((cell) => cell.children.length > 0)) return;
  for (const cell of cells) {
    if (cell.children.length === 0) cell.tagName = 'td';
    else if (isHead) cell.properties['scope'] ??= 'col';
  }
}

const alignmentClasses: { readonly [align: string]: string } = {
  left: classNames.alignLeft,
  center: classNames.alignCenter,
  right: classNames.alignRight,
};

function replaceAlignment({ properties }: Element): void {
  const name = alignmentClasses[String(properties['align'] ?? '')];
  delete properties['align'];
  if (name) properties['className'] = [name];
}

/** Estimated width of the widest row, in columns. */
function widthOf(table: Element): number {
  let widest = 0;
  eachElement(table, (row) => {
    if (row.tagName !== 'tr') return;
    const cells = row.children.filter((cell) => isElement(cell, 'td', 'th'));
    const widths = cells.map((cell) => cellWidth(textOf(cell)));
    widest = Math.max(
      widest,
      widths.reduce((sum, width) => sum + width + 2, 0),
    );
  });
  return widest;
}

/** Cells wrap, so a cell counts as its longest word plus a third of the rest. */
function cellWidth(content: string): number {
  const longest = Math.max(0, ...content.split(/\s+/).map(columnsOf));
  return longest + Math.min(20, (columnsOf(content) - longest) / 3);
}

/** The accessible name of a table's box: its caption, or else its first header cells. */
function labelFor(table: Element, { words }: RenderContext): string {
  let label = '';
  eachElement(table, (node) => {
    if (node.tagName === 'caption') label = textOf(node);
    if (node.tagName === 'th' && table.children.some((child) => isElement(child, 'thead'))) {
      if (label.length < 60) label += `${label ? ', ' : ''}${textOf(node).trim()}`;
    }
    return node.tagName !== 'caption';
  });
  const text = label.replace(/\s+/g, ' ').trim();
  return text ? `${words.table}: ${text}` : words.table;
}
