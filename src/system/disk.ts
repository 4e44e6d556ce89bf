// The file system, for all code that reads a site, writes `dist/` or keeps a cache: a few operations, so that tests can make any of them
// fail or be the last one. It must never decide what is read or written.

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

/** Every operation throws the error of the file system as Node reports it. */
export interface Disk {
  /** Never follows a link at the end of the path, never waits for the other end of a pipe. */
  open(path: string, mode: OpenMode): number;
  close(handle: number): void;
  /** Returns how many bytes were read; 0 at the end of the file. */
  read(handle: number, into: Uint8Array, from: number, length: number, position: number): number;
  /** Returns how many bytes were written, which may be fewer. */
  write(handle: number, bytes: Uint8Array, from: number, length: number, position: number): number;
  truncate(handle: number, length: number): void;
  /** Returns when the written bytes would survive a power failure. */
  sync(handle: number): void;
  statOf(handle: number): BigIntStats;
  /** Does not follow links; null if nothing is there. */
  lstat(path: string): BigIntStats | null;
  /** Follows links; null if nothing is there. */
  stat(path: string): BigIntStats | null;
  list(folder: string): Dirent[];
  realPath(path: string): string;
  /** Creates the folder and those above it; does nothing if it exists. */
  makeFolder(folder: string): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
  /** Only an empty one. */
  removeFolder(folder: string): void;
}

/** `update`: reads and writes an existing file; `create`: reads and writes a new file, and throws `EEXIST` if the path exists. */
export type OpenMode = 'read' | 'update' | 'create';

// Windows has neither flag.
const safeFlags = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const openFlags: { readonly [mode in OpenMode]: number } = {
  read: constants.O_RDONLY | safeFlags,
  update: constants.O_RDWR | safeFlags,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

const statOptions = { bigint: true, throwIfNoEntry: false } as const;

export const realDisk: Disk = {
  open: (path, mode) => openSync(path, openFlags[mode]),
  close: (handle) => closeSync(handle),
  read: (handle, into, from, length, position) => readSync(handle, into, from, length, position),
  write: (handle, bytes, from, length, position) => writeSync(handle, bytes, from, length, position),
  truncate: (handle, length) => ftruncateSync(handle, length),
  sync: (handle) => fsyncSync(handle),
  statOf: (handle) => fstatSync(handle, { bigint: true }),
  lstat: (path) => orNull(() => lstatSync(path, statOptions)),
  stat: (path) => orNull(() => statSync(path, statOptions)),
  list: (folder) => readdirSync(folder, { withFileTypes: true }),
  realPath: (path) => realpathSync(path),
  makeFolder: (folder) => {
    mkdirSync(folder, { recursive: true });
  },
  rename: (from, to) => renameSync(from, to),
  remove: (file) => unlinkSync(file),
  removeFolder: (folder) => rmdirSync(folder),
};

/** Node throws if a part of the path is a file, but then nothing is there either. */
function orNull(stat: () => BigIntStats | undefined): BigIntStats | null {
  try {
    return stat() ?? null;
  } catch (cause) {
    if (codeOf(cause) === 'ENOTDIR') return null;
    throw cause;
  }
}

/** The path is not a regular file: a folder, a pipe, a device. */
export class NotRegularFile extends Error {
  readonly code = 'EFTYPE';

  constructor(path: string) {
    super(`EFTYPE: not a regular file, read '${path}'`);
  }
}

/** The file is larger than any file of a site or of our caches. */
class TooLarge extends Error {
  readonly code = 'EFBIG';

  constructor(path: string) {
    super(`EFBIG: file too large, read '${path}'`);
  }
}

/** A longer file could not be served or hashed in one piece either. */
const maxFileBytes = 2 ** 31 - 2;

/** All bytes of a regular file. Throws for anything else, and for more than `maxBytes`, before it allocates memory; never waits. */
export function readFile(disk: Disk, path: string, maxBytes: number = maxFileBytes): Buffer {
  const handle = disk.open(path, 'read');
  try {
    const found = disk.statOf(handle);
    if (!found.isFile()) throw new NotRegularFile(path);
    if (found.size > maxBytes) throw new TooLarge(path);
    // One byte more than its size, to see the end; if the file grows meanwhile, the rest is read, too.
    let bytes = Buffer.allocUnsafeSlow(Number(found.size) + 1);
    for (let length = 0; ; ) {
      const read = disk.read(handle, bytes, length, bytes.length - length, length);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
      if (length > maxBytes) throw new TooLarge(path);
      if (length === bytes.length) bytes = Buffer.concat([bytes], length * 2);
    }
  } finally {
    disk.close(handle);
  }
}

export interface WriteOptions {
  /** Absolute path under which the file is written before it is renamed; anything there is replaced. */
  readonly draft: string;
  /** Whether the content must be on disk before anything written later. */
  readonly isSynced?: boolean;
}

/**
 * Writes a file, whose content may be in pieces, under the draft's path and then renames it: a reader sees the old file or the new one,
 * never a part. Creates the draft's folder. Returns the file's stats before it was renamed, which changes only its ctime.
 */
export function replaceFile(
  disk: Disk,
  target: string,
  content: Uint8Array | readonly Uint8Array[],
  { draft, isSynced: isSettled }: WriteOptions,
): BigIntStats {
  const handle = createIn(disk, draft);
  try {
    let stats: BigIntStats;
    try {
      let position = 0;
      for (const piece of content instanceof Uint8Array ? [content] : content) {
        writeAll(disk, handle, piece, position);
        position += piece.length;
      }
      if (isSettled) disk.sync(handle);
      stats = disk.statOf(handle);
    } finally {
      disk.close(handle);
    }
    disk.rename(draft, target);
    return stats;
  } catch (cause) {
    tryRemove(disk, draft);
    throw cause;
  }
}

/** Writes all bytes at a position of an open file, in as many steps as it takes. */
export function writeAll(disk: Disk, handle: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; )
    written += disk.write(handle, bytes, written, bytes.length - written, position + written);
}

/** Removes a file that nothing needs any more; does nothing if that fails. */
export function tryRemove(disk: Disk, file: string): void {
  try {
    disk.remove(file);
  } catch {
    // Another process was faster, or the disk has failed, and the first error is already being reported.
  }
}

/** The code of a file system error, such as `ENOENT`; null for any other error. */
export function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

/** Opens a new file; creates its folder if there is none, and removes a file that is in the way. */
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
