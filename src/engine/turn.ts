// One process at a time: a file with the id of the process whose turn it is. A turn whose process is gone is taken over; one that
// a living process has is never taken away.

import { mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Between its making and the writing of the id a file is empty; one that stays so was left by a process that died there. */
const writingMs = 2000;

/** Turns of this process: a file with our id that is none of them was left by another that had the same id, as in containers. */
const taken = new Set<string>();

/**
 * Takes the turn and returns the function that gives it back; null where another has it. Throws what the file system says where the
 * file can't be made.
 */
export function takeTurn(file: string): (() => void) | null {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      taken.add(file);
      return () => giveBack(file);
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    }
    if (isHeld(file)) return null;
    removeQuietly(file);
  }
  return null;
}

/** Whose turn it is; null where nobody's. */
export function turnOf(file: string): number | null {
  try {
    const id = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}

function giveBack(file: string): void {
  if (taken.delete(file) && turnOf(file) === process.pid) removeQuietly(file);
}

function isHeld(file: string): boolean {
  const owner = turnOf(file);
  if (owner === null) return isBeingWritten(file);
  return owner === process.pid ? taken.has(file) : isAlive(owner);
}

function isBeingWritten(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) < writingMs;
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (cause) {
    return codeOf(cause) === 'EPERM';
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else was faster.
  }
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : null;
}
