// What a run of the tests has in common, set up before the first of them: the tool compiled by one process, so that those that start
// together do not each compile it; its folders, so that whoever comes first does not decide who may use them; and a folder that goes when
// all are done, in which `built-site.ts` keeps what several files look at.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute. */
    readonly runFolder: string;
  }
}

const repository = join(import.meta.dirname, '..', '..');
const cache = join(repository, 'node_modules', '.cache');

export default function setup(project: TestProject): () => void {
  // Some tests run the tool as a user who may do nothing but read, whatever the umask of this shell is.
  const umask = process.umask(0o022);
  execFileSync(process.execPath, [join(repository, 'scripts', 'octavo.cjs'), '--help'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  mkdirSync(join(cache, 'octavo', 'sites'), { recursive: true });
  for (const folder of [cache, join(cache, 'octavo'), join(cache, 'octavo', 'sites')]) readable(folder);
  readable(join(cache, 'octavo', 'tool'), true);
  const runFolder = mkdtempSync(join(tmpdir(), 'octavo-run-'));
  project.provide('runFolder', runFolder);
  return () => {
    rmSync(runFolder, { recursive: true, force: true });
    process.umask(umask);
  };
}

/** It may have been made under another umask. What belongs to another user stays as it is. */
function readable(folder: string, isDeep = false): void {
  try {
    chmodSync(folder, 0o755);
    if (!isDeep) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) readable(join(folder, entry.name), true);
      else chmodSync(join(folder, entry.name), 0o644);
    }
  } catch {}
}
