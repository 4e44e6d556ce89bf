// Draws what a sequence diagram has from top to bottom: participants, their lifelines, and boxes around them. Must set no colors.

import { labelWidth } from '../label-width.ts';
import type { Column } from './columns.ts';
import type { Group } from './model.ts';
import { fontSize, labelSize, lineHeight, margin, rounded, textAt } from './text.ts';

/** Of a person's figure, without the name. */
const figureHeight = 44;
/** Of the title of a box around participants. */
const groupTitleHeight = 22;

/** The height of a participant's box, which is the same for all. */
export function boxHeight(columns: readonly Column[]): number {
  return 36 + (mostLines(columns) - 1) * lineHeight;
}

/** The height of the row of participants: boxes and figures with names. */
export function rowHeight(columns: readonly Column[]): number {
  const hasActors = columns.some(({ isActor }) => isActor);
  return Math.max(boxHeight(columns), hasActors ? figureHeight + mostLines(columns) * lineHeight : 0);
}

function mostLines(columns: readonly Column[]): number {
  return Math.max(1, ...columns.map(({ lines }) => lines.length));
}

/** The space above the participants for the titles of boxes. */
export function groupSpace(groups: readonly Group[]): number {
  if (groups.length === 0) return 0;
  return groups.some(({ label }) => label !== '') ? groupTitleHeight + 6 : 8;
}

/** A participant's box of a height, or figure with the name below it, whose bottom is at `bottom`. */
export function participant({ lines, width, x, isActor }: Column, bottom: number, height: number): string {
  const textHeight = lines.length * lineHeight;
  if (!isActor) {
    const size = `width="${rounded(width)}" height="${height}"`;
    const box = `<rect x="${rounded(x - width / 2)}" y="${rounded(bottom - height)}" ${size} rx="3"/>`;
    return `<g class="node">${box}${textAt(lines, x, bottom - height / 2, 'middle', fontSize)}</g>`;
  }
  const top = bottom - textHeight - figureHeight;
  const y = (offset: number) => rounded(top + offset);
  const [left, right, middle] = [rounded(x - 12), rounded(x + 12), rounded(x)];
  const head = `<ellipse cx="${middle}" cy="${y(7)}" rx="6" ry="6"/>`;
  const legs = `M${left},${y(39)}L${middle},${y(28)}L${right},${y(39)}`;
  const body = `<path d="M${middle},${y(13)}V${y(28)}M${left},${y(19)}H${right}${legs}"/>`;
  return `<g class="node actor">${body}${head}${textAt(lines, x, bottom - textHeight / 2, 'middle', fontSize)}</g>`;
}

/** A lifeline, with a cross where it ends early. */
export function lifeline({ x, createdAt, destroyedAt }: Column, top: number, bottom: number): string {
  const end = destroyedAt ?? bottom;
  const line = `<line class="lifeline" x1="${rounded(x)}" y1="${rounded(createdAt ?? top)}" x2="${rounded(x)}" y2="${rounded(end)}" stroke-dasharray="3 4"/>`;
  if (destroyedAt === null) return line;
  const [left, right, above, below] = [x - 7, x + 7, end - 7, end + 7].map(rounded);
  return `${line}<g class="edge"><path d="M${left},${above}L${right},${below}M${left},${below}L${right},${above}"/></g>`;
}

/** The box around some participants, from the top of the drawing to `bottom`, with its sides. Null if there are none in it. */
export function group({ label, of }: Group, columns: readonly Column[], bottom: number) {
  const members = columns.filter(({ id }) => of.includes(id));
  if (members.length === 0) return null;
  const titleWidth = labelWidth(label, labelSize) + 16;
  const sides = members.flatMap(({ x, width }) => [x - width / 2 - 8, x + width / 2 + 8]);
  const middle = (Math.min(...sides) + Math.max(...sides)) / 2;
  const [left, right] = [Math.min(...sides, middle - titleWidth / 2), Math.max(...sides, middle + titleWidth / 2)];
  const box = `<rect x="${rounded(left)}" y="${margin / 2}" width="${rounded(right - left)}" height="${rounded(bottom - margin / 2)}" rx="3"/>`;
  const title = label === '' ? '' : textAt([label], middle, margin + groupTitleHeight / 2, 'middle', labelSize);
  return { left, right, shape: `<g class="cluster">${box}${title}</g>` };
}
