// One build at a time for each `dist/`: a file with the builder's process id. A lock whose process is gone is taken over.

import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, error } from '../model/diagnostic.ts';
import { codeOf } from './world.ts';

export const lockName = '.octavo-lock';
const patienceMs = 30_000;
const intervalMs = 50;

/** Waits for its turn; returns the function that ends it, or a diagnostic where another build does not come to an end. */
export function lockFolder(dist: string): (() => void) | Diagnostic {
  mkdirSync(dist, { recursive: true });
  const file = join(dist, lockName);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (tryLock(file)) return () => removeQuietly(file);
    const owner = ownerOf(file);
    if (owner !== null && !isAlive(owner)) removeQuietly(file);
    else if (performance.now() > deadline) {
      const hint = `wait for it, or remove \`${file}\` if it is none of yours`;
      return error('dist/locked', `another build (process ${owner ?? 'unknown'}) is writing \`${dist}\``, null, {
        hint,
      });
    } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, intervalMs);
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}

/** Null while the owner is only just writing its id. */
function ownerOf(file: string): number | null {
  try {
    const id = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}

function isAlive(id: number): boolean {
  if (id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else was faster.
  }
}
