// The data of a plot: comma-separated values with a header line, as series of points. Reports each mistake at its cell; must never guess
// a value.

import { type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { Option, Snippet } from '../context/code-block.ts';

/** More rows than a plot can show apart. */
const maxRows = 5_000;
/** More bars than a reader can compare. */
const maxNames = 60;
/** In characters. */
const maxLength = 500_000;

interface Cell {
  readonly text: string;
  /** Offset in the line. */
  readonly start: number;
  readonly end: number;
}

interface Row {
  /** Counted from 0. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

interface Column {
  readonly name: string;
  readonly index: number;
}

/** What the opening line of a block says about its data. */
export interface DataOptions {
  readonly x: Option | undefined;
  readonly y: Option | undefined;
  readonly series: Option | undefined;
  /** Whether the `x` column has numbers, not names. */
  readonly isNumericX: boolean;
  /** Whether there is a `y` column, as in all plots that don't count. */
  readonly hasY: boolean;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
}

export interface Point {
  /** The number in the `x` column, or the position of a name. */
  readonly x: number;
  readonly y: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

export interface PlotData {
  readonly xName: string;
  /** Name of the `y` column, if there is only one. */
  readonly yName: string;
  readonly series: readonly Series[];
  /** The different names of an `x` column without numbers, in order. */
  readonly names: readonly string[];
}

/** The data of a block; null after any mistake. `spanOf` is the span of an option's value, `whole` that of the opening line. */
export function plotData(
  snippet: Snippet,
  options: DataOptions,
  spanOf: (option: Option) => Span,
  whole: Span,
): { readonly data: PlotData | null; readonly mistakes: readonly Diagnostic[] } {
  const mistakes: Diagnostic[] = [];
  const tooLarge = (limit: string) => ({
    data: null,
    mistakes: [
      error('plot/too-large', `this plot has more than ${limit}`, whole, { hint: 'plot a sample, or counts' }),
    ],
  });
  if (snippet.text.length > maxLength) return tooLarge(`${maxLength / 1000},000 characters of data`);
  const [header, ...body] = rowsIn(snippet, mistakes);
  if (!header || body.length === 0) {
    const hint = 'write a line with the names of columns, and a line for each row';
    return { data: null, mistakes: [...mistakes, error('plot/no-data', 'this plot has no data', whole, { hint })] };
  }
  if (body.length > maxRows) return tooLarge(`${maxRows / 1000},000 rows`);
  const columns = header.cells.map(({ text }, index) => ({ name: text, index }));
  const find = (option: Option) => findColumns(option, columns, spanOf(option), mistakes);
  const [x] = options.x ? find(options.x) : columns;
  const [by] = options.series ? find(options.series) : [];
  const others = columns.filter((column) => column !== x && column !== by);
  const ys = !options.hasY ? [] : options.y ? find(options.y) : by ? others.slice(0, 1) : others;
  if (x && options.hasY && others.length === 0)
    mistakes.push(error('plot/no-data', 'this plot has only one column', whole, { hint: 'add a column for `y`' }));
  if (!x || (options.hasY && ys.length === 0) || (options.series && !by)) return { data: null, mistakes };

  const names: string[] = [];
  const found = new Map<string, Point[]>();
  for (const row of body) {
    if (row.cells.length !== header.cells.length) {
      const message = `this row has ${row.cells.length} cells, but the header has ${header.cells.length}`;
      mistakes.push(error('plot/uneven-row', message, snippet.lineSpan(row.line)));
      continue;
    }
    const position = options.isNumericX
      ? numberIn(row, x, options.isLogX, snippet, mistakes)
      : positionOf(row.cells[x.index]?.text ?? '', names);
    if (names.length > maxNames) return tooLarge(`${maxNames} bars`);
    const values = options.hasY ? ys : [null];
    for (const column of values) {
      const y = column ? numberIn(row, column, options.isLogY, snippet, mistakes) : 0;
      const name = by ? (row.cells[by.index]?.text ?? '') : (column?.name ?? x.name);
      const points = found.get(name) ?? [];
      found.set(name, points);
      if (position === null || y === null) continue;
      if (!options.isNumericX && points.some((point) => point.x === position)) {
        const message = `\`${names[position] ?? ''}\` already has a value${by ? ` for \`${name}\`` : ''}`;
        mistakes.push(error('plot/repeated-name', message, spanOfCell(row.cells[x.index], row.line, snippet)));
      } else points.push({ x: position, y });
    }
  }
  const series = [...found].map(([name, points]) => ({ name, points }));
  const data = { xName: x.name, yName: ys.length === 1 ? (ys[0]?.name ?? '') : '', series, names };
  return { data: mistakes.length > 0 ? null : data, mistakes };
}

function positionOf(name: string, names: string[]): number {
  const position = names.indexOf(name);
  return position < 0 ? names.push(name) - 1 : position;
}

function rowsIn(snippet: Snippet, mistakes: Diagnostic[]): Row[] {
  return snippet.text.split('\n').flatMap((text, line) => {
    if (text.trim() === '') return [];
    const cells = cellsIn(text);
    if (cells) return [{ line, cells }];
    mistakes.push(error('plot/unclosed-quote', 'a quotation mark in this row is never closed', snippet.lineSpan(line)));
    return [];
  });
}

/** The cells of a line; null if a quotation mark is not closed. */
function cellsIn(text: string): Cell[] | null {
  const cells: Cell[] = [];
  for (let start = 0; start <= text.length; ) {
    const quoted = matchAt(/\s*"((?:[^"]|"")*)"\s*(?=,|$)/y, text, start);
    if (!quoted && matchAt(/\s*"/y, text, start)) return null;
    const comma = text.indexOf(',', start);
    const end = quoted ? start + quoted[0].length : comma < 0 ? text.length : comma;
    const written = text.slice(start, end);
    const indent = written.length - written.trimStart().length;
    const content = quoted?.[1]?.replaceAll('""', '"') ?? written.trim();
    cells.push({ text: content, start: start + indent, end: start + written.trimEnd().length });
    start = end + 1;
  }
  return cells;
}

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** The columns that an option names. A unit in parentheses can be left out: `latency` finds `latency (ms)`. */
function findColumns(option: Option, columns: readonly Column[], at: Span, mistakes: Diagnostic[]): Column[] {
  const names = columns.map(({ name }) => name);
  return option.value.split(',').flatMap((part) => {
    const wanted = part.trim();
    const found =
      columns.find(({ name }) => name === wanted) ?? columns.find(({ name }) => withoutUnit(name) === wanted);
    if (found) return [found];
    const near = nearest(wanted, [...names, ...names.map(withoutUnit)]);
    const hint = near ? `did you mean \`${near}\`?` : `columns are ${names.map((name) => `\`${name}\``).join(', ')}`;
    mistakes.push(error('plot/unknown-column', `the data has no column \`${wanted}\``, at, { hint }));
    return [];
  });
}

