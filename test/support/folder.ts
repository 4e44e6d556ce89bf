// A scratch folder for a test, and its content as one readable text.

import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that goes away with the test. */
export function scratchFolder(home = tmpdir()): string {
  const folder = mkdtempSync(join(home, 'octavo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const memory = '/dev/shm';

/**
 * The same in memory, where the system has room there: for tests that build small sites hundreds of times in process, a third of whose
 * time disks take to remove files. What whole runs of the program do to a disk is tested on one, and a soak stays there, too.
 */
export function quickFolder(): string {
  return scratchFolder((process.env['OCTAVO_SOAK'] ?? '') === '' && isRoomy(memory) ? memory : tmpdir());
}

function isRoomy(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2 ** 29;
  } catch {
    return false;
  }
}

export function writeFiles(folder: string, files: { readonly [path: string]: string | Uint8Array }): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Every file below a folder, by path. */
export function readFiles(folder: string): { [path: string]: string } {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
