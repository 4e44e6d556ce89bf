// The door to chokidar: one folder and all below it. Passes on what the system says even where chokidar thinks it twofold and keeps
// silent, and finds out when chokidar holds on to a folder that is no longer the one at its path.

import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { watch as chokidar } from 'chokidar';
import { isIgnored } from '../../pipeline/inputs/ignored.ts';
import { codeOf } from '../../system/disk.ts';

export interface FolderWatch {
  /** Resolves when everything is watched, or when it is closed before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface FolderEvents {
  /** Something happened to what stands at this absolute path; `isListed`: folders may have come or gone. */
  readonly onEvent: (path: string, isListed: boolean) => void;
  /** Not everything is seen any more: close this and watch anew. Called once. */
  readonly onLost: () => void;
  readonly onProblem: (message: string) => void;
}

/** Watches one folder and all below it. */
export type WatchFolder = (folder: string, events: FolderEvents) => FolderWatch;

/** Deleted and made again within this time may have gone unseen. */
const lossCheckMs = 100;
/** A new folder is looked at so long after it was seen: what came between its first listing and its being watched no event tells. */
const rescanDelaysMs = [80, 320, 1280] as const;

export const watchFolder: WatchFolder = (folder, { onEvent, onLost, onProblem }) => {
  const watcher = chokidar(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    ignored: (path) => isIgnoredPath(path),
  });
  /** Folders that the system told us are deleted or moved, and that chokidar has not reported as new since. */
  const deleted = new Set<string>();
  /** Folders that chokidar has found since it began. */
  const found = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let lossTimer: NodeJS.Timeout | undefined;
  let isClosed = false;

  watcher.on('raw', (kind, name, details: unknown) => {
    const watched = watchedPathOf(details);
    if (watched === null || isClosed) return;
    const path = typeof name === 'string' && name !== '' ? join(watched, name) : watched;
    if (!isIgnoredPath(path)) onEvent(path, false);
    if (kind !== 'rename' || name !== basename(watched)) return;
    // It is this very path that was deleted or moved, or one of the same name in it.
    if (!isIgnoredPath(watched)) onEvent(watched, false);
    deleted.add(watched);
    clearTimeout(lossTimer);
    lossTimer = setTimeout(checkLoss, lossCheckMs);
  });
  watcher.on('all', (event, path) => {
    if (isClosed) return;
    const isFolderEvent = event === 'addDir' || event === 'unlinkDir';
    onEvent(path, isFolderEvent);
    if (event === 'unlinkDir') found.delete(path);
    if (event !== 'addDir') return;
    deleted.delete(path);
    found.add(path);
    rescan(path, folderEntries(path), 0);
  });
  watcher.on('error', (cause) => onProblem(errorMessage(cause)));

  function isIgnoredPath(path: string): boolean {
    return relative(folder, path)
      .split(sep)
      .some((step) => step !== '' && isIgnored(step));
  }

  function checkLoss(): void {
    // The folder itself is nobody's entry: chokidar never finds it again.
    const isLost = [...deleted].some(
      (path) => path === folder || lstatSync(path, { throwIfNoEntry: false })?.isDirectory(),
    );
    deleted.clear();
    if (!isLost || isClosed) return;
    isClosed = true;
    onLost();
  }

  function rescan(path: string, before: ReadonlyMap<string, string>, attempt: number): void {
    const delayMs = rescanDelaysMs[attempt];
    if (delayMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const now = folderEntries(path);
      for (const name of new Set([...before.keys(), ...now.keys()])) {
        const entry = join(path, name);
        if (before.get(name) !== now.get(name)) onEvent(entry, true);
        if (attempt > 0 && now.get(name) === 'folder' && !found.has(entry)) watchMissedFolder(entry);
      }
      rescan(path, now, attempt + 1);
    }, delayMs);
    timers.add(timer);
  }

  /** chokidar reports nothing as new that it is told to watch. */
  function watchMissedFolder(path: string): void {
    found.add(path);
    watcher.add(path);
    rescan(path, new Map(), 0);
  }

  let resolveReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  watcher.once('ready', () => resolveReady());

  return {
    ready,
    async close() {
      isClosed = true;
      resolveReady();
      clearTimeout(lossTimer);
      for (const timer of timers) clearTimeout(timer);
      await watcher.close();
    },
  };
};

/** What stands in a folder, by name: of files size, time and inode as one word. Nothing where there is no folder. */
function folderEntries(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue;
      const stats = lstatSync(join(folder, entry.name), { bigint: true, throwIfNoEntry: false });
      if (stats) found.set(entry.name, stats.isDirectory() ? 'folder' : `${stats.size} ${stats.mtimeNs} ${stats.ino}`);
    }
  } catch {
    // It is gone again; an event tells so.
  }
  return found;
}

function watchedPathOf(details: unknown): string | null {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return null;
  return typeof details.watchedPath === 'string' ? details.watchedPath : null;
}

function errorMessage(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (codeOf(cause) !== 'ENOSPC') return `watching files failed: ${message}`;
  return 'the system lets you watch no more files: raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288`';
}
