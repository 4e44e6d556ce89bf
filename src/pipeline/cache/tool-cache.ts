// Small files next to the compiled tool, and trusted like it: results that any process made from files of a site, found by the digest of
// everything they were made from. They must never be in the cache of a site, nor be found by a name from one.

import { join } from 'node:path';
import { type Disk, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';
import { digestOf } from '../../text/digest.ts';

export interface ToolCache {
  /** The text that was written for this key; null if there is none or it is damaged. */
  read(key: string): string | null;
  /** Never throws: nothing depends on the cache. */
  write(key: string, text: string): void;
}

export interface ToolCacheOptions {
  /** Absolute; null: nothing is cached. */
  readonly folder: string | null;
  /** Identity of the tool and its packages, on which all results depend. */
  readonly tool: string;
  /** Whether `read` finds nothing. */
  readonly isFresh: boolean;
  /** Whether `write` writes. */
  readonly mayWrite: boolean;
  readonly disk?: Disk;
}

/** Each edit adds a file, and few of them are needed again. */
const maxFiles = 16;
/** Far more than any of our files has. */
const maxBytes = 64 * 1024 * 1024;

export function openToolCache({
  folder,
  tool,
  isFresh,
  mayWrite: isKept,
  disk = realDisk,
}: ToolCacheOptions): ToolCache {
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
        // Two processes may write the same file at once.
        replaceFile(disk, file, seal([Buffer.from(text)]), { draft: `${file}.${process.pid}` });
        const others = disk.list(folder).filter((entry) => entry.name !== name);
        if (others.length >= maxFiles) for (const other of others) tryRemove(disk, join(folder, other.name));
      } catch {
        // The result is made again next time.
      }
    },
  };
}
