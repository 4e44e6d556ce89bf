// Cards: how titles are set, and what happens to characters that the fonts don't have. Measurements are compared with those
// of resvg, which draws the cards.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { drawCard } from '../../../src/site/cards/card.ts';
import { type CardFont, readFont } from '../../../src/site/cards/card-font.ts';
import { balancedLines, widthOf } from '../../../src/site/cards/card-lines.ts';

const folder = join(import.meta.dirname, '..', '../../templates/fonts');
const files = ['card-bold.ttf', 'card-regular.ttf', 'card-signs.ttf'].map((name) => join(folder, name));
const [bold, regular, symbols] = files.map((file) => readFont(readFileSync(file)));
const fonts = { bold: required(bold), regular: required(regular), symbols: required(symbols) };

function required(font: CardFont | null | undefined): CardFont {
  if (!font) throw new Error('the theme has no fonts for cards');
  return font;
}

interface Line {
  readonly text: string;
  readonly y: number;
  readonly size: number;
}

function linesIn(svg: string | null): Line[] {
  const found = (svg ?? '').matchAll(/<text x="88" y="(\d+)"[^>]* font-size="(\d+)"[^>]*>(.*?)<\/text>/g);
  return [...found].map(([, y, size, text = '']) => ({ text, y: Number(y), size: Number(size) }));
}

const cardFor = (title: string, site = 'Octavo', facts = ['21 November 2026', 'go']) =>
  drawCard({ site, title, facts }, fonts);

describe('the text on a card', () => {
  const cases: { readonly [title: string]: readonly [lines: readonly string[], missing: string] } = {
    Go: [['Octavo', 'Go', '21 November 2026 · go'], ''],
    'What happens when a container starts without an image, and why': [
      ['Octavo', 'What happens when a', 'container starts without', 'an image, and why', '21 November 2026 · go'],
      '',
    ],
    'Žluťoučký kůň – ‘İstanbul’ ™ ©': [['Octavo', 'Žluťoučký kůň', '– ‘İstanbul’ ™ ©', '21 November 2026 · go'], ''],
    'one → two, Δέλτα, Ёлка': [['Octavo', 'one → two, Δέλτα, Ёлка', '21 November 2026 · go'], ''],
    'one ∀ two': [['Octavo', 'one <tspan font-family="JetBrains Mono">∀</tspan> two', '21 November 2026 · go'], ''],
    'one 字 ∀': [['Octavo', '21 November 2026 · go'], '字'],
    '🚀 Fast 👩‍💻 builds 🇩🇪 1️⃣': [['Octavo', 'Fast builds 1', '21 November 2026 · go'], ''],
    'A <b> & "c" \u0007\u2028d': [['Octavo', 'A &lt;b&gt; &amp; &quot;c&quot; d', '21 November 2026 · go'], ''],
    // A title that can't be drawn is replaced by the site's name.
    深入理解: [['Octavo', '21 November 2026 · go'], '深入理解'],
    'كيف Go': [['Octavo', '21 November 2026 · go'], 'كيف'],
    '🚀': [['Octavo', '21 November 2026 · go'], ''],
  };
  for (const [title, [lines, missing]] of Object.entries(cases))
    test(title, () => {
      const card = cardFor(title);
      expect(card.missing.join('')).toBe(missing);
      expect(linesIn(card.svg).map(({ text }) => text)).toEqual(lines);
    });

  test("a name and facts that can't be drawn are left out; without title and name there is no card", () => {
    expect(linesIn(cardFor('Go', '日本', ['2026年', 'go']).svg).map(({ text }) => text)).toEqual(['Go', 'go']);
    expect(cardFor('日本', '日本')).toEqual({ svg: null, missing: ['日', '本'] });
  });

  test('as many facts as fit', () => {
    const tags = Array.from({ length: 30 }, (_, index) => `tag-${index}`);
    const [, , facts] = linesIn(cardFor('Go', 'Octavo', tags).svg);
    expect(facts?.text).toMatch(/^tag-0 · .* · tag-\d+$/);
    expect(tags).toContain(facts?.text.split(' · ').at(-1));
  });
});

describe('every title fits', () => {
  const titles = [
    'Go',
    'Wi'.repeat(40),
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    ...[3, 8, 15, 25, 40, 80].map((count) => 'many words of this and that, '.repeat(count)),
    'W'.repeat(400),
  ];
  for (const title of titles)
    test(`${title.slice(0, 40)} (${title.length})`, () => {
      const { svg } = cardFor(title);
      const lines = linesIn(svg);
      expect(lines.length).toBeGreaterThanOrEqual(3);
      for (const [index, { y, size }] of lines.entries()) {
        const above = lines[index - 1];
        expect(y - size * 0.8).toBeGreaterThan(above ? above.y + 4 : 40);
      }
      const options = { font: { loadSystemFonts: false, fontFiles: files } };
      const box = new Resvg((svg ?? '').replace(/<rect[^>]*>/g, ''), options).innerBBox();
      expect(box?.x).toBeGreaterThan(80);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(1200 - 80);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(600);
    });

  test('a shortened title ends with an ellipsis', () =>
    expect(cardFor('many words '.repeat(80)).svg).toContain('…</text>'));
});

describe('lines', () => {
  test('are measured as resvg measures them', () => {
    const text = 'Hamburgefonstiv 0123456789, “quoted” – ÄÖÜ';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="90"><text y="50" font-family="Literata" font-weight="700" font-size="40" style="font-kerning:none">${text}</text></svg>`;
    const width = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: files } }).innerBBox()?.width ?? 0;
    expect(Math.abs(widthOf(text, fonts.bold) * 40 - width)).toBeLessThan(12);
  });

  test('have about the same length, including the last one', () => {
    const lines = balancedLines('one two three four five six seven eight nine ten eleven', 12, fonts.bold);
    const widths = lines.map((line) => widthOf(line, fonts.bold));
    expect(lines.length).toBe(3);
    expect(Math.min(...widths)).toBeGreaterThan(0.6 * Math.max(...widths));
  });

  test('of Chinese text break between any two characters', () => {
    const font = { ...fonts.bold, widthOf: () => 1 };
    expect(balancedLines('深入理解事件循环', 5, font)).toEqual(['深入理解', '事件循环']);
  });
});

test('bytes that are not a TrueType font are rejected', () => {
  const bytes = readFileSync(files[0] ?? '');
  expect(readFont(new Uint8Array())).toBe(null);
  expect(readFont(readFileSync(join(folder, 'literata.preload.woff2')))).toBe(null);
  for (let length = 0; length < 4000; length += 37) expect(readFont(bytes.subarray(0, length))).toBe(null);
  expect(required(readFont(bytes)).family).toBe('Literata');
});
