// The limits compared with the parser: what it reads in time that grows with the length alone is never refused, and what it reads in time that
// grows with the square is refused before it takes too long. V8 counts how often each piece of the parser's code runs, which is the same in
// every run; it counts code that is loaded after the counter is switched on, so this file has a thread to itself.

import { Session } from 'node:inspector';
import { expect, test } from 'vitest';
import { findExcess } from '../../../src/content/limits/page-limits.ts';

const session = new Session();
session.connect();

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly Range[] }[];
  }[];
}

function ask(method: string, options = {}): unknown {
  let answer: unknown;
  session.post(method, options, (cause, result) => {
    if (cause) throw cause;
    answer = result;
  });
  return answer;
}

ask('Profiler.enable');
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const { unified } = await import('unified');
const { default: remarkParse } = await import('remark-parse');
const { remarkGfmFor } = await import('../../../src/content/markdown/gfm.ts');
const { remarkMathWith } = await import('../../../src/content/markdown/math-syntax.ts');

const processor = unified()
  .use(remarkParse)
  .use(remarkGfmFor({ emails: true, tables: true }))
  .use(remarkMathWith({ singleDollar: true }))
  .freeze();

/** What the parser does with a text: characters of its code that are run, and elements of arrays that are moved. */
function workOn(text: string): { readonly run: number; readonly moved: number } {
  // oxlint-disable-next-line typescript/unbound-method
  const { splice } = Array.prototype;
  let moved = 0;
  ask('Profiler.takePreciseCoverage');
  Array.prototype.splice = function (this: unknown[], start: number, ...rest: [number, ...unknown[]]) {
    moved += this.length - Math.max(0, start);
    return splice.call(this, start, ...rest);
  };
  try {
    processor.parse(text);
  } finally {
    Array.prototype.splice = splice;
  }
  const { result } = ask('Profiler.takePreciseCoverage') as Coverage;
  const functions = result.filter(({ url }) => url.includes('/node_modules/')).flatMap((script) => script.functions);
  return { run: functions.reduce((sum, { ranges }) => sum + charactersRun(ranges), 0), moved };
}

/** Ranges are nested: each is counted without those inside it. */
function charactersRun(ranges: readonly Range[]): number {
  const around: Range[] = [];
  let total = 0;
  for (const range of ranges) {
    while ((around.at(-1)?.endOffset ?? Number.POSITIVE_INFINITY) <= range.startOffset) around.pop();
    total += (range.count - (around.at(-1)?.count ?? 0)) * (range.endOffset - range.startOffset);
    around.push(range);
  }
  return total;
}

type Make = (times: number) => string;

/** The part of the parser's work that grows with the square of the number of pieces, for one piece. */
function growthOf(make: Make): { readonly run: number; readonly moved: number } {
  const [few, many] = [150, 300];
  const [a, b] = [workOn(make(few)), workOn(make(many))];
  const squared = (first: number, second: number) => (second / many - first / few) / (many - few);
  return { run: squared(a.run, b.run), moved: squared(a.moved, b.moved) };
}

const pieces = [
  'word ',
  'a * b ',
  '2 * 3 * 4 = 24, ',
  'It costs $5 and ',
  '$5 ',
  '$a$ ',
  '$$a$$ ',
  '$HOME ',
  '~3 ',
  '~/path ',
  '*.js, ',
  'char *p, ',
  '**options, ',
  '_private ',
  'snake_case ',
  '\\* ',
  '\\_ ',
  'a & b ',
  'a < b ',
  'a | b ',
  '@user ',
  'me@example.org ',
  'https://example.org/a_b*c ',
  '<https://example.org/> ',
  'Vec<T> ',
  '<b>a</b> ',
  'a <!-- b --> ',
  '`a` ',
  '`a*` ',
  '[a](b) ',
  '![a](b.png) ',
  '[a](b "c") ',
  '[a](<b>) ',
  '[*a*](b) ',
  '[`a`](b) ',
  'a  \n',
  'a\n',
  'a * b\n',
  '- a\n',
  '1. a\n',
  '- [ ] a\n',
  '- **a**: b, [c](d)\n',
  '# a\n',
  'a\n\n',
  '*a* `b` **c** [d](e)\n\n',
  '```go\na\n```\n\n',
  '    a\n\n',
  '---\n\n',
  '|a|b|\n|-|-|\n|c|d|\n\n',
  '[a]: b\n',
];

