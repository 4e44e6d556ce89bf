// The only user of chokidar: watches one folder and everything below it. Also reports raw events of the system, which chokidar may drop as
// duplicates, and detects when chokidar still watches a folder that has been replaced. Must never miss a change for good.

import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { watch as chokidar } from 'chokidar';
import { isIgnored } from '../../pipeline/inputs/ignored.ts';
import { codeOf } from '../../system/disk.ts';

export interface FolderWatch {
  /** Resolves when everything is watched, or when the watch is closed before that. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface FolderEvents {
  /** Something happened at this absolute path. `isListed`: files or folders may have been added or removed. */
  readonly onEvent: (path: string, isListed: boolean) => void;
  /** The watch no longer sees everything: close it and open a new one. Called once. */
  readonly onLost: () => void;
  /** The system can't watch more files: close this watch, and open one that polls. Called once. */
  readonly onLimit: () => void;
  readonly onProblem: (message: string) => void;
}

/** Watches one folder and all below it. `isPolling`: looks at all files again and again, because no events come. */
export type WatchFolder = (folder: string, events: FolderEvents, isPolling: boolean) => FolderWatch;

/** How often a watch that polls looks at each file. */
const pollMs = 500;

/** A folder that is deleted and created again within this time may be watched no longer. */
const lossCheckMs = 100;
/** A new folder is listed again after these times: no event reports what was added between its first listing and its watch. */
const rescanDelaysMs = [80, 320, 1280] as const;

export const watchFolder: WatchFolder = (folder, { onEvent, onLost, onLimit, onProblem }, isPolling) => {
  const watcher = chokidar(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    atomic: false,
    usePolling: isPolling,
    interval: pollMs,
    binaryInterval: pollMs,
    ignored: (path) => isIgnoredPath(path),
  });
  /** Folders that the system reported as deleted or moved and that chokidar has not reported as new since. */
  const deleted = new Set<string>();
  /** Folders that chokidar has found since it started. */
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
    // The watched path itself was deleted or moved, or an entry of the same name in it.
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
  watcher.on('error', (cause) => {
    if (isClosed) return;
    if (isPolling || !isLimit(cause)) return onProblem(errorMessage(cause));
    // chokidar reports it for each file.
    isClosed = true;
    onLimit();
  });

  function isIgnoredPath(path: string): boolean {
    return relative(folder, path)
      .split(sep)
      .some((step) => step !== '' && isIgnored(step));
  }

  function checkLoss(): void {
    // chokidar never finds the root folder again, because it doesn't watch the folder above it.
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

  /** chokidar reports no `addDir` for a folder that it is told to watch, so its entries are compared here. */
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

/** The entries of a folder by name: `folder`, or a file's size, time and inode in one string. Empty if there is no such folder. */
function folderEntries(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (isIgnored(entry.name)) continue;
      const stats = lstatSync(join(folder, entry.name), { bigint: true, throwIfNoEntry: false });
      if (stats) found.set(entry.name, stats.isDirectory() ? 'folder' : `${stats.size} ${stats.mtimeNs} ${stats.ino}`);
    }
  } catch {
    // The folder is gone again. An event reports that.
  }
  return found;
}

function watchedPathOf(details: unknown): string | null {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return null;
  return typeof details.watchedPath === 'string' ? details.watchedPath : null;
}

function errorMessage(cause: unknown): string {
  return `watching files failed: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** `ENOSPC`: no more watches; `EMFILE`: no more inotify instances. */
function isLimit(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === 'ENOSPC' || code === 'EMFILE';
}
