// The source folder of an import: lists it once and reads files on demand. Must never write, follow a link, or open anything but regular files.

import { join } from 'node:path';
import { codeOf, readFile, realDisk } from '../system/disk.ts';
import { byCodeUnit } from '../text/order.ts';
import { ImportError, type SourceFiles } from './model.ts';

/** Folders that are never part of a blog's source. */
const skipped = new Set([
  'node_modules',
  '.git',
  '.svn',
  '.hg',
  '.cache',
  '.jekyll-cache',
  '.sass-cache',
  '.astro',
  'vendor',
]);

/** Lists a folder. `isSkipped` leaves out more folders, by their path. Throws an `ImportError` if a folder can't be listed. */
export function openSourceFiles(root: string, isSkipped: (folder: string) => boolean): SourceFiles {
  const found: string[] = [];
  walk('');
  found.sort(byCodeUnit);
  const known = new Set(found);
  return {
    root,
    paths: found,
    has: (path) => known.has(path),
    below: (folder) => (folder === '' ? found : found.filter((path) => path.startsWith(`${folder}/`))),
    text: (path) => decode(path, bytesOf(path)),
  };

  function walk(folder: string): void {
    try {
      for (const entry of realDisk.list(join(root, folder))) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) found.push(path);
        else if (entry.isDirectory() && !skipped.has(entry.name) && !isSkipped(path)) walk(path);
      }
    } catch (cause) {
      throw unreadable(folder === '' ? '.' : folder, cause);
    }
  }

  function bytesOf(path: string): Uint8Array {
    try {
      return readFile(realDisk, join(root, path));
    } catch (cause) {
      throw unreadable(path, cause);
    }
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(path: string, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ImportError([
      { message: `\`${path}\` is not valid UTF-8`, file: path, line: 0, hint: 'save it as UTF-8' },
    ]);
  }
}

function unreadable(path: string, cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === null) return cause;
  const hint = code === 'EACCES' || code === 'EPERM' ? 'give yourself permission to read it' : null;
  return new ImportError([{ message: `\`${path}\` can't be read: ${code}`, file: path, line: 0, hint }]);
}
