// Small files beside the compiled tool, trusted as that is: what was made of a site's files by any process, found by all that it was made
// of. Never in a site's cache, never named by one. What can't be read back exactly is made again.

import { join } from 'node:path';
import { type Disk, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';
import { digestOf } from '../../text/digest.ts';

export interface ToolCache {
  /** What was kept for this key, null where that is not whole. */
  read(key: string): string | null;
  /** Nothing depends on its being written. */
  write(key: string, text: string): void;
}

export interface ToolCacheOptions {
  /** Absolute; null: nothing is kept. */
  readonly folder: string | null;
  /** Whatever else all of it depends on: the tool and its packages. */
  readonly tool: string;
  /** Whether everything is to be made, even what is kept. */
  readonly isFresh: boolean;
  /** Whether what is made is kept. */
  readonly isKept: boolean;
  readonly disk?: Disk;
}

/** Who changes a file makes many, and goes back to few. */
const maxFiles = 16;
/** Far more than any of ours has. */
const maxBytes = 64 * 1024 * 1024;

export function openToolCache({ folder, tool, isFresh, isKept, disk = realDisk }: ToolCacheOptions): ToolCache {
  const nameOf = (key: string): string => digestOf(`${tool}\n${key}`);

  return {
    read(key) {
      if (folder === null || isFresh) return null;
      try {
        return unseal(readFile(disk, join(folder, nameOf(key)), maxBytes)).content.toString();
      } catch {
        return null;
      }
    },
    write(key, text) {
      if (folder === null || !isKept) return;
      const name = nameOf(key);
      const file = join(folder, name);
      try {
        // Two processes may do so at once.
        replaceFile(disk, file, seal([Buffer.from(text)]), { draft: `${file}.${process.pid}` });
        const others = disk.list(folder).filter((entry) => entry.name !== name);
        if (others.length >= maxFiles) for (const other of others) tryRemove(disk, join(folder, other.name));
      } catch {
        // It is made again.
      }
    },
  };
}
