// What a run of the tests has in common, set up before the first of them: the tool compiled by one process, so that those that start
// together do not each compile it; and a folder that goes when all are done, in which `built-site.ts` keeps what several files look at.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute. */
    readonly runFolder: string;
  }
}

const launcher = join(import.meta.dirname, '..', '..', 'scripts', 'octavo.mjs');

export default function setup(project: TestProject): () => void {
  // With rights for all: some tests run it as a user who may do nothing but read.
  const umask = process.umask(0o022);
  execFileSync(process.execPath, [launcher, '--help'], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.umask(umask);
  const runFolder = mkdtempSync(join(tmpdir(), 'octavo-run-'));
  project.provide('runFolder', runFolder);
  return () => rmSync(runFolder, { recursive: true, force: true });
}
