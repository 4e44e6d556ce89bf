// Holds printed pages until they are published, so that a build prints each of them once. The first ones (for a small site, all) stay in
// memory; a thread writes the others to files while more pages are printed, and publishing renames those files.
// It must never return a wrong text: one that can't be read back exactly counts as missing and is printed again.

import { join } from 'node:path';
import { type Disk, readFile, realDisk } from '../../system/disk.ts';
import { digestOf } from '../../text/digest.ts';
import { type SpoolWriter, spoolHere, spoolInThread } from './spool-writer.ts';

export interface SpoolOptions {
  /** Absolute. `clear` removes it, with files that a killed build left there. */
  readonly folder: string;
  /** The compiled code of the thread; null: this thread writes the files. */
  readonly thread: URL | null;
  /** Bytes to keep in memory; default: 8 MiB. */
  readonly memoryBytes?: number;
  readonly disk?: Disk;
}

/** Texts in UTF-8, by digest. */
export interface OutputSpool {
  /** Takes the bytes away: the caller must not use them again. */
  readonly put: (content: Uint8Array, digest: string) => void;
  /** Exactly the bytes that were put, or null. */
  readonly read: (digest: string) => Uint8Array | null;
  /** Absolute path of a file with exactly those bytes, which the caller may move away; null if there is none. */
  readonly file: (digest: string) => string | null;
  /** Forgets all texts and removes the files that are left. */
  readonly clear: () => void;
}

export function openSpool({
  folder,
  thread,
  memoryBytes = 8 * 1024 * 1024,
  disk = realDisk,
}: SpoolOptions): OutputSpool {
  const inMemory = new Map<string, Uint8Array>();
  /** Numbers of files by digest. */
  const inFiles = new Map<string, number>();
  // Two builds of a site may run at the same time.
  const ownFolder = join(folder, `${process.pid}-${Date.now().toString(36)}`);
  let room = memoryBytes;
  let fileCount = 0;
  let writer: SpoolWriter | null = null;

  /** Waits until the file is written. */
  function fileOf(digest: string): string | null {
    const number = inFiles.get(digest);
    return number !== undefined && writer?.isWritten(number) ? join(ownFolder, String(number)) : null;
  }

  return {
    put(content, digest) {
      room -= content.length;
      if (room >= 0) inMemory.set(digest, content);
      else {
        writer ??= thread === null ? spoolHere(ownFolder, disk) : spoolInThread(ownFolder, thread);
        inFiles.set(digest, fileCount++);
        writer.write(content);
      }
    },
    read(digest) {
      const content = inMemory.get(digest);
      if (content) return content;
      try {
        const file = fileOf(digest);
        const written = file === null ? null : readFile(disk, file);
        return written !== null && digestOf(written) === digest ? written : null;
      } catch {
        return null;
      }
    },
    file: fileOf,
    clear() {
      // A thread that is still writing would leave a file behind.
      if (fileCount > 0) writer?.isWritten(fileCount - 1);
      writer?.end();
      removeSpool(disk, folder);
      writer = null;
      inMemory.clear();
      inFiles.clear();
      fileCount = 0;
      room = memoryBytes;
    },
  };
}

/** Also removes the files of a build that runs at the same time, which prints those pages again. */
function removeSpool(disk: Disk, folder: string): void {
  try {
    for (const entry of disk.list(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) removeSpool(disk, path);
      else disk.remove(path);
    }
    disk.removeFolder(folder);
  } catch {
    // There is none, or another build is removing it; in any other case the next build tries again.
  }
}
