// Lays out a sequence diagram and draws it: participants are columns, and time runs downward. Widths come from `label-width.ts`, so that the
// same statements give the same drawing on every machine. Must not set colors: those are the theme's, by class.

import { escapeHtml } from '../../text/escape.ts';
import type { Drawing } from './diagram-figure.ts';
import { labelWidth, wrapLabel } from './label-width.ts';
import type { Sequence, Step } from './sequence-syntax.ts';

const lineHeight = 17;
const fontSize = 14;
const labelSize = 13;
const margin = 8;
/** Labels and notes wrap at this width, in pixels. */
const maxLabelWidth = 230;
const minGap = 24;
const participantHeight = 36;
/** Taller drawings repeat the participants at the bottom. */
const maxHeightWithoutFooter = 480;

interface Column {
  readonly id: string;
  readonly lines: readonly string[];
  readonly width: number;
  x: number;
}

type Message = Extract<Step, { kind: 'message' }>;
type Note = Extract<Step, { kind: 'note' }>;

/** Draws the steps of a parsed diagram; its mistakes are ignored. */
export function drawSequence(sequence: Sequence): Drawing {
  const columns = columnsFor(sequence);
  const canvas: Canvas = {
    columns,
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
  const headLines = Math.max(1, ...columns.map(({ lines }) => lines.length));
  const participantsHeight = participantHeight + (headLines - 1) * lineHeight;
  canvas.y += participantsHeight + 14;
  for (const step of sequence.steps) draw(step, canvas);
  for (const [id, starts] of canvas.active)
    for (const start of starts) drawActivation(id, start, canvas.y + 6, starts.indexOf(start), canvas);
  const bottom = canvas.y + 10;
  const repeatsParticipants = bottom > maxHeightWithoutFooter;
  const participantBoxes = columns.flatMap((column) => [
    participant(column, margin, participantsHeight),
    ...(repeatsParticipants ? [participant(column, bottom, participantsHeight)] : []),
  ]);
  const lifelines = columns.map(
    ({ x }) =>
      `<line class="lifeline" x1="${rounded(x)}" y1="${margin + participantsHeight}" x2="${rounded(x)}" y2="${rounded(bottom)}" stroke-dasharray="3 4"/>`,
  );
  const left = Math.min(canvas.left, ...columns.map(({ x, width }) => x - width / 2)) - margin;
  const right = Math.max(canvas.right, ...columns.map(({ x, width }) => x + width / 2)) + margin;
  const height = Math.ceil(repeatsParticipants ? bottom + participantsHeight + margin : bottom + 2);
  const content = [
    ...canvas.frames,
    ...lifelines,
    ...canvas.titles,
    ...canvas.bars,
    ...participantBoxes,
    ...canvas.shapes,
  ].join('');
  return {
    kind: 'sequence',
    width: Math.ceil(right - left),
    height,
    content: `<g transform="translate(${rounded(-left)} 0)">${content}</g>`,
  };
}

interface Canvas {
  readonly columns: readonly Column[];
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

function rounded(number: number): string {
  return String(Math.round(number * 10) / 10);
}

/** Places the columns as close together as their names, messages and notes allow. */
function columnsFor({ participants, steps }: Sequence): readonly Column[] {
  const columns: Column[] = participants.map(({ id, label }) => {
    const lines = wrapLabel(label, 140);
    return { id, lines, width: Math.max(64, widestOf(lines, fontSize) + 28), x: 0 };
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

function widestOf(lines: readonly string[], size: number): number {
  return Math.max(0, ...lines.map((line) => labelWidth(line, size)));
}

function noteWidth({ label }: Note): number {
  return widestOf(wrapLabel(label, maxLabelWidth, labelSize), labelSize) + 20;
}

function participant({ lines, width, x }: Column, y: number, height: number): string {
  const box = `<rect x="${rounded(x - width / 2)}" y="${rounded(y)}" width="${rounded(width)}" height="${height}" rx="3"/>`;
  return `<g class="node">${box}${textAt(lines, x, y + height / 2, 'middle', fontSize)}</g>`;
}

/** Lines of text, centered vertically at `middle`. */
function textAt(lines: readonly string[], x: number, middle: number, anchor: 'start' | 'middle', size: number): string {
  const first = middle - ((lines.length - 1) * lineHeight) / 2 + size * 0.36;
  const attributes = `${anchor === 'middle' ? ' text-anchor="middle"' : ''}${size === fontSize ? '' : ` font-size="${size}"`}`;
  return lines
    .map(
      (line, index) =>
        `<text x="${rounded(x)}" y="${rounded(first + index * lineHeight)}"${attributes}>${escapeHtml(line)}</text>`,
    )
    .join('');
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
  const start = fromX + towards * bars(message.from, towards);
  const end = toX - towards * bars(message.to, -towards);
  canvas.y += lines.length * lineHeight + 14;
  const label = textAt(
    lines,
    (start + end) / 2,
    canvas.y - 8 - (lines.length * lineHeight) / 2 + 2,
    'middle',
    labelSize,
  );
  const tip = end - towards * (message.arrowHead === 'full' ? 8 : message.arrowHead === 'cross' ? 6 : 0);
  const tail = start + towards * (message.isTwoWay ? 8 : 0);
  const line = `<path d="M${rounded(tail)},${rounded(canvas.y)}H${rounded(tip)}"${dashAttribute(message)}/>`;
  const heads =
    arrowHead(message.arrowHead, end, canvas.y, towards) +
    (message.isTwoWay ? arrowHead('full', start, canvas.y, -towards) : '');
  canvas.shapes.push(edge(message, line + heads + label));
  canvas.y += 12;
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
  const tip = x + (message.arrowHead === 'full' ? 8 : 0);
  const line = `<path d="M${rounded(x)},${rounded(top)}H${rounded(right)}V${rounded(bottom)}H${rounded(tip)}"${dashAttribute(message)}/>`;
  const label = textAt(lines, right + 8, (top + bottom) / 2, 'start', labelSize);
  canvas.shapes.push(edge(message, line + arrowHead(message.arrowHead, x, bottom, -1) + label));
  canvas.right = Math.max(canvas.right, right + 8 + widestOf(lines, labelSize));
  canvas.y = bottom + 12;
}

/** An arrow head with its tip at `x` and `y`; `towards` is 1 for an arrow to the right, -1 for one to the left. */
function arrowHead(kind: Message['arrowHead'], x: number, y: number, towards: number): string {
  const back = x - towards * 8;
  if (kind === 'full')
    return `<polygon points="${rounded(x)},${rounded(y)} ${rounded(back)},${rounded(y - 4)} ${rounded(back)},${rounded(y + 4)}"/>`;
  if (kind === 'open')
    return `<path d="M${rounded(back)},${rounded(y - 4)}L${rounded(x)},${rounded(y)}L${rounded(back)},${rounded(y + 4)}"/>`;
  if (kind === 'none') return '';
  const [near, far] = [x - towards * 2, x - towards * 10];
  return `<path d="M${rounded(near)},${rounded(y - 4)}L${rounded(far)},${rounded(y + 4)}M${rounded(near)},${rounded(y + 4)}L${rounded(far)},${rounded(y - 4)}"/>`;
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
