// Sites that several files of tests look at, built by the real program once in a run, whichever file comes first; nobody writes to them.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

const sites = {
  /** The site in this repository, whatever posts it holds. */
  ours: { root: '.', options: ['--url', 'https://example.org/blog'] },
  /** A small one with every kind of page. */
  sample: { root: 'test/browser/fixtures/site', options: [] },
} as const;

/** Absolute folder of its `dist/`. Throws where it does not build. */
export async function builtSite(name: keyof typeof sites): Promise<string> {
  const folder = join(inject('runFolder'), name);
  const [dist, ended] = [join(folder, 'dist'), join(folder, 'ended')];
  if (isFirst(folder)) {
    const { root, options } = sites[name];
    const args = [join(repository, 'scripts/octavo.cjs'), 'build', '--root', join(repository, root), '--out', dist];
    const problem = await run(process.execPath, [...args, ...options]).then(() => '', String);
    writeFileSync(`${ended}-draft`, problem);
    renameSync(`${ended}-draft`, ended);
  }
  while (!existsSync(ended)) await pause(20);
  const problem = readFileSync(ended, 'utf8');
  if (problem !== '') throw new Error(problem);
  return dist;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
