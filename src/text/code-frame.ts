// Offsets → lines, columns and a frame of source, for people. The only place where lines and columns exist.

/** A place in a text, both counted from 1; columns count UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export interface FrameStyle {
  /** Wraps the marks under the code, for colour. */
  readonly mark: (text: string) => string;
  /** Wraps line numbers and bars. */
  readonly dim: (text: string) => string;
}

const plain: FrameStyle = { mark: (text) => text, dim: (text) => text };
const maxWidth = 110;
const tabWidth = 4;

export function lineColumnAt(text: string, offset: number): LineColumn {
  const before = text.slice(0, Math.min(offset, text.length));
  let line = 1;
  let start = 0;
  for (const end of before.matchAll(/\r\n|\n|\r/g)) {
    line++;
    start = end.index + end[0].length;
  }
  return { line, column: offset - start - (line === 1 && text.startsWith('\uFEFF') && offset > 0 ? 1 : 0) + 1 };
}

/** The line of `start` with the span marked, and the line before it: lines without a final line end. */
export function codeFrame(
  text: string,
  span: { readonly start: number; readonly end: number },
  style: FrameStyle = plain,
): string[] {
  const lines = text.replace(/^\uFEFF/, ' ').split(/\r\n|\n|\r/);
  const { line } = lineColumnAt(text, span.start);
  const lineStart = startOfLine(text, span.start);
  const source = lines[line - 1] ?? '';
  const from = span.start - lineStart;
  const to = Math.min(Math.max(span.end - lineStart, from + 1), Math.max(source.length, from + 1));
  const shift = windowStart(source, from, to);
  const width = String(line).length;
  const numbered = (number: number, content: string) =>
    `${style.dim(`${String(number).padStart(width)} │`)} ${shown(content, shift)}`.trimEnd();
  const pad = columns(source.slice(shift, from)) + (shift > 0 ? 1 : 0);
  const marks = '^'.repeat(Math.max(1, Math.min(columns(source.slice(from, to)), maxWidth - pad)));
  const above = line > 1 && (lines[line - 2] ?? '').trim() !== '' ? [numbered(line - 1, lines[line - 2] ?? '')] : [];
  return [
    ...above,
    numbered(line, source),
    `${style.dim(`${' '.repeat(width)} │`)} ${' '.repeat(pad)}${style.mark(marks)}`,
  ];
}

function startOfLine(text: string, offset: number): number {
  const before = text.slice(0, offset);
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
}

/** Long lines are shown from a little before the span. */
function windowStart(source: string, from: number, to: number): number {
  return to <= maxWidth ? 0 : Math.max(0, Math.min(from - 20, source.length - maxWidth));
}

function shown(content: string, shift: number): string {
  const cut = content.slice(shift, shift + maxWidth);
  return `${shift > 0 ? '…' : ''}${printable(cut)}${content.length > shift + maxWidth ? '…' : ''}`;
}

/** A line of text as a terminal may show it: nothing in it can move the cursor, ring, or turn the direction of what follows. */
export function visible(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return escapes[character] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
  });
}

// oxlint-disable-next-line no-control-regex
const unprintable = /[\0-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;
const escapes: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function printable(text: string): string {
  return text.replace(/\t/g, ' '.repeat(tabWidth)).replace(/[\0-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** Width on a terminal: tabs as four, wide East Asian characters and emoji as two, combining marks as none. */
function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character === '\t') width += tabWidth;
    else if (/\p{Mark}|\u200D|\uFE0F/u.test(character)) width += 0;
    else
      width +=
        /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u.test(
          character,
        )
          ? 2
          : 1;
  }
  return width;
}
