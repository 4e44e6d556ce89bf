// Files and folders of the benchmark. Must never touch anything outside the folder it is given.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const known = new Set();

/** Writes a file and, the first time, the folders above it. */
export function writeFile(file, text) {
  const folder = dirname(file);
  if (!known.has(folder)) mkdirSync(folder, { recursive: true });
  known.add(folder);
  writeFileSync(file, text);
}
