// How large a page may be: each article over its budget is reported with what is too large, and no other.

import { expect, test } from 'vitest';
import { budgetFindings } from '../../../src/pipeline/checks/budgets.ts';
import type { EmittedFile } from '../../../src/pipeline/output/emit.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { answersOf, configOf, pageSample } from '../../site/samples.ts';

const summaries = [pageSample('a')];
const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, ...answersOf(summaries) };
const catalog = collect(summaries, configOf(), options).value;

/** Diagnostics for an article whose HTML, style sheet and script have that many incompressible bytes. */
function check(weights: { html?: number; css?: number; js?: number }, expected: readonly string[]): void {
  const { html = 0, css = 0, js = 0 } = weights;
  const page = `<link rel="stylesheet" href="../../assets/a.css"><script src="../../assets/a.js"></script>${noise(html)}`;
  const files = [
    file('posts/a/index.html', page),
    file('assets/a.css', noise(css)),
    file('assets/a.js', noise(js)),
    file('assets/font.woff2', noise(99_000)),
  ];
  const found = budgetFindings(files, catalog, configOf({ budgets: 'error' }));
  expect(found.map(({ severity, code, message, at }) => `${at?.path} ${severity} ${code} ${message}`)).toEqual(
    expected,
  );
  expect(budgetFindings(files, catalog, configOf({ budgets: 'ignore' }))).toEqual([]);
}

test('within both budgets', () => check({ html: 18_000, css: 9000, js: 4600 }, []));

test('HTML and CSS count together', () =>
  check({ html: 19_000, css: 11_000 }, [
    expect.stringMatching(
      /^content\/posts\/a\.md error page\/heavy HTML and CSS weigh 3\d\.\d KB compressed, more than 30\.0 KB$/,
    ),
  ]));

test('scripts have a budget of their own', () =>
  check({ js: 5300 }, [
    expect.stringMatching(
      /^content\/posts\/a\.md error page\/heavy scripts weigh 5\.\d KB compressed, more than 5\.0 KB$/,
    ),
  ]));

function file(path: string, text: string): EmittedFile {
  return { path, digest: digestOf(text), bytes: () => new TextEncoder().encode(text) };
}

/** Text that gzip compresses to about `bytes`: hexadecimal digests, in which each letter has half a byte of information. */
function noise(bytes: number): string {
  let text = '';
  for (let index = 0; text.length < bytes * 2; index++) text += digestOf(`noise ${index}`);
  return text.slice(0, bytes * 2);
}
