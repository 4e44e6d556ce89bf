// Lays out a sequence diagram and draws it: participants are columns, and time runs downward. Widths come from `label-width.ts`, so that the
// same statements give the same drawing on every machine. Must not set colors: those are the theme's, by class.

import type { Drawing } from '../diagram-figure.ts';
import { labelWidth, wrapLabel } from '../label-width.ts';
import { arrowHead, headLength, lifelineDot } from './arrows.ts';
import { type Column, columnsFor, maxLabelWidth } from './columns.ts';
import type { Message, Sequence, Step } from './model.ts';
import { boxHeight, group, groupSpace, lifeline, participant, rowHeight } from './participants.ts';
import { labelSize, lineHeight, margin, rounded, textAt, widestOf } from './text.ts';

/** Taller drawings repeat the participants at the bottom. */
const maxHeightWithoutFooter = 480;

type Note = Extract<Step, { kind: 'note' }>;

/** Draws the steps of a parsed diagram; its mistakes are ignored. */
export function drawSequence(sequence: Sequence): Drawing {
  const columns = columnsFor(sequence);
  const canvas: Canvas = {
    columns,
    boxHeight: boxHeight(columns),
    shapes: [],
    bars: [],
    frames: [],
    titles: [],
    openBlocks: [],
    active: new Map(),
    y: margin,
    left: 0,
    right: 0,
  };
  const row = rowHeight(columns);
  const top = canvas.y + groupSpace(sequence.groups) + row;
  canvas.y = top + 14;
  for (const step of sequence.steps) draw(step, canvas);
  for (const [id, starts] of canvas.active)
    for (const start of starts) drawActivation(id, start, canvas.y + 6, starts.indexOf(start), canvas);
  const bottom = canvas.y + 10;
  const repeatsParticipants = bottom > maxHeightWithoutFooter;
  const participants = columns.flatMap((column) => [
    ...(column.createdAt === null ? [participant(column, top, canvas.boxHeight)] : []),
    ...(repeatsParticipants && column.destroyedAt === null
      ? [participant(column, bottom + (column.isActor ? row : canvas.boxHeight), canvas.boxHeight)]
      : []),
  ]);
  const end = repeatsParticipants ? bottom + row + margin : bottom + 2;
  const groups = sequence.groups.flatMap((one) => group(one, columns, end - 6) ?? []);
  const lefts = [canvas.left, ...columns.map(({ x, width }) => x - width / 2), ...groups.map((one) => one.left)];
  const rights = [canvas.right, ...columns.map(({ x, width }) => x + width / 2), ...groups.map((one) => one.right)];
  const left = Math.min(...lefts) - margin;
  const right = Math.max(...rights) + margin;
  const content = [
    ...groups.map(({ shape }) => shape),
    ...canvas.frames,
    ...columns.map((column) => lifeline(column, top, bottom)),
    ...canvas.titles,
    ...canvas.bars,
    ...participants,
    ...canvas.shapes,
  ].join('');
  return {
    kind: 'sequence',
    width: Math.ceil(right - left),
    height: Math.ceil(end),
    content: `<g transform="translate(${rounded(-left)} 0)">${content}</g>`,
  };
}

interface Canvas {
  readonly columns: readonly Column[];
  readonly boxHeight: number;
  /** Arrows, labels and notes, drawn last. */
  readonly shapes: string[];
  readonly bars: string[];
  /** Boxes of blocks, drawn first. */
  readonly frames: string[];
  /** Titles of blocks, drawn over the lifelines. */
  readonly titles: string[];
  readonly openBlocks: {
    readonly top: number;
    readonly depth: number;
    readonly title: string;
    readonly divisions: Division[];
  }[];
  /** The y coordinates at which each participant's open activations start. */
  readonly active: Map<string, number[]>;
  y: number;
  left: number;
  right: number;
}

interface Division {
  readonly label: string;
  readonly y: number;
}

function draw(step: Step, canvas: Canvas): void {
  switch (step.kind) {
    case 'message':
      return drawMessage(step, canvas);
    case 'note':
      return drawNote(step, canvas);
    case 'activate': {
      const starts = canvas.active.get(step.of) ?? [];
      canvas.active.set(step.of, [...starts, canvas.y]);
      return;
    }
    case 'deactivate': {
      const starts = canvas.active.get(step.of) ?? [];
      const start = starts.pop();
      if (start !== undefined) drawActivation(step.of, start, canvas.y, starts.length, canvas);
      return;
    }
    case 'open':
      return openBlock(step.word, step.label, canvas);
    case 'divide':
      return divideBlock(step.label, canvas);
    case 'close':
      return closeBlock(canvas);
  }
}

