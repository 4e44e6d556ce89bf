// Tables: alignment as classes instead of obsolete attributes, and a box around each one in which it scrolls.
// The box can be focused where the table is likely to be wider than a phone, so that the keyboard can scroll it.

import type { Element, Root } from 'hast';
import { columnsOf } from '../../text/display-width.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from './class-names.ts';
import { eachElement, element, isElement, rewrite, textOf } from './tree.ts';

/** Columns of text that fit a phone. */
const narrow = 36;

export function tables(tree: Root, context: RenderContext): void {
  rewrite(tree, (node, ancestors) => {
    if (isElement(node, 'td', 'th')) alignByClass(node);
    if (isElement(node, 'tr')) headCells(node, ancestors);
    if (!isElement(node, 'table') || ancestors.some((ancestor) => isElement(ancestor, 'table'))) return undefined;
    const isWide = widthOf(node) > narrow;
    const focus = isWide ? { tabIndex: 0, role: 'group', ariaLabel: labelFor(node, context) } : {};
    return element('div', { className: [classNames.table], ...focus }, [node]);
  });
}

/** An empty cell heads nothing. Where it isn't a heading any more, the others of a table's head must say what they are for. */
function headCells(row: Element, ancestors: readonly (Root | Element)[]): void {
  const cells = row.children.filter((cell) => isElement(cell, 'th'));
  const isHead = ancestors.some((ancestor) => isElement(ancestor, 'thead'));
  if (cells.every((cell) => cell.children.length > 0)) return;
  for (const cell of cells) {
    if (cell.children.length === 0) cell.tagName = 'td';
    else if (isHead) cell.properties['scope'] ??= 'col';
  }
}

const classes: { readonly [align: string]: string } = {
  left: classNames.alignLeft,
  center: classNames.alignCenter,
  right: classNames.alignRight,
};

function alignByClass({ properties }: Element): void {
  const name = classes[String(properties['align'] ?? '')];
  delete properties['align'];
  if (name) properties['className'] = [name];
}

/** The width of the widest row, in columns: cells do wrap, so a cell counts as its longest word and a third of the rest. */
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

function cellWidth(content: string): number {
  const longest = Math.max(0, ...content.split(/\s+/).map(columnsOf));
  return longest + Math.min(20, (columnsOf(content) - longest) / 3);
}

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
