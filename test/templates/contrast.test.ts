// The contrast of the palette, read from the style sheet: every text color on every background that it can be on, in both schemes, is at
// least 4.5; lines with a meaning are at least 3; and code uses no other colors.

import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

const styles = new URL('../../templates/styles/', import.meta.url);
const tokens = readFileSync(new URL('tokens.css', styles), 'utf8');
const code = readFileSync(new URL('code.css', styles), 'utf8');

/** `name → [light, dark]`. */
const palette = new Map(
  [...tokens.matchAll(/--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark] as const],
  ),
);

const codeText = [...palette.keys()].filter((name) => /^code-(?!paper|marked|added|removed)/.test(name));
const codeGrounds = ['code-paper', 'code-marked', 'code-added', 'code-removed', 'paper', 'raised', 'selection'];

const pairs: readonly (readonly [texts: readonly string[], grounds: readonly string[], ratio: number])[] = [
  [['ink', 'ink-strong', 'muted', 'link', 'visited', 'rubric'], ['paper', 'raised'], 4.5],
  [['ink', 'ink-strong', 'link', 'visited'], ['selection'], 4.5],
  [['ink', 'ink-strong'], ['code-marked'], 4.5],
  [['rubric', 'ink-strong', 'link'], ['code-paper'], 4.5],
  [['note', 'tip', 'important', 'warning', 'caution'], ['paper', 'raised'], 4.5],
  [codeText, codeGrounds, 4.5],
  [['rule-strong', 'link', 'rubric', 'tip', 'caution', 'muted'], ['paper', 'raised'], 3],
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_, scheme) => {
  for (const [texts, grounds, ratio] of pairs) {
    for (const text of texts) {
      test(`${text} at ${ratio} on ${grounds.join(', ')}`, () => {
        const found = grounds.map(
          (ground) => [ground, contrast(colorOf(text, scheme), colorOf(ground, scheme))] as const,
        );
        expect(found.filter(([, value]) => value < ratio)).toEqual([]);
      });
    }
  }
});

test('dark text colors are strong but not glaring', () => {
  expect(contrast(colorOf('ink', 1), colorOf('paper', 1))).toBeGreaterThan(9);
  expect(contrast(colorOf('ink', 1), colorOf('paper', 1))).toBeLessThan(15);
});

test('code uses only colors of the palette', () => {
  const rules = [...code.matchAll(/([^{}]*\.hljs[^{}]*)\{([^{}]*)\}/g)];
  expect(rules.length).toBeGreaterThan(5);
  const colors = rules.flatMap(([, , body = '']) => [...body.matchAll(/color:\s*([^;]+);/g)].map(([, value]) => value));
  const known = new Set(codeText.map((name) => `var(--${name})`));
  expect(colors.filter((color) => color === undefined || !known.has(color))).toEqual([]);
});

function colorOf(name: string, scheme: 0 | 1): string {
  const color = palette.get(name)?.[scheme];
  if (color === undefined) throw new Error(`tokens.css has no --${name}`);
  return color;
}

/** As defined by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