function xOf(id: string, { columns }: Canvas): number {
  return columns.find((column) => column.id === id)?.x ?? 0;
}

const barWidth = 10;

function drawActivation(id: string, top: number, bottom: number, level: number, canvas: Canvas): void {
  const x = xOf(id, canvas) - barWidth / 2 + (level * barWidth) / 2;
  const size = `width="${barWidth}" height="${rounded(Math.max(8, bottom - top))}"`;
  canvas.bars.push(`<rect class="activation" x="${rounded(x)}" y="${rounded(top)}" ${size}/>`);
}

/** How far a participant's activation bars extend to the right of its lifeline. */
function barExtent(id: string, { active }: Canvas): number {
  const level = active.get(id)?.length ?? 0;
  return level === 0 ? 0 : barWidth / 2 + ((level - 1) * barWidth) / 2;
}

function drawMessage(message: Message, canvas: Canvas): void {
  const lines = message.label === '' ? [] : wrapLabel(message.label, maxLabelWidth, labelSize);
  if (message.from === message.to) return drawSelfMessage(message, lines, canvas);
  const [fromX, toX] = [xOf(message.from, canvas), xOf(message.to, canvas)];
  const towards = toX > fromX ? 1 : -1;
  const bars = (id: string, side: number) =>
    side > 0 ? barExtent(id, canvas) : Math.min(barExtent(id, canvas), barWidth / 2);
  const created = message.isCreating ? canvas.columns.find(({ id }) => id === message.to) : undefined;
  const start = fromX + towards * bars(message.from, towards);
  const halfWidth = created?.isActor ? 14 : (created?.width ?? 0) / 2;
  const end = toX - towards * (created ? halfWidth : bars(message.to, -towards));
  canvas.y += Math.max(lines.length * lineHeight + 14, created ? canvas.boxHeight / 2 + 8 : 0);
  const y = canvas.y;
  const label = textAt(lines, (start + end) / 2, y - 8 - (lines.length * lineHeight) / 2 + 2, 'middle', labelSize);
  const tip = end - towards * headLength(message.arrowHead);
  const tail = start + towards * headLength(message.tailHead);
  const line = `<path d="M${rounded(tail)},${rounded(y)}H${rounded(tip)}"${dashAttribute(message)}/>`;
  const heads = arrowHead(message.arrowHead, end, y, towards) + arrowHead(message.tailHead, start, y, -towards);
  const dots = message.dots.map((side) => lifelineDot(side === 'from' ? fromX : toX, y)).join('');
  canvas.shapes.push(edge(message, line + heads + dots + label));
  canvas.y += 12;
  if (created) {
    const bottom = y + (created.isActor ? 22 + created.lines.length * lineHeight : canvas.boxHeight / 2);
    canvas.shapes.push(participant(created, bottom, canvas.boxHeight));
    created.createdAt = bottom;
    canvas.y = bottom + 8;
  }
  endLifeline(message, y, canvas);
}

/** Ends the lifeline and the activations of the participant that a message destroys. */
function endLifeline({ destroys }: Message, y: number, canvas: Canvas): void {
  const column = canvas.columns.find(({ id }) => id === destroys);
  if (!column) return;
  column.destroyedAt = y;
  const starts = canvas.active.get(column.id) ?? [];
  for (const start of starts) drawActivation(column.id, start, y, starts.indexOf(start), canvas);
  canvas.active.delete(column.id);
}

function edge({ isDashed }: Message, content: string): string {
  return `<g class="edge${isDashed ? ' reply' : ''}">${content}</g>`;
}

function dashAttribute({ isDashed }: Message): string {
  return isDashed ? ' stroke-dasharray="5 4"' : '';
}

function drawSelfMessage(message: Message, lines: readonly string[], canvas: Canvas): void {
  const x = xOf(message.from, canvas) + barExtent(message.from, canvas);
  const height = Math.max(22, lines.length * lineHeight);
  canvas.y += 10;
  const [top, bottom, right] = [canvas.y, canvas.y + height, x + 30];
  const tip = x + headLength(message.arrowHead);
  const line = `<path d="M${rounded(x)},${rounded(top)}H${rounded(right)}V${rounded(bottom)}H${rounded(tip)}"${dashAttribute(message)}/>`;
  const label = textAt(lines, right + 8, (top + bottom) / 2, 'start', labelSize);
  const heads = arrowHead(message.arrowHead, x, bottom, -1) + arrowHead(message.tailHead, x, top, -1);
  canvas.shapes.push(edge(message, line + heads + label));
  canvas.right = Math.max(canvas.right, right + 8 + widestOf(lines, labelSize));
  canvas.y = bottom + 12;
  endLifeline(message, bottom, canvas);
}

