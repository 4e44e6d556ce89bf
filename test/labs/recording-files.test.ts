// Recorded tables: written with their digests, read again, and reported when they are missing or edited.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeLab, type Lab } from '../../src/content/lab/lab.ts';
import { checkRecordings, parseEnvironment } from '../../src/content/lab/recording.ts';
import { readRecordings, writeRecordings } from '../../src/labs/recording-files.ts';
import { digestOf } from '../../src/text/digest.ts';
import { readFiles, scratchFolder } from '../support/folder.ts';

function labFrom(steps: string): Lab {
  const { value, diagnostics } = decodeLab({ path: 'content/posts/x/lab/lab.yaml', text: `steps:\n${steps}` });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

const lab = labFrom('  - {name: a, run: ./a, writes: [t.csv, u.csv]}\n  - {name: b, run: ./b}\n');
const texts = new Map([
  ['recordings/a.txt', '$ ./a\n'],
  ['recordings/t.csv', 'ms\n1\n'],
  ['recordings/u.csv', 'ms\n2\n'],
  ['recordings/b.txt', '$ ./b\n'],
]);

test('tables are recorded next to transcripts, and those of removed steps are removed', () => {
  const folder = scratchFolder();
  expect(writeRecordings(folder, lab, texts, new Date(0))).toBe(true);
  expect(readRecordings(folder, lab)).toEqual(texts);
  expect(writeRecordings(folder, lab, texts, new Date(1e6))).toBe(false);
  const smaller = labFrom('  - {name: a, run: ./a, writes: t.csv}\n');
  const left = new Map([...texts].slice(0, 2));
  expect(writeRecordings(folder, smaller, left, new Date(0))).toBe(true);
  expect(Object.keys(readFiles(folder)).toSorted()).toEqual([
    'recordings/a.txt',
    'recordings/environment.json',
    'recordings/t.csv',
  ]);
});

test('a table that is missing or was edited is an error, and so is one without a digest', () => {
  const folder = scratchFolder();
  writeRecordings(folder, lab, texts, new Date(0));
  const problems = (steps = lab) => {
    const files = readFiles(folder);
    const environment = parseEnvironment(files['recordings/environment.json'] ?? '');
    const digest = (path: string) => digestOf(readFileSync(join(folder, path)));
    return checkRecordings(steps, environment, { paths: Object.keys(files), digestOf: digest }).map(
      ({ code, message }) => `${code}: ${message}`,
    );
  };
  expect(problems()).toEqual([]);
  writeFileSync(join(folder, 'recordings/u.csv'), 'ms\n3\n');
  expect(problems()).toEqual(['lab/changed-table: `recordings/u.csv` is not what step `a` wrote']);
  const other = labFrom('  - {name: a, run: ./a}\n  - {name: b, run: ./b, writes: v.csv}\n');
  expect(problems(other)).toEqual(['lab/changed-table: `recordings/v.csv` is not what step `b` wrote']);
});

test('two steps cannot write the same table', () => {
  const text =
    'steps:\n  - {name: a, run: x, writes: [t.csv, t.csv]}\n  - {name: b, run: x, writes: [t.csv, ../u.csv]}\n';
  const messages = decodeLab({ path: 'lab.yaml', text }).diagnostics.map(({ message }) => message);
  expect(messages).toEqual(['`steps.1.writes.1` must be the name of a CSV file in the lab']);
  const both = decodeLab({ path: 'lab.yaml', text: text.replace(', ../u.csv', '') }).diagnostics;
  expect(both.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'lab/duplicate-file: step `a` already writes `t.csv`',
    'lab/duplicate-file: step `a` already writes `t.csv`',
  ]);
});
