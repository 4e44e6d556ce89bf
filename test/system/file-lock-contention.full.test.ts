// Guards “a lock with process id and stale-lock recovery” (RELIABILITY.md, “two builds at once”) where several processes find the same
// stale turn at the same moment: exactly one of them gets it.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../support/folder.ts';
import { randomRun } from '../support/random.ts';

const sample = randomRun('takeovers', { full: 500, soak: 20_000 });
const gone = 4_194_304;

/** How many of the processes have it in the end. */
async function holders(takers: readonly ChildProcess[], file: string): Promise<number> {
  const answers = takers.map((taker) => once(taker, 'message'));
  const atMs = Date.now() + 2;
  for (const taker of takers) taker.send({ file, atMs });
  return (await Promise.all(answers)).filter(([hasIt]) => hasIt === true).length;
}

test(`a stale turn goes to one of many (${sample.label})`, { timeout: 60_000 + 20 * sample.count }, async () => {
  const folder = scratchFolder();
  const script = join(folder, 'taker.mjs');
  const entry = join(import.meta.dirname, 'lock-taker.ts');
  await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm' });
  const takers = Array.from({ length: 4 }, () => fork(script));
  onTestFinished(() => {
    for (const taker of takers) taker.kill();
  });
  await Promise.all(takers.map((taker) => once(taker, 'message')));
  for (let round = 0; round < sample.count; round++) {
    const file = join(folder, `turn-${round}`);
    // One names a process that is gone, the next none, as where a process died before it could write.
    writeFileSync(file, round % 2 === 0 ? `${gone} 1` : '');
    utimesSync(file, 1, 1);
    expect(await holders(takers, file), `round ${round}`).toBe(1);
  }
});