function drawNote(note: Note, canvas: Canvas): void {
  const lines = wrapLabel(note.label, noteWrapWidth(note, canvas), labelSize);
  const height = lines.length * lineHeight + 12;
  const xs = note.of.map((id) => xOf(id, canvas));
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const minWidth = widestOf(lines, labelSize) + 20;
  const width = from === to ? minWidth : Math.max(minWidth, to - from + 40);
  const middle = (from + to) / 2;
  const left = note.place === 'over' ? middle - width / 2 : note.place === 'left' ? from - width - 12 : from + 12;
  canvas.y += 6;
  const box = `<rect x="${rounded(left)}" y="${rounded(canvas.y)}" width="${rounded(width)}" height="${height}"/>`;
  const label = textAt(lines, left + width / 2, canvas.y + height / 2, 'middle', labelSize);
  canvas.shapes.push(`<g class="node note">${box}${label}</g>`);
  canvas.left = Math.min(canvas.left, left);
  canvas.right = Math.max(canvas.right, left + width);
  canvas.y += height + 8;
}

/** The width at which a note wraps: a note over several participants may be as wide as their distance. */
function noteWrapWidth({ of }: Note, canvas: Canvas): number {
  const xs = of.map((id) => xOf(id, canvas));
  return Math.max(maxLabelWidth, Math.max(...xs) - Math.min(...xs) + 20);
}

function openBlock(word: string, label: string, canvas: Canvas): void {
  canvas.y += 8;
  const title = word === 'rect' ? '' : `${word} ${label}`.trim();
  canvas.openBlocks.push({ top: canvas.y, depth: canvas.openBlocks.length, title, divisions: [] });
  canvas.y += title === '' ? 4 : 24;
}

function divideBlock(label: string, canvas: Canvas): void {
  canvas.y += 6;
  canvas.openBlocks.at(-1)?.divisions.push({ label, y: canvas.y });
  canvas.y += label === '' ? 4 : 22;
}

function closeBlock(canvas: Canvas): void {
  const block = canvas.openBlocks.pop();
  if (!block) return;
  canvas.y += 4;
  const [left, right] = blockSides(block.depth, canvas);
  const size = `width="${rounded(right - left)}" height="${rounded(canvas.y - block.top)}"`;
  const box = `<rect x="${rounded(left)}" y="${rounded(block.top)}" ${size} rx="3"/>`;
  const dividers = block.divisions.map(
    ({ y }) =>
      `<line class="divider" x1="${rounded(left)}" y1="${rounded(y)}" x2="${rounded(right)}" y2="${rounded(y)}" stroke-dasharray="4 3"/>`,
  );
  canvas.frames.unshift(`<g class="cluster">${box}${dividers.join('')}</g>`);
  const titles = [{ label: block.title, y: block.top }, ...block.divisions];
  canvas.titles.push(...titles.map(({ label, y }) => titleTab(label, left, y)));
  canvas.left = Math.min(canvas.left, left);
  canvas.right = Math.max(canvas.right, right, ...titles.map(({ label }) => left + 20 + labelWidth(label, labelSize)));
  canvas.y += 6;
}

/** A label in the corner of a block's box, with a background that hides the lines behind it. */
function titleTab(label: string, x: number, y: number): string {
  if (label === '') return '';
  const box = `<rect class="tab" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(labelWidth(label, labelSize) + 18)}" height="20"/>`;
  return `<g class="cluster">${box}${textAt([label], x + 8, y + 10, 'start', labelSize)}</g>`;
}

/** The left and right edge of a block's box, which encloses all participants; nested boxes are a little smaller. */
function blockSides(depth: number, { columns, left, right }: Canvas): [number, number] {
  const outer = 24 - depth * 8;
  const first = columns[0];
  const last = columns.at(-1);
  return [
    Math.min(left, (first?.x ?? 0) - (first?.width ?? 0) / 2 + 4) - outer,
    Math.max(right, (last?.x ?? 0) + (last?.width ?? 0) / 2 - 4) + outer,
  ];
}
