// Reads the statements of a diagram from left to right. Must report a mistake at its place and continue with the next line, so that one run
// reports all of them.

import type { DiagramMistake } from '../diagram-mistakes.ts';
import { blank } from './source.ts';

export interface Reader {
  readonly text: string;
  /** Where the next token is expected. */
  at: number;
  readonly mistakes: DiagramMistake[];
}

/** The same reader without comments after statements, for the kinds of diagrams that have them. */
export function withoutComments(reader: Reader): Reader {
  return { ...reader, text: reader.text.replace(/(?<=^|\s)%%[^\n]*/g, blank) };
}

/** The match of a sticky pattern at the reader's place, which moves behind it; null if there is none. */
export function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match) reader.at = pattern.lastIndex;
  return match;
}

/** The matched text; an empty string if there is none. */
export function takeText(reader: Reader, pattern: RegExp): string {
  return take(reader, pattern)?.[0] ?? '';
}

/** Moves over spaces, but not to another line. */
export function skipSpaces(reader: Reader): void {
  take(reader, /[ \t]*/y);
}

/** Moves to the next statement. False at the end of the diagram. */
export function nextStatement(reader: Reader): boolean {
  take(reader, /[\s;]*/y);
  return reader.at < reader.text.length;
}

/** Takes the rest of the statement, up to the end of the line or a semicolon that doesn't end a character reference such as `#9829;`. */
export function takeRest(reader: Reader): string {
  return takeText(reader, /(?:#\w+;|&\w+;|[^\n;])*/y).trim();
}

/** Whether the statement ends here. Reports what follows if it doesn't, and skips it. */
export function expectEnd(reader: Reader, hint: string): boolean {
  skipSpaces(reader);
  if (reader.at >= reader.text.length || /[\n;]/.test(reader.text[reader.at] ?? '')) return true;
  unexpected(reader, hint);
  return false;
}

/** Reports the rest of the line, or of what a pattern matches, and skips it. */
export function unexpected(reader: Reader, hint: string, extent = /[^\n]*/y): void {
  skipSpaces(reader);
  const start = reader.at;
  const rest = takeText(reader, extent).trimEnd();
  const message = rest === '' ? 'the line ends too early here' : `\`${shortened(rest)}\` is not expected here`;
  fail(reader, start, start + rest.length, message, hint);
}

export function fail(
  reader: Pick<Reader, 'mistakes'>,
  start: number,
  end: number,
  message: string,
  hint: string | null,
) {
  reader.mistakes.push({ severity: 'error', code: 'diagram/syntax', start, end, message, hint });
}

export function warn(
  reader: Pick<Reader, 'mistakes'>,
  code: string,
  start: number,
  end: number,
  message: string,
  hint: string,
) {
  reader.mistakes.push({ severity: 'warning', code, start, end, message, hint });
}

/** Reports a link of Mermaid's `click` statements, which is not drawn, and skips the statement. */
export function removeLink(reader: Reader, start: number): void {
  takeText(reader, /(?:"[^"]*"|[^\n"])*/y);
  const hint = 'put the link into the text next to the diagram';
  warn(reader, 'diagram/removed-link', start, reader.at, 'links in diagrams are removed', hint);
}

export function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
