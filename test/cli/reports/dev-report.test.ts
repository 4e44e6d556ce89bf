// What `dev` says after each build. A problem is said once, and said to be there as long as it is.

import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { openDevReport } from '../../../src/cli/reports/dev-report.ts';
import { type Diagnostic, error, warning } from '../../../src/model/diagnostic.ts';

function at(path: string, start: number): Diagnostic['at'] {
  return { path, start, end: start };
}

const link = error('link/broken', 'no page', at('a.md', 0));
const same = error('link/broken', 'no page', at('a.md', 9));
const other = warning('picture/alt', 'no text', at('b.md', 0));

/** What is printed of each build in turn, without what it says of times. */
function said(builds: readonly (readonly Diagnostic[])[]): string[] {
  let lines: string[] = [];
  const take = (text: string) =>
    lines.push(
      ...stripVTControlCharacters(text)
        .split('\n')
        .filter((line) => /\S/.test(line) && !line.startsWith(' ')),
    );
  const report = openDevReport(() => null, { log: take, error: take });
  return builds.map((diagnostics) => {
    lines = [];
    report.onBuilt({ diagnostics, future: 0, counts: {} }, 1, false);
    return lines.join(' | ');
  });
}

const [links, others] = ['error[link/broken] no page', 'warning[picture/alt] no text'];

test.each<[string, Diagnostic[][], string[]]>([
  ['nothing wrong', [[], []], ['', '']],
  ['a problem is told once', [[], [link], [link]], ['', `${links} | 1 error`, '']],
  ['wherever it has moved', [[link], [same]], [`${links} | 1 error`, '']],
  [
    'a second one is told, the first counted',
    [[link], [link, other]],
    [`${links} | 1 error`, `${others} | 1 error and 1 warning, 1 of them as before`],
  ],
  [
    'one more of a kind tells all of the kind',
    [[link], [link, same]],
    [`${links} | 1 error`, `${links} | ${links} | 2 errors`],
  ],
  [
    'one of two is mended',
    [[link, other], [other]],
    [`${links} | ${others} | 1 error and 1 warning`, '1 warning left'],
  ],
  [
    'all are mended, and one comes again',
    [[link], [], [link]],
    [`${links} | 1 error`, 'all is well again', `${links} | 1 error`],
  ],
])('%s', (_, builds, lines) => {
  expect(said(builds)).toEqual(lines);
});

test.each([
  ['one save', ['save', 'shown', 'built'], [true]],
  ['no tab is open', ['save', 'built'], [false]],
  [
    'a save while the last one is built',
    ['save', 'shown', 'save while busy', 'built, not the last', 'shown', 'built'],
    [true, true],
  ],
  ['two saves that are one build', ['save', 'save while busy', 'shown', 'built', 'shown', 'built'], [true, false]],
  ['a tab hears of nothing that was saved', ['shown', 'built', 'save', 'built'], [false, false]],
])('time on screen: %s', (_, steps, has) => {
  const lines: string[] = [];
  const printer = { log: (line: string) => lines.push(line), error() {} };
  const report = openDevReport(() => null, printer);
  const built = { diagnostics: [], future: 0, counts: { page: 1 } };
  report.onBuilt(built, 1, false);
  for (const step of steps) {
    if (step === 'shown') report.onShown();
    else if (step.startsWith('built')) report.onBuilt(built, 1, step !== 'built');
    else report.onSaved(performance.now(), step !== 'save');
  }
  expect(lines.map((line) => /on screen \d+ ms after the save/.test(line))).toEqual(has);
});
