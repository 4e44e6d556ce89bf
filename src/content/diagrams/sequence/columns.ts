// Places the participants of a sequence diagram next to each other. Must draw nothing.

import { labelWidth, wrapLabel } from '../label-width.ts';
import type { Sequence, Step } from './model.ts';
import { fontSize, labelSize, widestOf } from './text.ts';

/** Labels and notes wrap at this width, in pixels. */
export const maxLabelWidth = 230;
const minGap = 24;

export interface Column {
  readonly id: string;
  readonly lines: readonly string[];
  readonly width: number;
  readonly isActor: boolean;
  x: number;
  /** Where the participant is created by a message, or null. */
  createdAt: number | null;
  /** Where its lifeline ends early, or null. */
  destroyedAt: number | null;
}

/** Places the columns as close together as their names, messages and notes allow. */
export function columnsFor({ participants, groups, steps }: Sequence): readonly Column[] {
  const columns: Column[] = participants.map(({ id, label, isActor }) => {
    const lines = wrapLabel(label, 140);
    const width = Math.max(64, widestOf(lines, fontSize) + 28);
    return { id, lines, width, isActor, x: 0, createdAt: null, destroyedAt: null };
  });
  const gaps = columns.map((column, index) => (column.width + (columns[index + 1]?.width ?? 0)) / 2 + minGap);
  const constraints = steps
    .flatMap((step) => constraintsOf(step, columns))
    .sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const { from, to, width } of constraints) {
    const between = gaps.slice(from, to).reduce((sum, gap) => sum + gap, 0);
    const missing = (width - between) / (to - from);
    if (missing > 0) for (let gap = from; gap < to; gap++) gaps[gap] = (gaps[gap] ?? 0) + missing;
  }
  // Boxes around participants need room for their sides and titles.
  for (const { label, of } of groups) {
    const indexes = of.map((id) => columns.findIndex((column) => column.id === id)).sort((a, b) => a - b);
    const [first = 0, last = first] = [indexes[0], indexes.at(-1)];
    const inside = gaps.slice(first, last).reduce((sum, gap) => sum + gap, 0);
    const missing =
      labelWidth(label, labelSize) - inside - ((columns[first]?.width ?? 0) + (columns[last]?.width ?? 0)) / 2;
    for (const gap of [first - 1, last]) if (gap >= 0) gaps[gap] = (gaps[gap] ?? 0) + 12 + Math.max(0, missing / 2);
  }
  let x = (columns[0]?.width ?? 0) / 2;
  columns.forEach((column, index) => {
    column.x = x;
    x += gaps[index] ?? 0;
  });
  return columns;
}

/** The least distance between two columns, by their indexes. */
interface Constraint {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** How far apart two columns must be for a step to fit between them. */
function constraintsOf(step: Step, columns: readonly Column[]): Constraint[] {
  const indexOf = (id: string) => columns.findIndex((column) => column.id === id);
  const last = columns.length - 1;
  if (step.kind === 'message') {
    const width = widestOf(wrapLabel(step.label, maxLabelWidth, labelSize), labelSize);
    const [from = 0, to = 0] = [indexOf(step.from), indexOf(step.to)].sort((a, b) => a - b);
    if (from !== to) return [{ from, to, width: width + 36 }];
    return from < last ? [{ from, to: from + 1, width: width + 60 }] : [];
  }
  if (step.kind !== 'note') return [];
  const width = noteWidth(step);
  const [from = 0, to = from] = step.of.map(indexOf).sort((a, b) => a - b);
  if (step.place === 'left') return from > 0 ? [{ from: from - 1, to: from, width: width + 24 }] : [];
  if (step.place === 'right') return from < last ? [{ from, to: from + 1, width: width + 24 }] : [];
  if (from !== to) return [{ from, to, width: width - 40 }];
  const around = { width: width / 2 + 16 };
  return [
    ...(from > 0 ? [{ from: from - 1, to: from, ...around }] : []),
    ...(from < last ? [{ from, to: from + 1, ...around }] : []),
  ];
}

function noteWidth({ label }: Extract<Step, { kind: 'note' }>): number {
  return widestOf(wrapLabel(label, maxLabelWidth, labelSize), labelSize) + 20;
}
