// The door to chokidar: what happens in a site's folders → settled sets of paths. Events are hints; whoever gets them reads again.

import { existsSync, lstatSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { watch as chokidar } from 'chokidar';
import { isIgnored } from '../build/ignored.ts';
import type { Change } from '../build/world.ts';
import { codeOf } from '../engine/disk.ts';

export interface WatchedFolder {
  /** Absolute. */
  readonly folder: string;
  /** What its paths start with in the site: `content`. */
  readonly name: string;
}

export interface Watcher {
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Long enough for an editor's rename to be one change, short enough not to be felt. */
const settleMs = 12;
/** Something that writes without a pause must not keep everything else waiting. */
const longestMs = 250;
/** How often a folder that does not exist is looked for. Left to chokidar it would make it miss what happens in others. */
const missingMs = 500;
/** chokidar keeps silent about a second change within 50 ms of a first: files are looked at once more after that. */
const secondLookMs = 80;

/** Calls `onChange` with everything that happened since the last call, once nothing has happened for a moment. */
export function watchFolders(
  folders: readonly WatchedFolder[],
  onChange: (change: Change) => void,
  onProblem: (message: string) => void,
): Watcher {
  let missing = folders.filter(({ folder }) => !existsSync(folder));
  const watcher = chokidar(
    folders.filter((each) => !missing.includes(each)).map(({ folder }) => folder),
    {
      ignoreInitial: true,
      followSymlinks: false,
      atomic: false,
      ignored: (path) => isIgnored(path.slice(path.lastIndexOf(sep) + 1)),
    },
  );
  /** Absolute paths by the site's. */
  const paths = new Map<string, string>();
  let isListing = false;
  let timer: NodeJS.Timeout | undefined;
  let sinceMs = 0;
  const looks = new Set<NodeJS.Timeout>();

  watcher.on('all', (event, path) => {
    const home = folders.find(({ folder }) => path === folder || path.startsWith(folder + sep));
    if (!home) return;
    note([home.name, ...relative(home.folder, path).split(sep)].join('/'), path, event !== 'change');
  });
  watcher.on('error', (cause) => onProblem(explained(cause)));

  function note(path: string, absolute: string, isListed: boolean): void {
    if (paths.size === 0) sinceMs = performance.now();
    paths.set(path, absolute);
    isListing ||= isListed;
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(settleMs, sinceMs + longestMs - performance.now())));
  }

  function flush(): void {
    const change = { paths: [...paths.keys()], isListing };
    lookAgain([...paths]);
    paths.clear();
    isListing = false;
    onChange(change);
  }

  const search = setInterval(() => {
    const found = missing.filter(({ folder }) => existsSync(folder));
    missing = missing.filter((each) => !found.includes(each));
    for (const { name, folder } of found) {
      watcher.add(folder);
      note(name, folder, true);
    }
    if (missing.length === 0) clearInterval(search);
  }, missingMs).unref();

  function lookAgain(noted: readonly (readonly [path: string, absolute: string])[]): void {
    const before = noted.map(([path, absolute]) => ({ path, absolute, signature: signatureOf(absolute) }));
    const look = setTimeout(() => {
      looks.delete(look);
      for (const { path, absolute, signature } of before) {
        const now = signatureOf(absolute);
        if (now !== signature) note(path, absolute, now === '' || signature === '');
      }
    }, secondLookMs);
    looks.add(look);
  }

  return {
    ready: new Promise((resolve) => watcher.once('ready', () => resolve())),
    async close() {
      clearTimeout(timer);
      clearInterval(search);
      for (const look of looks) clearTimeout(look);
      await watcher.close();
    },
  };
}

/** Size, time and inode as one word; empty where there is nothing. */
function signatureOf(absolute: string): string {
  const stats = lstatSync(absolute, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeNs} ${stats.ino}` : '';
}

function explained(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (codeOf(cause) !== 'ENOSPC') return `watching files failed: ${message}`;
  return 'the system lets you watch no more files: raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288`';
}
