// Watches the files that a site's plugins are made of, and what package managers write when they have installed something. They may be
// anywhere and are few, so they are looked at instead of watched: the folder of `plugins.ts` has everything else in it, too.

import { lstatSync } from 'node:fs';

const intervalMs = 300;

/** Calls `onChange` after one of the files has changed, appeared or disappeared. Returns a function that stops it. */
export function watchPlugins(files: () => readonly string[], onChange: () => void): () => void {
  let last = stateOf(files());
  const timer = setInterval(() => {
    const now = stateOf(files());
    if (now === last) return;
    last = now;
    onChange();
  }, intervalMs).unref();
  return () => clearInterval(timer);
}

function stateOf(files: readonly string[]): string {
  return files.map((file) => `${file} ${signatureOf(file)}`).join('\n');
}

function signatureOf(file: string): string {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.size} ${found.mtimeMs} ${found.ino}`;
  } catch {
    return '';
  }
}
