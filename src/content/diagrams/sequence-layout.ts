// Lays a sequence diagram out and draws it: participants as columns, time downwards. Widths come from `label-width.ts`, so that the same
// statements give the same drawing everywhere. Colours and lines are the theme's, by class.

import { type DrawnDiagram, escapeText } from './diagram-figure.ts';
import { labelWidth, wrapLabel } from './label-width.ts';
import type { Sequence, Step } from './sequence-syntax.ts';

const lineHeight = 17;
const fontSize = 14;
const labelSize = 13;
const margin = 8;
/** Labels and notes break into lines at this width. */
const widestLabel = 230;
const smallestGap = 24;
const headHeight = 36;
/** Taller drawings name the participants once more at the bottom. */
const tall = 480;

interface Column {
  readonly id: string;
  readonly lines: readonly string[];
  readonly width: number;
  x: number;
}

type Message = Extract<Step, { kind: 'message' }>;
type Note = Extract<Step, { kind: 'note' }>;

/** Draws what `readSequence` has read; mistakes in it are left out. */
export function drawSequence(sequence: Sequence): DrawnDiagram {
  const columns = columnsFor(sequence);
  const canvas: Canvas = {
    columns,
    shapes: [],
    bars: [],
    frames: [],
    titles: [],
    open: [],
    active: new Map(),
    y: margin,
    left: 0,
    right: 0,
  };
  const headLines = Math.max(1, ...columns.map(({ lines }) => lines.length));
  const headTall = headHeight + (headLines - 1) * lineHeight;
  canvas.y += headTall + 14;
  for (const step of sequence.steps) draw(step, canvas);
  for (const [id, starts] of canvas.active)
    for (const start of starts) bar(id, start, canvas.y + 6, starts.indexOf(start), canvas);
  const bottom = canvas.y + 10;
  const isTall = bottom > tall;
  const heads = columns.flatMap((column) => [
    participant(column, margin, headTall),
    ...(isTall ? [participant(column, bottom, headTall)] : []),
  ]);
  const lifelines = columns.map(
    ({ x }) =>
      `<line class="lifeline" x1="${at(x)}" y1="${margin + headTall}" x2="${at(x)}" y2="${at(bottom)}" stroke-dasharray="3 4"/>`,
  );
  const left = Math.min(canvas.left, ...columns.map(({ x, width }) => x - width / 2)) - margin;
  const right = Math.max(canvas.right, ...columns.map(({ x, width }) => x + width / 2)) + margin;
  const height = Math.ceil(isTall ? bottom + headTall + margin : bottom + 2);
  const content = [...canvas.frames, ...lifelines, ...canvas.titles, ...canvas.bars, ...heads, ...canvas.shapes].join(
    '',
  );
  return {
    kind: 'sequence',
    width: Math.ceil(right - left),
    height,
    content: `<g transform="translate(${at(-left)} 0)">${content}</g>`,
  };
}

interface Canvas {
  readonly columns: readonly Column[];
  /** Arrows, labels and notes, drawn last. */
  readonly shapes: string[];
  readonly bars: string[];
  /** Boxes around blocks, drawn first. */
  readonly frames: string[];
  /** Their titles, drawn over the lines of the participants. */
  readonly titles: string[];
  readonly open: {
    readonly top: number;
    readonly depth: number;
    readonly title: string;
    readonly divisions: Division[];
  }[];
  /** Where each participant's activations began. */
  readonly active: Map<string, number[]>;
  y: number;
  left: number;
  right: number;
}

interface Division {
  readonly label: string;
  readonly y: number;
}

function at(number: number): string {
  return String(Math.round(number * 10) / 10);
}

