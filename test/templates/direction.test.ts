// The theme works from right to left: no style sheet names left or right where start and end are meant, and each language has its direction.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasWordsFor } from '../../src/content/context/words.ts';
import { wordsFor as siteWordsFor } from '../../src/site/words.ts';
import { wordsFor } from '../../templates/words/choose.ts';
import { directionOf } from '../../templates/words/direction.ts';

const folder = join(import.meta.dirname, '../../templates/styles');

/** Declarations that mean a side of the screen. */
const physical = [
  /(?:^|[\s;{])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b/,
  /(?:^|[\s;{])(?:left|right|top|bottom)\s*:/,
  /(?:text-align|float|clear)\s*:\s*(?:-webkit-)?(?:left|right)\b/,
  /border-(?:top|bottom)-(?:left|right)-radius/,
];

/** Four values of which the second (right) and the fourth (left) differ. */
function isLopsided(declaration: string): boolean {
  const [, value = ''] = /(?:^|[\s;{])(?:margin|padding|inset)\s*:\s*([^;]+)/.exec(declaration) ?? [];
  const parts = value.match(/(?:[\w-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\S+)/g) ?? [];
  return parts.length === 4 && parts[1] !== parts[3];
}

test.each(readdirSync(folder).filter((name) => name.endsWith('.css')))('%s has only logical sides', (name) => {
  const css = readFileSync(join(folder, name), 'utf8').replace(/\/\*.*?\*\//gs, '');
  const declarations = css.split(/[;{}]/).map((text) => text.trim());
  expect(declarations.filter((text) => physical.some((form) => form.test(` ${text}`)) || isLopsided(text))).toEqual([]);
});

test.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['iw', 'rtl'],
  ['fa', 'rtl'],
  ['ckb', 'rtl'],
  ['az-Arab', 'rtl'],
  ['yi', 'rtl'],
  ['ar-Latn', undefined],
  ['az', undefined],
  ['en', undefined],
  ['art', undefined],
  ['english', undefined],
])('%s', (lang, direction) => {
  expect(directionOf(lang)).toBe(direction);
});

test.each(['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'pt', 'ru', 'zh'])('%s has all words', (lang) => {
  expect(hasWordsFor(lang)).toBe(true);
  if (lang === 'en') return;
  expect(wordsFor(lang)).not.toBe(wordsFor('en'));
  expect(siteWordsFor(lang)).not.toBe(siteWordsFor('en'));
  const { posts, readingMinutes, page } = wordsFor(lang);
  for (const count of [1, 2, 3, 5, 11, 21, 100]) expect(posts(count)).toMatch(/\p{L}/u);
  expect(`${readingMinutes(3)} ${page(2, 3)}`).not.toContain('undefined');
});

test('numbers have the form of their language', () => {
  const { posts } = wordsFor('ru');
  expect([1, 2, 5, 11, 21, 22].map(posts)).toEqual([
    '1 статья',
    '2 статьи',
    '5 статей',
    '11 статей',
    '21 статья',
    '22 статьи',
  ]);
});
