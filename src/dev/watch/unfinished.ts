// Guesses whether a program is still writing a file: it is empty, gone, or ends at a block boundary. Must only ever delay a build for a
// moment, because a finished file may look like that too.

import { lstatSync } from 'node:fs';

/** Programs write long files in pieces of this size or a multiple of it. */
const blockBytes = 4096;

/** `isKnown` tells whether the file existed before, so that its absence is a change. */
export function isUnfinished(absolute: string, isKnown: () => boolean): boolean {
  try {
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    return stats ? stats.isFile() && stats.size % blockBytes === 0 : isKnown();
  } catch {
    return false;
  }
}