/** Places the columns as near to each other as their names, messages and notes allow. */
function columnsFor({ participants, steps }: Sequence): readonly Column[] {
  const columns: Column[] = participants.map(({ id, label }) => {
    const lines = wrapLabel(label, 140);
    return { id, lines, width: Math.max(64, widestOf(lines, fontSize) + 28), x: 0 };
  });
  const gaps = columns.map((column, index) => (column.width + (columns[index + 1]?.width ?? 0)) / 2 + smallestGap);
  const demands = steps.flatMap((step) => demandOf(step, columns)).sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const { from, to, width } of demands) {
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

interface Demand {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** How far apart two columns must be for a step to fit between them. */
function demandOf(step: Step, columns: readonly Column[]): Demand[] {
  const indexOf = (id: string) => columns.findIndex((column) => column.id === id);
  const last = columns.length - 1;
  if (step.kind === 'message') {
    const width = widestOf(wrapLabel(step.label, widestLabel, labelSize), labelSize);
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
  return widestOf(wrapLabel(label, widestLabel, labelSize), labelSize) + 20;
}

function participant({ lines, width, x }: Column, y: number, height: number): string {
  const box = `<rect x="${at(x - width / 2)}" y="${at(y)}" width="${at(width)}" height="${height}" rx="3"/>`;
  return `<g class="node">${box}${textAt(lines, x, y + height / 2, 'middle', fontSize)}</g>`;
}

/** Lines of text around a middle height. */
function textAt(lines: readonly string[], x: number, middle: number, anchor: 'start' | 'middle', size: number): string {
  const first = middle - ((lines.length - 1) * lineHeight) / 2 + size * 0.36;
  const attributes = `${anchor === 'middle' ? ' text-anchor="middle"' : ''}${size === fontSize ? '' : ` font-size="${size}"`}`;
  return lines
    .map(
      (line, index) =>
        `<text x="${at(x)}" y="${at(first + index * lineHeight)}"${attributes}>${escapeText(line)}</text>`,
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
      if (start !== undefined) bar(step.of, start, canvas.y, starts.length, canvas);
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

function bar(id: string, top: number, bottom: number, level: number, canvas: Canvas): void {
  const x = xOf(id, canvas) - barWidth / 2 + (level * barWidth) / 2;
  const size = `width="${barWidth}" height="${at(Math.max(8, bottom - top))}"`;
  canvas.bars.push(`<rect class="activation" x="${at(x)}" y="${at(top)}" ${size}/>`);
}

/** How far a participant's bars reach from its line, towards the right. */
function reach(id: string, { active }: Canvas): number {
  const level = active.get(id)?.length ?? 0;
  return level === 0 ? 0 : barWidth / 2 + ((level - 1) * barWidth) / 2;
}

function drawMessage(message: Message, canvas: Canvas): void {
  const lines = message.label === '' ? [] : wrapLabel(message.label, widestLabel, labelSize);
  if (message.from === message.to) return drawSelfMessage(message, lines, canvas);
  const [fromX, toX] = [xOf(message.from, canvas), xOf(message.to, canvas)];
  const towards = toX > fromX ? 1 : -1;
  const bars = (id: string, side: number) => (side > 0 ? reach(id, canvas) : Math.min(reach(id, canvas), barWidth / 2));
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
  const tip = end - towards * (message.head === 'full' ? 8 : message.head === 'cross' ? 6 : 0);
  const tail = start + towards * (message.isTwoWay ? 8 : 0);
  const line = `<path d="M${at(tail)},${at(canvas.y)}H${at(tip)}"${dash(message)}/>`;
  const heads =
    head(message.head, end, canvas.y, towards) + (message.isTwoWay ? head('full', start, canvas.y, -towards) : '');
  canvas.shapes.push(edge(message, line + heads + label));
  canvas.y += 12;
}

function edge({ isDashed }: Message, content: string): string {
  return `<g class="edge${isDashed ? ' reply' : ''}">${content}</g>`;
}

function dash({ isDashed }: Message): string {
  return isDashed ? ' stroke-dasharray="5 4"' : '';
}

function drawSelfMessage(message: Message, lines: readonly string[], canvas: Canvas): void {
  const x = xOf(message.from, canvas) + reach(message.from, canvas);
  const height = Math.max(22, lines.length * lineHeight);
  canvas.y += 10;
  const [top, bottom, right] = [canvas.y, canvas.y + height, x + 30];
  const tip = x + (message.head === 'full' ? 8 : 0);
  const line = `<path d="M${at(x)},${at(top)}H${at(right)}V${at(bottom)}H${at(tip)}"${dash(message)}/>`;
  const label = textAt(lines, right + 8, (top + bottom) / 2, 'start', labelSize);
  canvas.shapes.push(edge(message, line + head(message.head, x, bottom, -1) + label));
  canvas.right = Math.max(canvas.right, right + 8 + widestOf(lines, labelSize));
  canvas.y = bottom + 12;
}

/** An arrow's head with its tip at a place; `towards` is 1 for an arrow to the right. */
function head(kind: Message['head'], x: number, y: number, towards: number): string {
  const back = x - towards * 8;
  if (kind === 'full') return `<polygon points="${at(x)},${at(y)} ${at(back)},${at(y - 4)} ${at(back)},${at(y + 4)}"/>`;
  if (kind === 'open') return `<path d="M${at(back)},${at(y - 4)}L${at(x)},${at(y)}L${at(back)},${at(y + 4)}"/>`;
  if (kind === 'none') return '';
  const [near, far] = [x - towards * 2, x - towards * 10];
  return `<path d="M${at(near)},${at(y - 4)}L${at(far)},${at(y + 4)}M${at(near)},${at(y + 4)}L${at(far)},${at(y - 4)}"/>`;
}

function drawNote(note: Note, canvas: Canvas): void {
  const lines = wrapLabel(note.label, noteSpan(note, canvas), labelSize);
  const height = lines.length * lineHeight + 12;
  const xs = note.of.map((id) => xOf(id, canvas));
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const least = widestOf(lines, labelSize) + 20;
  const width = from === to ? least : Math.max(least, to - from + 40);
  const middle = (from + to) / 2;
  const left = note.place === 'over' ? middle - width / 2 : note.place === 'left' ? from - width - 12 : from + 12;
  canvas.y += 6;
  const box = `<rect x="${at(left)}" y="${at(canvas.y)}" width="${at(width)}" height="${height}"/>`;
  const label = textAt(lines, left + width / 2, canvas.y + height / 2, 'middle', labelSize);
  canvas.shapes.push(`<g class="node note">${box}${label}</g>`);
  canvas.left = Math.min(canvas.left, left);
  canvas.right = Math.max(canvas.right, left + width);
  canvas.y += height + 8;
}

/** A note over several participants may be as wide as they are apart. */
function noteSpan({ of }: Note, canvas: Canvas): number {
  const xs = of.map((id) => xOf(id, canvas));
  return Math.max(widestLabel, Math.max(...xs) - Math.min(...xs) + 20);
}

function openBlock(word: string, label: string, canvas: Canvas): void {
  canvas.y += 8;
  const title = word === 'rect' ? '' : `${word} ${label}`.trim();
  canvas.open.push({ top: canvas.y, depth: canvas.open.length, title, divisions: [] });
  canvas.y += title === '' ? 4 : 24;
}

function divideBlock(label: string, canvas: Canvas): void {
  canvas.y += 6;
  canvas.open.at(-1)?.divisions.push({ label, y: canvas.y });
  canvas.y += label === '' ? 4 : 22;
}

function closeBlock(canvas: Canvas): void {
  const block = canvas.open.pop();
  if (!block) return;
  canvas.y += 4;
  const [left, right] = blockSides(block.depth, canvas);
  const size = `width="${at(right - left)}" height="${at(canvas.y - block.top)}"`;
  const box = `<rect x="${at(left)}" y="${at(block.top)}" ${size} rx="3"/>`;
  const dividers = block.divisions.map(
    ({ y }) =>
      `<line class="divider" x1="${at(left)}" y1="${at(y)}" x2="${at(right)}" y2="${at(y)}" stroke-dasharray="4 3"/>`,
  );
  canvas.frames.unshift(`<g class="cluster">${box}${dividers.join('')}</g>`);
  const titles = [{ label: block.title, y: block.top }, ...block.divisions];
  canvas.titles.push(...titles.map(({ label, y }) => tab(label, left, y)));
  canvas.left = Math.min(canvas.left, left);
  canvas.right = Math.max(canvas.right, right, ...titles.map(({ label }) => left + 20 + labelWidth(label, labelSize)));
  canvas.y += 6;
}

/** A label in the corner of a box, on a ground of its own so that no line crosses it. */
function tab(label: string, x: number, y: number): string {
  if (label === '') return '';
  const box = `<rect class="tab" x="${at(x)}" y="${at(y)}" width="${at(labelWidth(label, labelSize) + 18)}" height="20"/>`;
  return `<g class="cluster">${box}${textAt([label], x + 8, y + 10, 'start', labelSize)}</g>`;
}

/** Blocks reach around all participants; inner ones a little less. */
function blockSides(depth: number, { columns, left, right }: Canvas): [number, number] {
  const outer = 24 - depth * 8;
  const first = columns[0];
  const last = columns.at(-1);
  return [
    Math.min(left, (first?.x ?? 0) - (first?.width ?? 0) / 2 + 4) - outer,
    Math.max(right, (last?.x ?? 0) + (last?.width ?? 0) / 2 - 4) + outer,
  ];
}
