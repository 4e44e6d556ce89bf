// One build at a time for each `dist/`: a second build waits for the first to end. It must never break the lock of a running build.

import { join } from 'node:path';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { type Disk, realDisk } from '../../system/disk.ts';
import { lockHolder, tryLock } from '../../system/file-lock.ts';

export const lockName = '.octavo-lock';
const maxWaitMs = 30_000;
const intervalMs = 50;

/** Waits for the lock; returns the function that releases it, or a diagnostic if another build does not end. */
export function lockFolder(dist: string, disk: Disk = realDisk): (() => void) | Diagnostic {
  const file = join(dist, lockName);
  const deadline = performance.now() + maxWaitMs;
  for (;;) {
    const release = tryLock(file, disk);
    if (release) return release;
    if (performance.now() > deadline) {
      const hint = `wait for that build to end, or remove \`${file}\` if there is no such build`;
      return error(
        'dist/locked',
        `another build (process ${lockHolder(file, disk) ?? 'unknown'}) is writing \`${dist}\``,
        null,
        {
          hint,
        },
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, intervalMs);
  }
}
