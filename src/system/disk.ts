// The door to the file system, for all that reads a site, writes `dist/` or keeps a cache: few operations, one at a time, so that
// tests can let any of them fail or be the last. Nothing here decides what is read or written.

import {
  type BigIntStats,
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Every operation throws what the file system says, as Node puts it. */
export interface Disk {
  /** Never follows a link in the last step, never waits for the other end of a pipe. */
  open(path: string, mode: OpenMode): number;
  close(handle: number): void;
  /** How many bytes were read; 0 at the end. */
  read(handle: number, into: Uint8Array, from: number, length: number, position: number): number;
  /** How many bytes were written, which may be fewer. */
  write(handle: number, bytes: Uint8Array, from: number, length: number, position: number): number;
  cut(handle: number, length: number): void;
  /** Returns when what was written would outlast a power failure. */
  settle(handle: number): void;
  statOf(handle: number): BigIntStats;
  /** What stands there, links not followed; null where nothing does. */
  lstat(path: string): BigIntStats | null;
  /** What stands there, links followed; null where nothing does. */
  stat(path: string): BigIntStats | null;
  list(folder: string): Dirent[];
  realPath(path: string): string;
  /** Makes the folder and those above it; nothing where it is there. */
  makeFolder(folder: string): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
  /** Only an empty one. */
  removeFolder(folder: string): void;
}

/** `update`: reads and writes what is there; `create`: reads and writes a new file, and throws `EEXIST` where anything is there. */
export type OpenMode = 'read' | 'update' | 'create';

// Windows has neither flag.
const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const flags: { readonly [mode in OpenMode]: number } = {
  read: constants.O_RDONLY | careful,
  update: constants.O_RDWR | careful,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

const quietly = { bigint: true, throwIfNoEntry: false } as const;

export const realDisk: Disk = {
  open: (path, mode) => openSync(path, flags[mode]),
  close: (handle) => closeSync(handle),
  read: (handle, into, from, length, position) => readSync(handle, into, from, length, position),
  write: (handle, bytes, from, length, position) => writeSync(handle, bytes, from, length, position),
  cut: (handle, length) => ftruncateSync(handle, length),
  settle: (handle) => fsyncSync(handle),
  statOf: (handle) => fstatSync(handle, { bigint: true }),
  lstat: (path) => orNull(() => lstatSync(path, quietly)),
  stat: (path) => orNull(() => statSync(path, quietly)),
  list: (folder) => readdirSync(folder, { withFileTypes: true }),
  realPath: (path) => realpathSync(path),
  makeFolder: (folder) => {
    mkdirSync(folder, { recursive: true });
  },
  rename: (from, to) => renameSync(from, to),
  remove: (file) => unlinkSync(file),
  removeFolder: (folder) => rmdirSync(folder),
};

/** Node takes a file where a folder should be for an error; nothing stands below it all the same. */
function orNull(look: () => BigIntStats | undefined): BigIntStats | null {
  try {
    return look() ?? null;
  } catch (cause) {
    if (codeOf(cause) === 'ENOTDIR') return null;
    throw cause;
  }
}

/** What was to be read is no regular file: a folder, a pipe, a device. */
export class NoRegularFile extends Error {
  readonly code = 'EFTYPE';

  constructor(path: string) {
    super(`EFTYPE: no regular file, read '${path}'`);
  }
}

/** More than can be wanted: no file of a site, and nothing that we keep. */
class TooLarge extends Error {
  readonly code = 'EFBIG';

  constructor(path: string) {
    super(`EFBIG: file too large, read '${path}'`);
  }
}

/** What one read may take; a longer file could not be served or hashed in one piece either. */
const maxBytes = 2 ** 31 - 2;

/** All bytes of a regular file of so many at most. Throws for anything else before there is memory for it, and never waits. */
export function readWhole(disk: Disk, path: string, most: number = maxBytes): Buffer {
  const handle = disk.open(path, 'read');
  try {
    const found = disk.statOf(handle);
    if (!found.isFile()) throw new NoRegularFile(path);
    if (found.size > most) throw new TooLarge(path);
    // One byte more than it should have, to see the end; a file that grows meanwhile is read on.
    let bytes = Buffer.allocUnsafeSlow(Number(found.size) + 1);
    for (let length = 0; ; ) {
      const read = disk.read(handle, bytes, length, bytes.length - length, length);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
      if (length > most) throw new TooLarge(path);
      if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2);
    }
  } finally {
    disk.close(handle);
  }
}

export interface WriteOptions {
  /** Name under which the file is written before it takes its own; whatever stands there goes. */
  readonly draft: string;
  /** Whether it must outlast a power failure that comes after anything written later. */
  readonly isSettled?: boolean;
}

/**
 * Writes a file, whose content may lie in pieces, and then gives it its name: a reader sees the old file or the new one, never a part. Makes the draft's folder. Returns how
 * the file looked when it was written; renaming it changes no more than its ctime.
 */
export function writeWhole(
  disk: Disk,
  target: string,
  content: Uint8Array | readonly Uint8Array[],
  { draft, isSettled }: WriteOptions,
): BigIntStats {
  const handle = createIn(disk, draft);
  try {
    let looks: BigIntStats;
    try {
      let position = 0;
      for (const piece of content instanceof Uint8Array ? [content] : content) {
        writeAll(disk, handle, piece, position);
        position += piece.length;
      }
      if (isSettled) disk.settle(handle);
      looks = disk.statOf(handle);
    } finally {
      disk.close(handle);
    }
    disk.rename(draft, target);
    return looks;
  } catch (cause) {
    removeQuietly(disk, draft);
    throw cause;
  }
}

/** Writes all bytes at a place of an open file, in as many steps as it takes. */
export function writeAll(disk: Disk, handle: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; )
    written += disk.write(handle, bytes, written, bytes.length - written, position + written);
}

/** Removes a file where that is possible: for what is of no use to anybody. */
export function removeQuietly(disk: Disk, file: string): void {
  try {
    disk.remove(file);
  } catch {
    // Somebody else was faster, or the disk is beyond helping: then there is a first error to be reported.
  }
}

/** The code of an error of the file system; null for any other. */
export function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

/** Opens a new file; makes its folder where there is none, and removes what is in the way. */
function createIn(disk: Disk, file: string): number {
  for (let attempt = 1; ; attempt++) {
    try {
      return disk.open(file, 'create');
    } catch (cause) {
      const code = codeOf(cause);
      if (attempt > 2 || (code !== 'ENOENT' && code !== 'EEXIST')) throw cause;
      if (code === 'EEXIST') disk.remove(file);
      else disk.makeFolder(dirname(file));
    }
  }
}
