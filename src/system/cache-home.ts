// Where an installed tool may keep files between runs: in `node_modules/.cache` next to what uses them, else in the user's cache folder.
// Must never name a folder that other users can write to, because code is kept there; must stay small, because every start loads it.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, sep } from 'node:path';

/** Where an installed package keeps what it compiles: never inside the package. Null if there is no such place. */
export function packageCache(packageRoot: string): string | null {
  const at = packageRoot.indexOf(`${sep}node_modules${sep}`);
  const own = at < 0 ? null : moduleCache(packageRoot.slice(0, at));
  const home = own ?? userCache();
  return home && join(home, 'tool');
}

/** `node_modules/.cache/octavo` of a folder; null if it has no `node_modules`, or this user can't write to it. */
export function moduleCache(folder: string): string | null {
  const modules = join(folder, 'node_modules');
  const cache = join(modules, '.cache', 'octavo');
  const isFolder = statSync(modules, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder && isWritable(cache) ? cache : null;
}

/** The folder that the system gives each user for caches; null for a user who has none. */
export function userCache(): string | null {
  const base = cacheBase();
  if (base === null || !isAbsolute(base)) return null;
  const cache = join(base, 'octavo');
  return isWritable(cache) ? cache : null;
}

function cacheBase(): string | null {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (process.platform === 'win32') return local ?? null;
  if (xdg) return xdg;
  return join(homedir(), ...(process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
}

/** Whether this user can write to a folder, or create it. */
function isWritable(folder: string): boolean {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return statSync(nearest).isDirectory();
  } catch {
    return false;
  }
}
