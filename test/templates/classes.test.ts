// Every class in an article's HTML is in the style sheets or is known to need no style: compares the classes in the test cases of
// Markdown features with those in the sheets.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classNames } from '../../src/content/html/class-names.ts';
import { caseFiles, inputOf } from '../support/cases.ts';
import { pageOf, shownHtml } from '../support/shown.ts';

const repository = join(import.meta.dirname, '..', '..');

/** Why some classes need no style. */
const unstyled: { readonly [name: string]: string } = {
  'align-left': 'as all cells are',
  axis: 'its lines are those of all drawings',
  'callout-note': 'the look of callouts is that of notes; the other kinds differ from it',
  graph: 'as all drawings are',
  hljs: 'all code looks alike, highlighted or not',
  'hljs-code': 'in the color of the text',
  'hljs-function': 'its parts have colors',
  'hljs-params': 'in the color of the text',
  'plot-empty': 'as all shapes are',
  reply: 'the dashes are in the drawing',
  sequence: 'as all drawings are',
  'series-1': 'the color of a series; the other ones differ from it',
  'tml-display': 'browsers center formulas of their own',
  'tml-tag': 'as the formula is',
  'tml-tageqn': 'as the formula is',
  x: 'an author’s own, in a test',
  xml: 'a language inside of another, whose tokens have colors',
};

async function emitted(): Promise<ReadonlySet<string>> {
  const guide = readFileSync(join(repository, 'content/pages/writing.md'), 'utf8').replace(/^---.*?^---$/ms, '');
  const given = [...caseFiles().flatMap(({ cases }) => cases.map(inputOf)), { text: guide, options: {} }];
  const pages = await Promise.all(given.map(({ text, options }) => pageOf(text, options)));
  const html = pages.map(({ value }) => shownHtml(value.body.html)).join('');
  const classes = [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '));
  return new Set(classes);
}

function styled(): Set<string> {
  const folder = join(repository, 'templates/styles');
  const css = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').replace(/\/\*.*?\*\//gs, ''));
  return new Set(css.flatMap((sheet) => [...sheet.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name)));
}

test('each class is styled or known to need no style', async () => {
  const classes = await emitted();
  const inSheets = styled();
  const bare = [...classes].filter((name) => !inSheets.has(name) && !name.startsWith('language-')).toSorted();
  expect(bare).toEqual(Object.keys(unstyled).toSorted());
});

test('each class of `markup` is in a test case', async () => {
  const written = await emitted();
  expect(Object.values(classNames).filter((name) => !written.has(name))).toEqual([]);
});
