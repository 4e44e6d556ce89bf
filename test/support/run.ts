// Set-up of a test run. It compiles the tool once, so that tests that start together don't each compile it. It creates the tool's cache
// folders, so that their permissions don't depend on the first test. And it creates a folder for sites that several files share
// (`built-site.ts`), which is removed at the end.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute path of a folder for this run. */
    readonly runFolder: string;
  }
}

const repository = join(import.meta.dirname, '..', '..');
const cache = join(repository, 'node_modules', '.cache');

export default function setup(project: TestProject): () => void {
  // Some tests run the tool as a user who can only read, so the umask of this shell must not matter.
  const umask = process.umask(0o022);
  execFileSync(process.execPath, [join(repository, 'scripts', 'octavo.cjs'), '--help'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  mkdirSync(join(cache, 'octavo', 'sites'), { recursive: true });
  for (const folder of [cache, join(cache, 'octavo'), join(cache, 'octavo', 'sites')]) makeReadable(folder);
  makeReadable(join(cache, 'octavo', 'tool'), true);
  const runFolder = mkdtempSync(join(tmpdir(), 'octavo-run-'));
  project.provide('runFolder', runFolder);
  return () => {
    rmSync(runFolder, { recursive: true, force: true });
    process.umask(umask);
  };
}

/** An earlier run may have created the folder with another umask. Files of another user stay unchanged. */
function makeReadable(folder: string, isDeep = false): void {
  try {
    chmodSync(folder, 0o755);
    if (!isDeep) return;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) makeReadable(join(folder, entry.name), true);
      else chmodSync(join(folder, entry.name), 0o644);
    }
  } catch {}
}
