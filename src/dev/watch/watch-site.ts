// Events in a site's folders → settled sets of changed paths. An event is only a hint to read a file again. Must never stop seeing a folder:
// a folder that was replaced is watched again, and one that doesn't exist is waited for.

import { lstatSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { fileSystemWithoutEvents } from './file-system.ts';
import { type FolderEvents, type FolderWatch, type WatchFolder, watchFolder } from './folder-watch.ts';
import { isUnfinished } from './unfinished.ts';

export interface WatchedFolder {
  /** Absolute. */
  readonly folder: string;
  /** First step of its paths in the site: `content`. */
  readonly name: string;
}

export interface Watcher {
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Groups files that are saved together into one change. A slower program leaves files that look unfinished, or causes two changes. */
const settleMs = 2;
/** An editor saves at most this many files at once. More come from a program, which may pause before it is done. */
const maxEditorPaths = 12;
const settleManyMs = 30;
/** A program that empties or removes a file to write it again is done within this time. */
const unfinishedMs = 60;
/** A program that never stops writing delays a change by this time at most. */
const maxDelayMs = 250;
/** How often to look for a folder that doesn't exist. */
const searchIntervalMs = 500;

export interface WatchEvents {
  /**
   * Called once no event has come for a moment, with all changes since the last call; null if the changes are unknown. `sinceMs` is the
   * time of the first event, as in `performance.now()`.
   */
  readonly onChange: (change: FileChanges | null, sinceMs: number) => void;
  readonly onProblem: (message: string) => void;
  /** Whether to look at all files again and again, where no events come; default: only for folders where that is known. */
  readonly isPolling?: boolean;
  /** Whether the file at this path in the site is a page. Default: none is. */
  readonly isPage?: (path: string) => boolean;
}

/** Watches folders, whether they exist or not. Waits a little longer for a file that looks unfinished. */
export function watchFolders(
  folders: readonly WatchedFolder[],
  { onChange, onProblem, isPolling = false, isPage = () => false }: WatchEvents,
  watchOne: WatchFolder = watchFolder,
): Watcher {
  // What concerns all folders.
  const reported = new Set<string>();
  const reportOnce = (message: string) => {
    if (!reported.has(message)) onProblem(message);
    reported.add(message);
  };
  const locate = (path: string) => {
    const watched = folders.find(({ name }) => path.startsWith(`${name}/`));
    return watched && join(watched.folder, path.slice(watched.name.length + 1));
  };
  const isIncomplete = (path: string) => {
    const absolute = locate(path);
    return absolute !== undefined && isUnfinished(absolute, () => isPage(path));
  };
  const batch = openBatch(onChange, isIncomplete);
  const watchers = folders.map((folder) => keepWatching(folder, { batch, onProblem, reportOnce, isPolling, watchOne }));
  return {
    ready: Promise.all(watchers.map(({ ready }) => ready)).then(() => {}),
    async close() {
      batch.close();
      await Promise.all(watchers.map((each) => each.close()));
    },
  };
}

interface Batch {
  add(path: string, isListed: boolean): void;
  /** Notes that anything may have changed. */
  addAll(): void;
  close(): void;
}

function openBatch(onChange: WatchEvents['onChange'], isIncomplete: (path: string) => boolean): Batch {
  let paths = new Set<string>();
  let isListingChanged = false;
  let isUnknown = false;
  let timer: NodeJS.Timeout | undefined;
  let sinceMs = 0;
  /** Until when to wait for files that look unfinished. */
  let unfinishedUntilMs = 0;

  function wait(): void {
    if (timer === undefined) {
      sinceMs = performance.now();
      unfinishedUntilMs = sinceMs + unfinishedMs;
    }
    clearTimeout(timer);
    const pauseMs = paths.size > maxEditorPaths ? settleManyMs : settleMs;
    timer = setTimeout(flush, Math.max(0, Math.min(pauseMs, sinceMs + maxDelayMs - performance.now())));
  }

  function flush(): void {
    const remainingMs = unfinishedUntilMs - performance.now();
    if (remainingMs > 0 && paths.size <= maxEditorPaths && [...paths].some(isIncomplete)) {
      timer = setTimeout(flush, remainingMs);
      return;
    }
    timer = undefined;
    const change = isUnknown ? null : { paths: [...paths], isListingChanged };
    paths = new Set();
    isListingChanged = false;
    isUnknown = false;
    onChange(change, sinceMs);
  }

  return {
    add(path, isListed) {
      paths.add(path);
      isListingChanged ||= isListed;
      wait();
    },
    addAll() {
      isUnknown = true;
      wait();
    },
    close: () => clearTimeout(timer),
  };
}

const limitMessage =
  'the limit for watched files is reached, so files are checked twice a second: raise it with `sudo sysctl fs.inotify.max_user_watches=524288`, and restart';

interface WatchOptions extends Pick<WatchEvents, 'onProblem'> {
  readonly reportOnce: WatchEvents['onProblem'];
  readonly batch: Batch;
  readonly isPolling: boolean;
  readonly watchOne: WatchFolder;
}

/** Watches a folder whenever it exists. */
function keepWatching({ folder, name }: WatchedFolder, options: WatchOptions): Watcher {
  const { batch, onProblem, reportOnce, watchOne } = options;
  let { isPolling } = options;
  let watch: FolderWatch | null = null;
  let isClosed = false;
  let search: NodeJS.Timeout | undefined;
  const isThere = isFolder(folder);
  const ready = isThere ? start() : Promise.resolve();
  if (!isThere) searchLater();

  async function start(): Promise<void> {
    const silent = isPolling ? null : fileSystemWithoutEvents(folder);
    if (silent !== null) {
      isPolling = true;
      reportOnce(`files on ${silent} report no changes, so they are checked twice a second, as with \`--poll\``);
    }
    const events: FolderEvents = {
      onEvent(path, isListed) {
        const steps = relative(folder, path).split(sep);
        batch.add([name, ...steps.filter((step) => step !== '')].join('/'), isListed);
      },
      onLost: () => void restart(),
      onLimit() {
        isPolling = true;
        reportOnce(limitMessage);
        void restart();
      },
      onProblem,
    };
    watch = watchOne(folder, events, isPolling);
    await watch.ready;
  }

  /** Closes the old watch first: chokidar shares its handles by path, and the new watch would get the dead one. */
  async function restart(): Promise<void> {
    await watch?.close();
    watch = null;
    if (isClosed) return;
    batch.addAll();
    if (!isFolder(folder)) return searchLater();
    await start();
    // No event reports changes made before the folder was watched.
    if (!isClosed) batch.addAll();
  }

  function searchLater(): void {
    search = setTimeout(() => {
      if (isFolder(folder)) void restart();
      else searchLater();
    }, searchIntervalMs).unref();
  }

  return {
    ready,
    async close() {
      isClosed = true;
      clearTimeout(search);
      await watch?.close();
    },
  };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
