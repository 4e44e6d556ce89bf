// One process at a time: a file that names the process whose turn it is, by its id and by when it began, as ids are given out again.
// A turn whose process is gone is taken over; one that a living process has is never taken away.

import { dirname } from 'node:path';
import { codeOf, type Disk, readWhole, realDisk, removeQuietly, writeAll } from './disk.ts';

/** Between its making and the writing of the id a file is empty; one that stays so was left by a process that died there. */
const writingMs = 2000;
const maxBytes = 1024;

/** Turns of this process: a file with our id that is none of them was left by another that had the same id, as in containers. */
const taken = new Set<string>();

/**
 * Takes the turn and returns the function that gives it back; null where another has it. Throws what the file system says where the
 * file can't be made.
 */
export function tryLock(file: string, disk: Disk = realDisk): (() => void) | null {
  disk.makeFolder(dirname(file));
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      create(disk, file);
      taken.add(file);
      return () => release(disk, file);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
    if (isHeld(disk, file) || !isTakenAway(disk, file)) return null;
  }
  return null;
}

/**
 * Takes away the turn of a process that is gone. Only one process at a time may do so, and only after another look: whoever came a
 * moment earlier may have the turn by now.
 */
function isTakenAway(disk: Disk, file: string): boolean {
  const guard = `${file}-takeover`;
  try {
    create(disk, guard);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    // Held for as long as two calls take, unless its process died there.
    if (!isYoung(disk, guard)) removeQuietly(disk, guard);
    return false;
  }
  try {
    // A turn that isn't there may be taken by somebody between this look and the next step: it is none to take away.
    if (isLeft(disk, file)) removeQuietly(disk, file);
    return true;
  } finally {
    removeQuietly(disk, guard);
  }
}

/** Whose turn it is; null where nobody's. */
export function lockHolder(file: string, disk: Disk = realDisk): number | null {
  return ownerOf(disk, file)?.id ?? null;
}

/** Null for a file that names nobody, or can't be read. */
function ownerOf(disk: Disk, file: string): Owner | null {
  try {
    return ownerIn(readWhole(disk, file, maxBytes).toString('latin1'));
  } catch {
    return null;
  }
}

interface Owner {
  readonly id: number;
  /** Empty where the system doesn't tell. */
  readonly began: string;
}

function ownerIn(text: string): Owner | null {
  const [, id, began = ''] = /^([1-9]\d{0,9})(?: (\d+))?$/.exec(text) ?? [];
  return id === undefined ? null : { id: Number(id), began };
}

/** When a process began, in ticks since the machine did; empty where there is no such process, or no such file system. */
function beganAt(disk: Disk, id: number): string {
  try {
    const handle = disk.open(`/proc/${id}/stat`, 'read');
    try {
      const bytes = Buffer.alloc(4096);
      const text = bytes.toString('latin1', 0, disk.read(handle, bytes, 0, bytes.length, 0));
      // The name stands in brackets and may hold anything, brackets included.
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    } finally {
      disk.close(handle);
    }
  } catch {
    return '';
  }
}

/** A file that could be made but not written would be nobody's: it goes again. */
function create(disk: Disk, file: string): void {
  const handle = disk.open(file, 'create');
  try {
    try {
      writeAll(disk, handle, Buffer.from(`${process.pid} ${beganAt(disk, process.pid)}`.trim()), 0);
    } finally {
      disk.close(handle);
    }
  } catch (cause) {
    removeQuietly(disk, file);
    throw cause;
  }
}

function release(disk: Disk, file: string): void {
  if (taken.delete(file) && lockHolder(file, disk) === process.pid) removeQuietly(disk, file);
}

function isHeld(disk: Disk, file: string): boolean {
  const owner = ownerOf(disk, file);
  return owner === null ? isYoung(disk, file) : isThere(disk, file, owner);
}

/** Whether there is a turn, and its process is gone. */
function isLeft(disk: Disk, file: string): boolean {
  const owner = ownerOf(disk, file);
  return owner === null ? disk.lstat(file) !== null && !isYoung(disk, file) : !isThere(disk, file, owner);
}

function isThere(disk: Disk, file: string, owner: Owner): boolean {
  if (owner.id === process.pid) return taken.has(file);
  if (!isAlive(owner.id)) return false;
  const began = beganAt(disk, owner.id);
  return owner.began === '' || began === '' || owner.began === began;
}

/** Whether a file that names nobody may just be being written. */
function isYoung(disk: Disk, file: string): boolean {
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
