// Whether a file looks as if somebody were still writing it: emptied, gone for the moment, or written as far as some whole blocks.
// It only ever asks for a moment's patience; a file may be any of these for good.

import { lstatSync } from 'node:fs';

/** Programs write what is long in pieces of this size or a multiple of it. */
const blockBytes = 4096;

/** `isKnown`: whether it stood there before, so that its absence is news. */
export function isUnfinished(absolute: string, isKnown: () => boolean): boolean {
  try {
    const stats = lstatSync(absolute, { throwIfNoEntry: false });
    return stats ? stats.isFile() && stats.size % blockBytes === 0 : isKnown();
  } catch {
    return false;
  }
}
