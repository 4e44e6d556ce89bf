// A process of its own that takes a turn when it is told to, at a moment that others are told, too.

import { tryLock } from '../../src/system/file-lock.ts';

process.on('message', ({ file, atMs }: { readonly file: string; readonly atMs: number }) => {
  while (Date.now() < atMs);
  process.send?.(tryLock(file) !== null);
});
process.send?.('ready');
