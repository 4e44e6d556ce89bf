// ANSI escape sequences in the output of programs: colors become classes, and everything else is taken out. Works on text alone; knows
// nothing of Markdown or themes.

import { cleanText } from './clean-text.ts';

/** A part of a line in one style. */
export interface StyledText {
  readonly text: string;
  /** Without a prefix: `red`, `bold`. */
  readonly styles: readonly string[];
}

/** Control sequences (`ESC [ … m`), operating system commands such as links, and two-character sequences. */
// oxlint-disable-next-line no-control-regex
const sequence = /(?:\x1B\[|\x9B)([0-?]*)[ -/]*([@-~])|\x1B\][^\x07\x1B\n]*(?:\x07|\x1B\\)|\x1B[ -/]*[0-~]/g;

/** Whether a text has escape sequences. */
export function hasEscapes(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\x1B\x9B]/.test(text) && text.search(sequence) >= 0;
}

/** The text without escape sequences, or with a replacement of each. */
export function withoutEscapes(text: string, replacement: (written: string) => string = () => ''): string {
  return hasEscapes(text) ? text.replace(sequence, replacement) : text;
}

/** The lines of a text in parts of one style. A style lasts until it is reset, also over line ends. */
export function styledLines(text: string): readonly (readonly StyledText[])[] {
  let style: Style = plain;
  return text.split('\n').map((line) => {
    const parts: StyledText[] = [];
    let position = 0;
    const add = (end: number) => {
      if (end > position) parts.push({ text: cleanText(line.slice(position, end)), styles: stylesOf(style) });
    };
    for (const match of line.matchAll(sequence)) {
      add(match.index);
      position = match.index + match[0].length;
      if (match[2] === 'm') style = changed(style, match[1] ?? '');
    }
    add(line.length);
    return parts;
  });
}

interface Style {
  readonly color: string | null;
  /** Shown as the color of the text where the text has none of its own contrast. */
  readonly ground: string | null;
  readonly marks: readonly string[];
}

const plain: Style = { color: null, ground: null, marks: [] };
const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const marks: { readonly [code: number]: string } = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 9: 'struck' };
const endsOf: { readonly [code: number]: readonly string[] } = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  29: ['struck'],
};

/** A background decides the color, because black on red would be hard to read in a theme's colors. */
function stylesOf({ color, ground, marks }: Style): readonly string[] {
  const shown = ground !== null && ground !== 'black' && ground !== 'white' ? ground : color;
  return shown === null || shown === 'white' || shown === 'black' ? marks : [shown, ...marks];
}

/** The style after the parameters of a sequence that ends with `m`. */
function changed(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = before;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    const mark = marks[code];
    const ended = endsOf[code];
    if (code === 0) style = plain;
    else if (mark !== undefined) style = { ...style, marks: [...new Set([...style.marks, mark])] };
    else if (ended) style = { ...style, marks: style.marks.filter((one) => !ended.includes(one)) };
    else if (code >= 30 && code <= 37) style = { ...style, color: colors[code - 30] ?? null };
    else if (code >= 90 && code <= 97) style = { ...style, color: bright(code - 90) };
    else if (code >= 40 && code <= 47) style = { ...style, ground: colors[code - 40] ?? null };
    else if (code >= 100 && code <= 107) style = { ...style, ground: bright(code - 100) };
    else if (code === 39) style = { ...style, color: null };
    else if (code === 49) style = { ...style, ground: null };
    else if (code === 38 || code === 48) {
      const isIndex = codes[index + 1] === 5;
      const color = isIndex ? indexed(codes[index + 2] ?? 0) : nearestColor(codes.slice(index + 2, index + 5));
      index += isIndex ? 2 : 4;
      style = code === 38 ? { ...style, color } : { ...style, ground: color };
    }
  }
  return style;
}

/** Bright black is gray; the other bright colors are those of the theme, too. */
function bright(index: number): string | null {
  return index === 0 ? 'gray' : (colors[index] ?? null);
}

/** A color of the palette with 256: 16 named ones, a cube of 216, and grays. */
function indexed(index: number): string | null {
  if (index < 16) return index < 8 ? (colors[index] ?? null) : bright(index - 8);
  if (index > 231) return index < 250 ? 'gray' : 'white';
  const cube = index - 16;
  return nearestColor([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => level * 51));
}

function nearestColor([red = 0, green = 0, blue = 0]: readonly number[]): string | null {
  const strongest = Math.max(red, green, blue);
  if (strongest - Math.min(red, green, blue) < 40) return strongest > 64 && strongest < 200 ? 'gray' : 'white';
  const isStrong = (level: number) => level > strongest * 0.6;
  return colors[(isStrong(red) ? 1 : 0) + (isStrong(green) ? 2 : 0) + (isStrong(blue) ? 4 : 0)] ?? null;
}
