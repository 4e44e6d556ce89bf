// The source folder of an import: lists it once and reads files on demand. Must never write, follow a link, or open anything but regular files.

import { join } from 'node:path';
import { codeOf, readFile, realDisk } from '../../system/disk.ts';
import { byCodeUnit } from '../../text/order.ts';
import { ImportError, type SourceFiles } from './model.ts';

/** Folders that are never part of a blog's source. */
const skipped = new Set(['node_modules', '.git', '.svn', '.hg', '.cache', '.jekyll-cache', '.sass-cache', '.astro']);
/** At the root, where Bundler and Composer put libraries; deeper, it may be a folder of the site's own files. */
const skippedAtRoot = 'vendor';

/** Lists a folder, or only what is below one folder in it. Throws an `ImportError` if a folder can't be listed. */
export function openSourceFiles(root: string, below = ''): SourceFiles {
  const found: string[] = [];
  const notRead: string[] = [];
  walk(below);
  return sourceFiles(root, found.sort(byCodeUnit), notRead.sort(byCodeUnit));

  function walk(folder: string): void {
    try {
      for (const entry of realDisk.list(join(root, folder))) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) found.push(path);
        else if (!entry.isDirectory()) notRead.push(path);
        else if (!skipped.has(entry.name) && path !== skippedAtRoot) walk(path);
      }
    } catch (cause) {
      throw unreadable(folder === '' ? '.' : folder, cause);
    }
  }
}

/** A folder whose files are already known, by their sorted paths. */
export function sourceFiles(root: string, paths: readonly string[], notRead: readonly string[] = []): SourceFiles {
  const known = new Set(paths);
  return {
    root,
    paths,
    notRead,
    has: (path) => known.has(path),
    below(folder) {
      if (folder === '') return paths;
      const start = firstFrom(paths, `${folder}/`);
      // `0` is the character after `/`.
      return paths.slice(start, firstFrom(paths, `${folder}0`, start));
    },
    text: (path) => decode(path, bytesOf(root, path)),
    head: (path) => Buffer.from(bytesOf(root, path).subarray(0, 100)).toString('latin1'),
  };
}

/** Index of the first path that does not come before a text. */
function firstFrom(paths: readonly string[], text: string, from = 0): number {
  let [low, high] = [from, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodeUnit(paths[middle] ?? '', text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bytesOf(root: string, path: string): Uint8Array {
  try {
    return readFile(realDisk, join(root, path));
  } catch (cause) {
    throw unreadable(path, cause);
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
