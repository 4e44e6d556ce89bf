// A post → the picture that stands for it on other sites, as SVG: the site's name, the title in lines of about one length, date and tags.
// Lines are measured here: SVG breaks none by itself. Nothing but letters that the fonts have is ever drawn.

import { escapeXml } from '../../text/escape.ts';
import type { CardFont } from './card-font.ts';
import { balancedLines, widthOf } from './card-lines.ts';

/** As networks show it without cutting. */
export const cardSize = { width: 1200, height: 630 } as const;

export interface CardFonts {
  readonly bold: CardFont;
  readonly regular: CardFont;
  /** Has what the others lack: arrows, signs of mathematics, box drawing. Themes may do without. */
  readonly signs: CardFont | null;
}

/** A font and, for single letters that it lacks, another. */
interface CardFontFace extends CardFont {
  readonly own: CardFont;
  readonly signs: CardFont | null;
}

function faceOf(own: CardFont, signs: CardFont | null): CardFontFace {
  const widthOf = (letter: string) => own.widthOf(letter) ?? signs?.widthOf(letter) ?? null;
  return { family: own.family, widthOf, own, signs };
}

export interface CardText {
  readonly site: string;
  readonly title: string;
  /** Date and tags, most important first: as many are shown as fit. */
  readonly facts: readonly string[];
}

export interface DrawnCard {
  /** Null where neither the title nor the site's name can be drawn. */
  readonly svg: string | null;
  /** Letters of the title that the font lacks, each once; where there are any the site's name stands in its place. */
  readonly missing: readonly string[];
}

const edge = 88;
const column = cardSize.width - 2 * edge;
/** The theme's colors in light. */
const colors = { paper: '#fdfcfa', ink: '#0f0f11', muted: '#5c5d62', rubric: '#a3321b' } as const;
/** Sizes of a title, and how many lines of each there is room for. */
const titleSizes = [
  [88, 3],
  [76, 3],
  [64, 4],
  [54, 5],
  [46, 6],
] as const;
const labelSize = 32;

export function drawCard({ site, title, facts }: CardText, fonts: CardFonts): DrawnCard {
  const [bold, regular] = [faceOf(fonts.bold, fonts.signs), faceOf(fonts.regular, fonts.signs)];
  const [name, words] = [drawable(site), drawable(title)];
  const missing = lacking(words, bold);
  const isNamed = name !== '' && lacking(name, bold).length === 0;
  const isTitled = words !== '' && missing.length === 0;
  if (!isTitled && !isNamed) return { svg: null, missing };
  const parts = [
    `<rect width="${cardSize.width}" height="${cardSize.height}" fill="${colors.paper}"/>`,
    `<rect width="20" height="${cardSize.height}" fill="${colors.rubric}"/>`,
    ...(isTitled && isNamed ? [line(fitting(name, labelSize, bold), 112, labelSize, colors.rubric, bold, 700)] : []),
    ...headline(isTitled ? words : name, bold),
    line(factsThatFit(facts, regular), 552, labelSize, colors.muted, regular, 400),
  ];
  const { width, height } = cardSize;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`;
  return { svg, missing };
}

/** With what joins and colors them; not the signs that fonts of letters know. */
const pictographs =
  /(?![©®™‼⁉↔-↙ℹ])(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\u20E3|\uFE0E|\uFE0F)/gu;

/** Without pictographs, which fonts of letters don't have and which say little without colour. */
function drawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(pictographs, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function lacking(text: string, font: CardFont): string[] {
  return [...new Set(text)].filter((letter) => letter !== ' ' && font.widthOf(letter) === null);
}

/** The largest size at which the title has room, set in the middle of what is left between name and facts. */
function headline(title: string, font: CardFontFace): string[] {
  const sizes = titleSizes.map(([size, most]) => ({ size, most, lines: balancedLines(title, column / size, font) }));
  const found = sizes.find(({ lines, most }) => lines.length <= most) ?? sizes.at(-1);
  if (!found) return [];
  const { size, most } = found;
  const lines = found.lines.length <= most ? found.lines : shortened(found.lines, most, size, font);
  const height = size * 1.2;
  const first = 326 - (lines.length * height) / 2 + size * 0.86;
  return lines.map((text, index) => line(text, Math.round(first + index * height), size, colors.ink, font, 700));
}

function shortened(lines: readonly string[], most: number, size: number, font: CardFont): string[] {
  return [...lines.slice(0, most - 1), fitting(lines.slice(most - 1).join(' '), size, font)];
}

/** As much of a line as fits, with an ellipsis where that is not all. */
function fitting(text: string, size: number, font: CardFont): string {
  if (widthOf(text, font) <= column / size) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && widthOf(`${letters.join('').trimEnd()}…`, font) > column / size) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function factsThatFit(facts: readonly string[], font: CardFont): string {
  let text = '';
  for (const fact of facts.map(drawable).filter((one) => one !== '' && lacking(one, font).length === 0)) {
    const longer = text === '' ? fact : `${text} · ${fact}`;
    if (widthOf(longer, font) > column / labelSize) break;
    text = longer;
  }
  return text;
}

function line(text: string, y: number, size: number, color: string, face: CardFontFace, weight: number): string {
  const look = `font-family="${escapeXml(face.family)}" font-weight="${weight}" font-size="${size}" fill="${color}"`;
  return text === '' ? '' : `<text x="${edge}" y="${y}" ${look}>${withSigns(text, face)}</text>`;
}

/** The letters that the font lacks, one by one in the other. */
function withSigns(text: string, { own, signs }: CardFontFace): string {
  if (!signs) return escapeXml(text);
  const isOwn = (letter: string) => letter === ' ' || own.widthOf(letter) !== null;
  const family = escapeXml(signs.family);
  return Array.from(text, (letter) =>
    isOwn(letter) ? escapeXml(letter) : `<tspan font-family="${family}">${escapeXml(letter)}</tspan>`,
  ).join('');
}