test.each(pieces)('%j: any number that fits is fine', (piece) => {
  const { run, moved } = growthOf((times) => piece.repeat(times));
  expect(run).toBeLessThan(20);
  expect(moved).toBeLessThan(20);
  expect(findExcess(piece.repeat(Math.floor(100_000 / piece.length)))).toBeNull();
});

test('a long table: any number of rows is fine', () => {
  const make = (times: number) => `|a|b|c|\n|-|-|-|\n${'|`a`|[b](c)|*d*|\n'.repeat(times)}`;
  expect(growthOf(make).run).toBeLessThan(20);
  expect(findExcess(make(5_000))).toBeNull();
});

// What people write, too, but in no such numbers.
const searched: { readonly [name: string]: Make } = {
  'closing stars': (times) => 'five* '.repeat(times),
  'closing lines': (times) => 'a_ '.repeat(times),
  'stars in words': (times) => '2*3 '.repeat(times),
  'closing stars after code': (times) => '`*a` b* '.repeat(times),
  'emphasis that overlaps': (times) => '*a _b* c_ '.repeat(times),
  'nested emphasis': (times) => `${'*a **a '.repeat(times)}b${' a** a*'.repeat(times)}`,
  'closing brackets': (times) => 'a] '.repeat(times),
  'open comments': (times) => 'a <!-- b '.repeat(times),
  'open instructions': (times) => 'a<? '.repeat(times),
  'open declarations': (times) => 'a<!A '.repeat(times),
  quotations: (times) => '> a\n\n'.repeat(times),
  callouts: (times) => '> [!NOTE]\n> a\n\n'.repeat(times),
  'lists with text between them': (times) => '- a\n\nb\n\n'.repeat(times),
  'nested lists': (times) => '- a\n  - b\n'.repeat(times),
  'underlined headings': (times) => 'a\n=\n\n'.repeat(times),
  footnotes: (times) => Array.from({ length: times }, (_, index) => `a[^${index}]\n\n[^${index}]: b\n\n`).join(''),
};

/** The work on 10,000 words, and the most that searches cost in about three seconds. */
const [least, most] = [5e8, 2e11];

test.each(Object.entries(searched))('%s: refused, but not before they cost as much as a long text', (_, make) => {
  const { run } = growthOf(make);
  expect(run).toBeGreaterThan(20);
  const allowed = mostAllowed(make);
  expect(run * allowed ** 2).toBeGreaterThan(least);
  expect(run * allowed ** 2).toBeLessThan(most);
});

test.each(['*a* ', '**a** b ', '[x] ', '[a][b] ', '**[a](b)** '])('%j: thousands are fine', (piece) => {
  const { run, moved } = growthOf((times) => piece.repeat(times));
  expect(run).toBeLessThan(20);
  expect(moved).toBeGreaterThan(1);
  // Two thousand million moved elements take about two seconds.
  const allowed = mostAllowed((times) => piece.repeat(times));
  expect(moved * allowed ** 2).toBeGreaterThan(5e8);
  expect(moved * allowed ** 2).toBeLessThan(1e10);
});

/** The largest number of pieces, to a tenth, that is not refused. */
function mostAllowed(make: Make): number {
  let allowed = 100;
  while (findExcess(make(Math.ceil(allowed * 1.1))) === null) allowed = Math.ceil(allowed * 1.1);
  return allowed;
}
