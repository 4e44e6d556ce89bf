// A post → its card, the preview image on other sites, as SVG: the site's name, the title in lines of about the same length,
// date and tags. SVG doesn't break lines, so they are measured here. It must never draw a character that the fonts don't have.

import { escapeXml } from '../../text/escape.ts';
import type { CardFont } from './card-font.ts';
import { balancedLines, widthOf } from './card-lines.ts';

/** In pixels: the size that social networks show without cropping. */
export const cardSize = { width: 1200, height: 630 } as const;

export interface CardFonts {
  readonly bold: CardFont;
  readonly regular: CardFont;
  /** For characters that the others don't have, such as arrows, mathematical symbols and box drawing; optional in a theme. */
  readonly symbols: CardFont | null;
}

/** A font and another one for characters that it doesn't have. */
interface FontWithFallback extends CardFont {
  readonly primary: CardFont;
  readonly fallback: CardFont | null;
}

function withFallback(primary: CardFont, fallback: CardFont | null): FontWithFallback {
  const widthOf = (character: string) => primary.widthOf(character) ?? fallback?.widthOf(character) ?? null;
  return { family: primary.family, widthOf, primary, fallback };
}

export interface CardText {
  readonly site: string;
  readonly title: string;
  /** Date and tags, the most important first. The card shows as many as fit. */
  readonly facts: readonly string[];
}

export interface DrawnCard {
  /** Null if neither the title nor the site's name can be drawn. */
  readonly svg: string | null;
  /** Characters of the title that the fonts don't have, each once. If there are any, the site's name replaces the title. */
  readonly missing: readonly string[];
}

const edge = 88;
const column = cardSize.width - 2 * edge;
/** Colors of the theme's light scheme. */
const colors = { paper: '#fdfcfa', ink: '#0f0f11', muted: '#5c5d62', rubric: '#a3321b' } as const;
/** Font sizes of a title, each with the maximum number of lines. */
const titleSizes = [
  [88, 3],
  [76, 3],
  [64, 4],
  [54, 5],
  [46, 6],
] as const;
const labelSize = 32;

export function drawCard({ site, title, facts }: CardText, fonts: CardFonts): DrawnCard {
  const [bold, regular] = [withFallback(fonts.bold, fonts.symbols), withFallback(fonts.regular, fonts.symbols)];
  const [name, words] = [drawable(site), drawable(title)];
  const missing = missingCharacters(words, bold);
  const isNamed = name !== '' && missingCharacters(name, bold).length === 0;
  const isTitled = words !== '' && missing.length === 0;
  if (!isTitled && !isNamed) return { svg: null, missing };
  const parts = [
    `<rect width="${cardSize.width}" height="${cardSize.height}" fill="${colors.paper}"/>`,
    `<rect width="20" height="${cardSize.height}" fill="${colors.rubric}"/>`,
    ...(isTitled && isNamed
      ? [textElement(truncated(name, labelSize, bold), 112, labelSize, colors.rubric, bold, 700)]
      : []),
    ...titleLines(isTitled ? words : name, bold),
    textElement(factsThatFit(facts, regular), 552, labelSize, colors.muted, regular, 400),
  ];
  const { width, height } = cardSize;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`;
  return { svg, missing };
}

/** Emoji with their joiners and modifiers, except for symbols that text fonts have. */
const pictographs =
  /(?![©®™‼⁉↔-↙ℹ])(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\u20E3|\uFE0E|\uFE0F)/gu;

/** Removes emoji: text fonts don't have them, and they say little without color. */
function drawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(pictographs, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function missingCharacters(text: string, font: CardFont): string[] {
  return [...new Set(text)].filter((character) => character !== ' ' && font.widthOf(character) === null);
}

/** Sets the title in the largest size that fits, centered vertically between the site's name and the facts. */
function titleLines(title: string, font: FontWithFallback): string[] {
  const sizes = titleSizes.map(([size, maxLines]) => ({
    size,
    maxLines,
    lines: balancedLines(title, column / size, font),
  }));
  const best = sizes.find(({ lines, maxLines }) => lines.length <= maxLines) ?? sizes.at(-1);
  if (!best) return [];
  const { size, maxLines } = best;
  const lines = best.lines.length <= maxLines ? best.lines : shortened(best.lines, maxLines, size, font);
  const height = size * 1.2;
  const first = 326 - (lines.length * height) / 2 + size * 0.86;
  return lines.map((text, index) => textElement(text, Math.round(first + index * height), size, colors.ink, font, 700));
}

function shortened(lines: readonly string[], maxLines: number, size: number, font: CardFont): string[] {
  return [...lines.slice(0, maxLines - 1), truncated(lines.slice(maxLines - 1).join(' '), size, font)];
}

/** Shortens a line with an ellipsis until it fits. */
function truncated(text: string, size: number, font: CardFont): string {
  if (widthOf(text, font) <= column / size) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(`${characters.join('').trimEnd()}…`, font) > column / size) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

function factsThatFit(facts: readonly string[], font: CardFont): string {
  let line = '';
  for (const fact of facts.map(drawable).filter((text) => text !== '' && missingCharacters(text, font).length === 0)) {
    const longer = line === '' ? fact : `${line} · ${fact}`;
    if (widthOf(longer, font) > column / labelSize) break;
    line = longer;
  }
  return line;
}

function textElement(
  text: string,
  y: number,
  size: number,
  color: string,
  font: FontWithFallback,
  weight: number,
): string {
  const attributes = `font-family="${escapeXml(font.family)}" font-weight="${weight}" font-size="${size}" fill="${color}"`;
  return text === '' ? '' : `<text x="${edge}" y="${y}" ${attributes}>${charactersIn(text, font)}</text>`;
}

/** Sets each character that the font doesn't have in the fallback font. */
function charactersIn(text: string, { primary, fallback }: FontWithFallback): string {
  if (!fallback) return escapeXml(text);
  const isInPrimary = (character: string) => character === ' ' || primary.widthOf(character) !== null;
  const family = escapeXml(fallback.family);
  return Array.from(text, (character) =>
    isInPrimary(character) ? escapeXml(character) : `<tspan font-family="${family}">${escapeXml(character)}</tspan>`,
  ).join('');
}
