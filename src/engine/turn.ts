// One process at a time: a file with the id of the process whose turn it is. A turn whose process is gone is taken over; one that
// a living process has is never taken away.

import { dirname } from 'node:path';
import { codeOf, type Disk, readWhole, realDisk, removeQuietly, writeAll } from './disk.ts';

/** Between its making and the writing of the id a file is empty; one that stays so was left by a process that died there. */
const writingMs = 2000;

/** Turns of this process: a file with our id that is none of them was left by another that had the same id, as in containers. */
const taken = new Set<string>();

/**
 * Takes the turn and returns the function that gives it back; null where another has it. Throws what the file system says where the
 * file can't be made.
 */
export function takeTurn(file: string, disk: Disk = realDisk): (() => void) | null {
  disk.makeFolder(dirname(file));
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      create(disk, file);
      taken.add(file);
      return () => giveBack(disk, file);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
    if (isHeld(disk, file)) return null;
    removeQuietly(disk, file);
  }
  return null;
}

/** Whose turn it is; null where nobody's. */
export function turnOf(file: string, disk: Disk = realDisk): number | null {
  try {
    const id = Number(readWhole(disk, file).toString('latin1'));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}

/** A file that could be made but not written would be nobody's: it goes again. */
function create(disk: Disk, file: string): void {
  const handle = disk.open(file, 'create');
  try {
    try {
      writeAll(disk, handle, Buffer.from(String(process.pid)), 0);
    } finally {
      disk.close(handle);
    }
  } catch (cause) {
    removeQuietly(disk, file);
    throw cause;
  }
}

function giveBack(disk: Disk, file: string): void {
  if (taken.delete(file) && turnOf(file, disk) === process.pid) removeQuietly(disk, file);
}

function isHeld(disk: Disk, file: string): boolean {
  const owner = turnOf(file, disk);
  if (owner === null) return isBeingWritten(disk, file);
  return owner === process.pid ? taken.has(file) : isAlive(owner);
}

function isBeingWritten(disk: Disk, file: string): boolean {
  const found = disk.lstat(file);
  return found !== null && Math.abs(Date.now() - Number(found.mtimeMs)) < writingMs;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}
