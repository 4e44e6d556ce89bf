// Offsets → line, column and a frame of source code for a report. Everything else in the tool works with offsets: lines and
// columns must never be computed anywhere else.

import { columnsOf } from './display-width.ts';

/** A position in a text. Lines and columns count from 1; columns count UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export interface FrameStyle {
  /** Styles the marks under the code. */
  readonly mark: (text: string) => string;
  /** Styles line numbers and bars. */
  readonly dim: (text: string) => string;
}

const plain: FrameStyle = { mark: (text) => text, dim: (text) => text };
const maxWidth = 110;
const tabWidth = 4;

/** A byte order mark at the start of the text doesn't count as a column. */
export function lineColumnAt(text: string, offset: number): LineColumn {
  const starts = lineStarts(text);
  const line = lineAt(starts, Math.min(offset, text.length));
  const start = starts[line - 1] ?? 0;
  return { line, column: offset - start - (line === 1 && text.startsWith('\uFEFF') && offset > 0 ? 1 : 0) + 1 };
}

/** The line of `span.start` with the span marked, below the line before it. Returns lines without line ends. */
export function codeFrame(
  text: string,
  span: { readonly start: number; readonly end: number },
  style: FrameStyle = plain,
): string[] {
  const starts = lineStarts(text);
  const line = lineAt(starts, Math.min(span.start, text.length));
  const source = textOfLine(text, starts, line);
  const previous = line > 1 ? textOfLine(text, starts, line - 1) : '';
  const from = span.start - (starts[line - 1] ?? 0);
  const to = Math.min(Math.max(span.end - (starts[line - 1] ?? 0), from + 1), Math.max(source.length, from + 1));
  const shift = windowStart(source, from, to);
  const width = String(line).length;
  const numbered = (number: number, content: string) =>
    `${style.dim(`${String(number).padStart(width)} │`)} ${visiblePart(content, shift)}`.trimEnd();
  const pad = columnsOf(printable(source.slice(shift, from))) + (shift > 0 ? 1 : 0);
  const marks = '^'.repeat(Math.max(1, Math.min(columnsOf(printable(source.slice(from, to))), maxWidth - pad)));
  return [
    ...(previous.trim() === '' ? [] : [numbered(line - 1, previous)]),
    numbered(line, source),
    `${style.dim(`${' '.repeat(width)} │`)} ${' '.repeat(pad)}${style.mark(marks)}`,
  ];
}

/** The lines of the text that was asked about last: a report has many places in one file after the other. */
let known: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

/** The offset of each line's first character. */
function lineStarts(text: string): readonly number[] {
  if (known.text !== text) {
    const starts = [0];
    for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
    known = { text, starts };
  }
  return known.starts;
}

/** The number of the line with an offset, from 1. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** A line without its end; a space replaces a byte order mark. */
function textOfLine(text: string, starts: readonly number[], line: number): string {
  const content = text.slice(starts[line - 1], starts[line]).replace(/\r\n$|\n$|\r$/, '');
  return line === 1 ? content.replace(/^\uFEFF/, ' ') : content;
}

/** The column at which the visible part of a line starts. A long line starts a little before the span. */
function windowStart(source: string, from: number, to: number): number {
  return to <= maxWidth ? 0 : Math.max(0, Math.min(from - 20, source.length - maxWidth));
}

function visiblePart(content: string, shift: number): string {
  const cut = content.slice(shift, shift + maxWidth);
  return `${shift > 0 ? '…' : ''}${printable(cut)}${content.length > shift + maxWidth ? '…' : ''}`;
}

/**
 * Escapes control and bidirectional formatting characters, so that a text can't move the cursor of a terminal, ring its bell,
 * or reverse what follows.
 */
export function escapeControls(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return escapes[character] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
  });
}

// oxlint-disable-next-line no-control-regex
const unprintable = /[\0-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;
const escapes: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Expands tabs, and replaces characters that could control a terminal. */
function printable(text: string): string {
  return text.replace(/\t/g, ' '.repeat(tabWidth)).replace(/[\0-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
