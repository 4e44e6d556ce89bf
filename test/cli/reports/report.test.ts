// What a person sees of few problems and of thousands, and that tools get all of them.

import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import {
  contentOf,
  formatCounts,
  formatReport,
  jsonDiagnostics,
  unfinishedNote,
} from '../../../src/cli/reports/report.ts';
import { type Diagnostic, error, warning } from '../../../src/model/diagnostic.ts';
import { columnsOf } from '../../../src/text/display-width.ts';

const text = Array.from({ length: 100 }, (_, line) => `line ${line + 1}`).join('\n');

function many(count: number, code: string, severity: typeof error = error, hint = 'fix it'): Diagnostic[] {
  return Array.from({ length: count }, (_, index) =>
    severity(code, `no page ${index}`, { path: `content/posts/${index}.md`, start: 7, end: 11 }, { hint }),
  );
}

const everything = '`octavo build --all`';

function report(diagnostics: readonly Diagnostic[], all: string | null = everything): string[] {
  return stripVTControlCharacters(formatReport(diagnostics, () => text, all)).split('\n');
}

function counts(diagnostics: readonly Diagnostic[]): string[] {
  return stripVTControlCharacters(formatCounts(diagnostics)).split('\n');
}

/** Rows on a screen of 80 columns. */
function rowsOf(lines: readonly string[]): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / 80)), 0);
}

test('ten of a code are ten entries', () => {
  expect(report(many(10, 'link/broken')).filter((line) => line.startsWith('error[')).length).toBe(10);
});

test('eleven of a code are one entry with a count and the first three places', () => {
  expect(report([...many(11, 'link/broken'), ...many(1, 'tag/unknown', warning)])).toEqual([
    'error[link/broken] no page 0',
    '  at content/posts/0.md:2:1',
    '  1 │ line 1',
    '  2 │ line 2',
    '    │ ^^^^',
    '  hint: fix it',
    '  and 10 more of `link/broken`, the next ones here:',
    '    content/posts/1.md:2:1: no page 1',
    '    content/posts/2.md:2:1: no page 2',
    '',
    'warning[tag/unknown] no page 0',
    '  at content/posts/0.md:2:1',
    '  1 │ line 1',
    '  2 │ line 2',
    '    │ ^^^^',
    '  hint: fix it',
    '',
    '`octavo build --all` shows every one',
  ]);
});

test('--all shows every one, and JSON has them in any case', () => {
  const diagnostics = many(5000, 'link/broken');
  expect(report(diagnostics, null).filter((line) => line.startsWith('error[')).length).toBe(5000);
  expect(jsonDiagnostics(diagnostics, () => text).length).toBe(5000);
});

test('a long report fits on two screens, whatever is wrong', () => {
  const kinds = (count: number, each: number) =>
    Array.from({ length: count }, (_, kind) => many(each, `kind/number-${kind}`)).flat();
  for (const diagnostics of [many(5000, 'link/broken'), kinds(8, 9), kinds(20, 500), kinds(70, 70), kinds(300, 20)])
    expect(rowsOf([...report(diagnostics), '', ...counts(diagnostics)])).toBeLessThanOrEqual(96);
  expect(report(kinds(20, 500))[0]).toBe('error[kind/number-0] 500× content/posts/0.md:2:1: no page 0');
  expect(report(kinds(300, 20)).at(-1)).toBe(`221 more codes: ${everything} shows every one`);
  expect(counts(kinds(300, 20))[0]).toMatch(/^errors: (?:20 kind\/number-\d+, ){12}288 more codes$/);
});

test('lines that are longer than the screen is wide count as several', () => {
  const at = { path: `content/posts/${'図'.repeat(60)}/index.md`, start: 7, end: 11 };
  const long = Array.from({ length: 20 }, (_, kind) =>
    Array.from({ length: 11 }, () => warning(`kind/number-${kind}`, 'long '.repeat(30), at, { hint: 'x'.repeat(200) })),
  ).flat();
  expect(rowsOf([...report(long), '', ...counts(long)])).toBeLessThanOrEqual(96);
});

