// What `dev` prints after each build. Each problem is printed once and counted as long as it exists.

import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { openDevReport } from '../../../src/cli/reports/dev-report.ts';
import { type Diagnostic, error, warning } from '../../../src/model/diagnostic.ts';

function at(path: string, start: number): Diagnostic['at'] {
  return { path, start, end: start };
}

const link = error('link/broken', 'no page', at('a.md', 0));
const same = error('link/broken', 'no page', at('a.md', 9));
const other = warning('image/missing-alt', 'no text', at('b.md', 0));

/** The lines printed for each build, without indented lines. */
function printed(builds: readonly (readonly Diagnostic[])[]): string[] {
  let lines: string[] = [];
  const take = (text: string) =>
    lines.push(
      ...stripVTControlCharacters(text)
        .split('\n')
        .filter((line) => /\S/.test(line) && !line.startsWith(' ')),
    );
  const report = openDevReport(() => null, '`octavo check --all`', { log: take, error: take });
  return builds.map((diagnostics) => {
    lines = [];
    report.onBuilt({ diagnostics, future: 0, drafts: 0, counts: {} }, 1, false);
    return lines.join(' | ');
  });
}

const [links, others] = ['error[link/broken] no page', 'warning[image/missing-alt] no text'];

test.each<[string, Diagnostic[][], string[]]>([
  ['no problems', [[], []], ['', '']],
  ['a problem is printed once', [[], [link], [link]], ['', `${links} | 1 error`, '']],
  ['even if it has moved', [[link], [same]], [`${links} | 1 error`, '']],
  [
    'a second problem is printed, the first only counted',
    [[link], [link, other]],
    [`${links} | 1 error`, `${others} | 1 error and 1 warning, 1 of them reported before`],
  ],
  [
    'one more of the same kind prints all of that kind',
    [[link], [link, same]],
    [`${links} | 1 error`, `${links} | ${links} | 2 errors`],
  ],
  ['one of two is fixed', [[link, other], [other]], [`${links} | ${others} | 1 error and 1 warning`, '1 warning left']],
  [
    'all are fixed, and one comes back',
    [[link], [], [link]],
    [`${links} | 1 error`, 'all problems are fixed', `${links} | 1 error`],
  ],
])('%s', (_, builds, lines) => {
  expect(printed(builds)).toEqual(lines);
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
  ['a tab is updated without a save', ['shown', 'built', 'save', 'built'], [false, false]],
])('time on screen: %s', (_, steps, has) => {
  const lines: string[] = [];
  const printer = { log: (line: string) => lines.push(line), error() {} };
  const report = openDevReport(() => null, '', printer);
  const built = { diagnostics: [], future: 0, drafts: 0, counts: { page: 1 } };
  report.onBuilt(built, 1, false);
  for (const step of steps) {
    if (step === 'shown') report.onShown();
    else if (step.startsWith('built')) report.onBuilt(built, 1, step !== 'built');
    else report.onSaved(performance.now(), step !== 'save');
  }
  expect(lines.map((line) => /on screen \d+ ms after the save/.test(line))).toEqual(has);
});