function withoutUnit(name: string): string {
  return name.replace(/\s*\([^)]*\)$/, '');
}

/** The number in a cell; null if the cell is empty or, with an error, no number. */
function numberIn(
  row: Row,
  { name, index }: Column,
  isLog: boolean,
  snippet: Snippet,
  mistakes: Diagnostic[],
): number | null {
  const cell = row.cells[index];
  if (!cell || cell.text === '') return null;
  const value = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(cell.text) ? Number(cell.text) : Number.NaN;
  if (Number.isFinite(value) && !(isLog && value <= 0)) return value;
  const at = spanOfCell(cell, row.line, snippet);
  const mistake = Number.isFinite(value)
    ? error('plot/not-positive', `a logarithmic scale can't show ${cell.text}`, at, {
        hint: `leave out such rows, or remove \`log=…\``,
      })
    : error('plot/not-a-number', `\`${cell.text}\` is not a number`, at, {
        hint: `column \`${name}\` must have numbers without units; a unit can be in its name, as in \`latency (ms)\``,
      });
  mistakes.push(mistake);
  return null;
}

/** The span of a cell, counted from the end of its line, because a quotation may have marks at the start. */
function spanOfCell(cell: Cell | undefined, line: number, snippet: Snippet): Span {
  const at = snippet.lineSpan(line);
  const length = (snippet.text.split('\n')[line] ?? '').trimEnd().length;
  return cell ? { path: at.path, start: at.end - (length - cell.start), end: at.end - (length - cell.end) } : at;
}