test('where each code has one line, errors come before warnings and large groups before small ones', () => {
  const kinds = Array.from({ length: 30 }, (_, kind) => many(2, `kind/number-${kind}`, warning)).flat();
  const lines = report([...kinds, ...many(20, 'few/errors'), ...many(30, 'many/errors'), ...many(9, 'x/y', warning)]);
  expect(lines.slice(0, 4).map((line) => line.replace(/×.*/, ''))).toEqual([
    'error[many/errors] 30',
    'error[few/errors] 20',
    'warning[x/y] 9',
    'warning[kind/number-0] 2',
  ]);
});

test('a file name cannot control the terminal from the last lines', () => {
  const at = { path: 'content/posts/a\u001B[2J\nb.md', start: 0, end: 1 };
  const found = Array.from({ length: 20 }, () => error('a/b', 'c', at));
  expect(formatCounts(found).split('\n').at(-1)).toContain('content/posts/a\\x1B[2J\\nb.md');
});

test('a file is read once for all of its diagnostics', () => {
  let reads = 0;
  const here = Array.from({ length: 5000 }, (_, at) =>
    error('a/b', 'c', { path: 'content/a.md', start: at % 90, end: 91 }),
  );
  const read = () => {
    reads++;
    return text;
  };
  jsonDiagnostics(here, read);
  formatReport(here, read, null);
  expect(reads).toBe(2);
});

test('the last lines count by code and name what to fix first', () => {
  expect(counts([])).toEqual(['']);
  expect(counts([...many(1, 'a/b'), ...many(2, 'c/d'), ...many(3, 'e/f', warning)])).toEqual([
    'errors: 2 c/d, 1 a/b',
    'warnings: 3 e/f',
  ]);
  expect(counts([...many(2, 'a/b'), ...many(3740, 'c/d'), ...many(5000, 'e/f', warning)])).toEqual([
    'errors: 3,740 c/d, 2 a/b',
    'warnings: 5,000 e/f',
    'fix first: `c/d` (3,740 of 3,742 errors), such as in content/posts/0.md: fix it',
  ]);
  expect(counts([...many(20, 'c/d'), ...many(1, 'site/invalid-nav')]).at(-1)).toBe(
    'fix first: `site/invalid-nav` (1 of 21 errors), such as in content/posts/0.md: fix it',
  );
  const hints = ['rare', 'common', 'common'].flatMap((hint) => many(9, 'c/d', error, hint));
  expect(counts(hints).at(-1)).toBe('fix first: `c/d` (27 of 27 errors), such as in content/posts/0.md: common');
  expect(counts(many(20, 'e/f', warning)).at(-1)).toBe(
    'fix first: `e/f` (20 of 20 warnings), such as in content/posts/0.md: fix it',
  );
});

test('what was built, and how many pages have errors', () => {
  const paths = ['content/posts/a.md', 'content/posts/b.md', 'content/pages/c.md'];
  const at = (path: string) => ({ path, start: 0, end: 0 });
  const found = [
    error('a/b', '1', at('content/posts/b.md')),
    error('a/b', '2', at('content/posts/b.md')),
    error('a/b', '3', at('content/pages/c.md')),
    error('a/b', '4', at('content/posts/d.svg')),
    warning('a/b', '5', at('content/posts/a.md')),
    error('a/b', '6', null),
  ];
  expect(contentOf({ posts: 2, pages: 1 }, found, paths)).toBe('2 posts and 1 page, 2 of them with errors');
  expect(contentOf({ posts: 2, pages: 0 }, found.slice(3), paths)).toBe('2 posts');
  expect(contentOf({ posts: 0, pages: 0 }, [], [])).toBe('a site without posts and pages');
});

test.each([
  [0, 0, false, ''],
  [2, 0, false, '2 drafts left out: `--drafts` includes drafts'],
  [0, 1, false, '1 scheduled post left out: `--future` includes scheduled posts'],
  [
    1,
    2,
    false,
    '1 draft and 2 scheduled posts left out: `--drafts` includes drafts, `--future` includes scheduled posts',
  ],
  [1, 2, true, '1 draft included; 2 scheduled posts left out: `--future` includes scheduled posts'],
])('%i drafts, %i scheduled posts, drafts shown: %s', (drafts, future, shown, note) => {
  expect(unfinishedNote({ drafts, future }, { drafts: shown, future: false })).toBe(note);
});
