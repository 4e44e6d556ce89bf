// One build at a time for each `dist/`: whoever comes second waits for the first to end.

import { join } from 'node:path';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { type Disk, realDisk } from '../../system/disk.ts';
import { lockHolder, tryLock } from '../../system/file-lock.ts';

export const lockName = '.octavo-lock';
const patienceMs = 30_000;
const intervalMs = 50;

/** Waits for its turn; returns the function that ends it, or a diagnostic where another build does not come to an end. */
export function lockFolder(dist: string, disk: Disk = realDisk): (() => void) | Diagnostic {
  const file = join(dist, lockName);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const release = tryLock(file, disk);
    if (release) return release;
    if (performance.now() > deadline) {
      const hint = `wait for it, or remove \`${file}\` if it is none of yours`;
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
