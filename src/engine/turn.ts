// One writer at a time for a folder: a file with the writer's process id. A turn whose process is gone is taken over.

import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the turn and returns the function that gives it back; null where another living process has it, or the folder can't be written. */
export function takeTurn(folder: string): (() => void) | null {
  const file = join(folder, 'writer');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => removeQuietly(file);
    } catch {
      if (isHeld(file)) return null;
      removeQuietly(file);
    }
  }
  return null;
}

function isHeld(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (!Number.isInteger(owner) || owner <= 0) return false;
    process.kill(owner, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is gone already, or was never made.
  }
}
