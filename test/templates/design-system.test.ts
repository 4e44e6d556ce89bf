// The page that documents the design system matches the style sheet: every name and value, in its tables and its image.

import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('content/pages/design-system.md');
const palette = read('content/pages/design-system/palette.svg');

/** `name → value` of each custom property except fonts, on one line. */
const tokens = [...read('templates/styles/tokens.css').matchAll(/^ {2}--([\w-]+):\s*([^;]+);/gm)]
  .map(([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ')] as const)
  .filter(([name]) => !name.endsWith('-face'));

test.each(tokens)('%s', (name, value) => {
  const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value) ?? [];
  if (light === undefined || dark === undefined) return expect(page).toContain(`\n| \`--${name}\` | \`${value}\` | `);
  expect(page).toContain(`\n| \`--${name}\` | \`${light}\` | \`${dark}\` | `);
  const fields = [...palette.matchAll(/<rect [^>]*width="72"[^>]* fill="(#\w+)"[^>]*\/>\n<text [^>]*>([\w-]+)</g)];
  expect(fields.filter(([, , of]) => of === name).map(([, color]) => color)).toEqual([light, dark]);
});

test('there are values to compare', () => {
  expect(tokens.length).toBeGreaterThan(40);
});
