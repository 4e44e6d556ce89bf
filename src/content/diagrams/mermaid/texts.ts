// Draws texts that Graphviz can't: labels with bold, italic or underlined words, and the tables of classes and entities. Must measure as
// `label-width.ts` does, never with a real font.

import { escapeHtml } from '../../../text/escape.ts';
import { labelWidth } from '../label-width.ts';
import type { Row } from './graph.ts';
import type { Label, Run } from './label.ts';
import { type Box, fixed } from './shapes.ts';

const fontSize = 13;
const lineHeight = 17;
/** Of cells: left and right, above and below the text. */
const [padX, padY] = [8, 5];
/** The theme's font may be wider than Helvetica, which the measures are for. */
const slack = 1.08;

/** A line of text as the content of a `text` element. */
function runsOf(line: readonly Run[]): string {
  return line
    .map(({ text, style }) =>
      style === '' ? escapeHtml(text) : `<tspan${styleAttributes(style)}>${escapeHtml(text)}</tspan>`,
    )
    .join('');
}

function styleAttributes(style: string): string {
  const bold = style.includes('b') ? ' font-weight="bold"' : '';
  const italic = style.includes('i') ? ' font-style="italic"' : '';
  return `${bold}${italic}${style.includes('u') ? ' text-decoration="underline"' : ''}`;
}

/** Replaces the lines of a group that Graphviz wrote by those of the label, which have styles. */
export function withStyles(group: string, label: Label): string {
  let line = 0;
  return group.replace(/(<text[^>]*>)[^<]*(?=<\/text>)/g, (all, opening: string) => {
    const runs = label[line++];
    return runs ? opening + runsOf(runs) : all;
  });
}

interface TableSize {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** The widths and heights of a table, in pixels. */
export function tableSize(rows: readonly Row[]): TableSize {
  const count = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, () => 0);
  for (const row of rows)
    row.forEach(({ label }, index) => {
      if (row.length === count) columns[index] = Math.max(columns[index] ?? 0, cellWidth(label));
    });
  for (const row of rows) {
    const room = row.slice(0, -1).reduce(
      (sum, _, index) => sum - (columns[index] ?? 0),
      columns.reduce((a, b) => a + b, 0),
    );
    const missing = cellWidth(row.at(-1)?.label ?? []) - room;
    if (missing > 0) columns[count - 1] = (columns[count - 1] ?? 0) + missing;
  }
  const heights = rows.map((row) => Math.max(1, ...row.map(({ label }) => label.length)) * lineHeight + 2 * padY);
  const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
  return { columns, rows: heights, width: Math.ceil(total(columns)), height: total(heights) };
}

function cellWidth(label: Label): number {
  const widths = label.map((line) =>
    line.reduce((sum, { text, style }) => sum + labelWidth(text, fontSize) * (style.includes('b') ? 1.07 : 1), 0),
  );
  return Math.max(0, ...widths) * slack + 2 * padX;
}

/** Draws a table in its place: a box for each cell, with its text. */
export function drawTable(rows: readonly Row[], { left, top, right }: Box): string {
  const size = tableSize(rows);
  const parts: string[] = [];
  let y = top;
  rows.forEach((row, rowIndex) => {
    const height = size.rows[rowIndex] ?? 0;
    let x = left;
    row.forEach(({ label, isCentered }, index) => {
      const width = index === row.length - 1 ? right - x : (size.columns[index] ?? 0);
      parts.push(`<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${height}"/>`);
      const textX = isCentered ? x + width / 2 : x + padX;
      label.forEach((line, lineIndex) => {
        if (line.every(({ text }) => text === '')) return;
        const baseline = y + padY + lineIndex * lineHeight + lineHeight / 2 + fontSize * 0.36;
        const anchor = isCentered ? ' text-anchor="middle"' : '';
        parts.push(
          `<text x="${fixed(textX)}" y="${fixed(baseline)}"${anchor} font-size="${fontSize}">${runsOf(line)}</text>`,
        );
      });
      x += width;
    });
    y += height;
  });
  return parts.join('');
}
