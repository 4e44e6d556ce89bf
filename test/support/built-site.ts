// Sites that several test files share. The first file that needs one has the real program build it. Tests must never write to them.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

const sites = {
  /** The site in this repository. */
  ours: { root: '.', options: ['--url', 'https://example.org/blog'] },
  /** A small site with every kind of page. */
  sample: { root: 'test/browser/fixtures/site', options: [] },
} as const;

/** Absolute path of the site's `dist/`. Throws if the build fails. */
export async function builtSite(name: keyof typeof sites): Promise<string> {
  const folder = join(inject('runFolder'), name);
  const [dist, ended] = [join(folder, 'dist'), join(folder, 'ended')];
  if (claimFolder(folder)) {
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

/** Creates the folder; false if another test file has already created it. */
function claimFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
