// A lock between processes: a file with the process ID and start time of its holder, because process IDs are reused.
// A lock whose process is gone is taken over; the lock of a running process must never be.

import { dirname } from 'node:path';
import { codeOf, type Disk, readFile, realDisk, tryRemove, writeAll } from './disk.ts';

/** A file is empty between its creation and the writing of the process ID; if it stays empty, its process was killed there. */
const maxWriteMs = 2000;
const maxBytes = 1024;

/** Locks of this process. Another file with our process ID was left by an earlier process with the same ID, as is common in containers. */
const ownLocks = new Set<string>();

/**
 * Takes the lock and returns the function that releases it; null if another process holds it. Throws an error of the file system if the
 * file can't be created.
 */
export function tryLock(file: string, disk: Disk = realDisk): (() => void) | null {
  disk.makeFolder(dirname(file));
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      create(disk, file);
      ownLocks.add(file);
      return () => release(disk, file);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
    if (isHeld(disk, file) || !isTakenOver(disk, file)) return null;
  }
  return null;
}

/**
 * Removes the lock of a process that is gone. Only one process at a time may do so, and only after another look: another process may have
 * taken the lock over a moment earlier.
 */
function isTakenOver(disk: Disk, file: string): boolean {
  const guard = `${file}-takeover`;
  try {
    create(disk, guard);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    // It exists for the time of two calls, unless its process was killed there.
    if (!isYoung(disk, guard)) tryRemove(disk, guard);
    return false;
  }
  try {
    // A lock that isn't there may be taken before the next step: it must not be removed.
    if (isAbandoned(disk, file)) tryRemove(disk, file);
    return true;
  } finally {
    tryRemove(disk, guard);
  }
}

/** The process ID of the holder; null if nobody holds the lock. */
export function lockHolder(file: string, disk: Disk = realDisk): number | null {
  return ownerOf(disk, file)?.id ?? null;
}

/** Null for a file that has no process ID, or can't be read. */
function ownerOf(disk: Disk, file: string): Owner | null {
  try {
    return parseOwner(readFile(disk, file, maxBytes).toString('latin1'));
  } catch {
    return null;
  }
}

interface Owner {
  readonly id: number;
  /** Empty if the system does not report it. */
  readonly startTime: string;
}

function parseOwner(text: string): Owner | null {
  const [, id, began = ''] = /^([1-9]\d{0,9})(?: (\d+))?$/.exec(text) ?? [];
  return id === undefined ? null : { id: Number(id), startTime: began };
}

/** When a process started, in ticks since the machine started; empty if there is no such process, or no /proc. */
function startTimeOf(disk: Disk, id: number): string {
  try {
    const handle = disk.open(`/proc/${id}/stat`, 'read');
    try {
      const bytes = Buffer.alloc(4096);
      const text = bytes.toString('latin1', 0, disk.read(handle, bytes, 0, bytes.length, 0));
      // The name is in brackets and may contain anything, even brackets.
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    } finally {
      disk.close(handle);
    }
  } catch {
    return '';
  }
}

/** A file that was created but can't be written has no holder, so it is removed again. */
function create(disk: Disk, file: string): void {
  const handle = disk.open(file, 'create');
  try {
    try {
      writeAll(disk, handle, Buffer.from(`${process.pid} ${startTimeOf(disk, process.pid)}`.trim()), 0);
    } finally {
      disk.close(handle);
    }
  } catch (cause) {
    tryRemove(disk, file);
    throw cause;
  }
}

function release(disk: Disk, file: string): void {
  if (ownLocks.delete(file) && lockHolder(file, disk) === process.pid) tryRemove(disk, file);
}

function isHeld(disk: Disk, file: string): boolean {
  const owner = ownerOf(disk, file);
  return owner === null ? isYoung(disk, file) : isRunning(disk, file, owner);
}

/** Whether there is a lock, and its process is gone. */
function isAbandoned(disk: Disk, file: string): boolean {
  const owner = ownerOf(disk, file);
  return owner === null ? disk.lstat(file) !== null && !isYoung(disk, file) : !isRunning(disk, file, owner);
}

function isRunning(disk: Disk, file: string, owner: Owner): boolean {
  if (owner.id === process.pid) return ownLocks.has(file);
  if (!isAlive(owner.id)) return false;
  const began = startTimeOf(disk, owner.id);
  return owner.startTime === '' || began === '' || owner.startTime === began;
}

/** Whether a file without a process ID may be one that is just being written. */
function isYoung(disk: Disk, file: string): boolean {
  const found = disk.lstat(file);
  return found !== null && Math.abs(Date.now() - Number(found.mtimeMs)) < maxWriteMs;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}
