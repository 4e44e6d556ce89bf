// Files and folders of the benchmark. Must never touch anything outside of the given folder.

import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

const known = new Set();

/** Writes a file and creates the folders above it. */
export function writeFile(file, text) {
  const folder = dirname(file);
  if (!known.has(folder)) mkdirSync(folder, { recursive: true });
  known.add(folder);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, text);
  closeSync(descriptor);
}

/** Removes a folder. Forgets all known folders, because some of them may be in it. */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  known.clear();
}

/** Counts the files of a name below a folder; 0 if there is no such folder. */
export function countFiles(folder, name) {
  try {
    return readdirSync(folder, { recursive: true }).filter((path) => path === name || path.endsWith(`/${name}`)).length;
  } catch {
    return 0;
  }
}

export function inFolder(folder, paths) {
  return paths.map((path) => join(folder, path));
}
