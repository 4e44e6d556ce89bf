// Texts that lie ready to be published: made once, and moved to where they belong when all of them are. The first ones, which are all
// of a small site's, stay in memory; the rest are written to files, one each, by a thread while others are still being made.
// Like any store it can only ever be slow: what can't be read back exactly as it was put is a miss.

import { join } from 'node:path';
import { type Disk, readWhole } from '../../system/disk.ts';
import { type SpoolWriter, spoolHere, spoolInThread } from './spool-writer.ts';
import { intact, type OutputSpool } from './store.ts';

export interface SpoolOptions {
  /** Absolute; made when there is something to write, and gone with the stage. */
  readonly folder: string;
  readonly disk: Disk;
  /** The compiled thread; null: all is written in this one. */
  readonly thread: URL | null;
  /** Bytes to keep in memory; default: 8 MiB. */
  readonly heldBytes?: number;
}

export interface FileSpool extends OutputSpool {
  /** Forgets all texts, and removes those that nobody took. */
  clear(): void;
}

export function openSpool({ folder, disk, thread, heldBytes = 8 * 1024 * 1024 }: SpoolOptions): FileSpool {
  const held: Uint8Array[] = [];
  let room = heldBytes;
  let count = 0;
  let writer: SpoolWriter | null = null;

  /** The path of a text that has been written, by its place among all that were put; null where it was not. */
  function fileAt(place: number): string | null {
    const number = place - held.length;
    return number >= 0 && writer?.isWritten(number) ? join(folder, String(number)) : null;
  }

  function contentOf(place: number): Uint8Array | null {
    const content = held[place];
    if (content) return content;
    try {
      const file = fileAt(place);
      return file === null ? null : readWhole(disk, file);
    } catch {
      return null;
    }
  }

  return {
    put(content, digest) {
      const address = { offset: count++, length: content.length, digest };
      room -= content.length;
      if (room >= 0) held.push(content);
      else {
        writer ??= thread === null ? spoolHere(folder, disk) : spoolInThread(folder, thread);
        writer.write(content);
      }
      return address;
    },
    read: ({ offset, digest }) => intact(contentOf(offset), digest),
    file: ({ offset }) => fileAt(offset),
    clear() {
      if (writer !== null) {
        // A thread that still writes would leave behind what it writes now.
        fileAt(count - 1);
        writer.end();
        removeSpool(disk, folder);
      }
      writer = null;
      held.length = 0;
      count = 0;
      room = heldBytes;
    },
  };
}

/** Removes what a stage has left, as far as that is possible. */
export function removeSpool(disk: Disk, folder: string): void {
  try {
    for (const { name } of disk.list(folder)) disk.remove(join(folder, name));
    disk.removeFolder(folder);
  } catch {
    // Somebody else was faster, or the next build will be luckier.
  }
}
