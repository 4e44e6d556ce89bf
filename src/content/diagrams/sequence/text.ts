// Measures of sequence diagrams, and their texts. Must not know what the texts belong to.

import { escapeHtml } from '../../../text/escape.ts';
import { labelWidth } from '../label-width.ts';

export const lineHeight = 17;
export const fontSize = 14;
/** Of messages, notes and blocks. */
export const labelSize = 13;
/** Around the drawing. */
export const margin = 8;

export function rounded(number: number): string {
  return String(Math.round(number * 10) / 10);
}

export function widestOf(lines: readonly string[], size: number): number {
  return Math.max(0, ...lines.map((line) => labelWidth(line, size)));
}

/** Lines of text, centered vertically at `middle`. */
export function textAt(
  lines: readonly string[],
  x: number,
  middle: number,
  anchor: 'start' | 'middle',
  size: number,
): string {
  const first = middle - ((lines.length - 1) * lineHeight) / 2 + size * 0.36;
  const attributes = `${anchor === 'middle' ? ' text-anchor="middle"' : ''}${size === fontSize ? '' : ` font-size="${size}"`}`;
  return lines
    .map(
      (line, index) =>
        `<text x="${rounded(x)}" y="${rounded(first + index * lineHeight)}"${attributes}>${escapeHtml(line)}</text>`,
    )
    .join('');
}
