// A process that takes a lock at a given time, which other processes get as well.

import { tryLock } from '../../src/system/file-lock.ts';

process.on('message', ({ file, atMs }: { readonly file: string; readonly atMs: number }) => {
  while (Date.now() < atMs);
  process.send?.(tryLock(file) !== null);
});
process.send?.('ready');
