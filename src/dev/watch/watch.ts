// What happens in a site's folders → settled sets of paths. Events are hints; whoever gets them reads again. Must never be deaf for
// good: a folder that was replaced by another of its name is watched anew, and one that does not exist is waited for.

import { lstatSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { type FolderWatch, type WatchFolder, watchFolder } from './folder-watch.ts';
import { isUnfinished } from './unfinished.ts';

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

/** Long enough for what is saved at once to be one change; who takes longer leaves what looks unfinished, or is seen twice. */
const settleMs = 2;
/** More paths than an editor saves are the work of a program, which has not done with a pause. */
const maxEditorPaths = 12;
const settleManyMs = 30;
/** Who empties a file, or takes it away, to write it anew has done so by then. */
const unfinishedMs = 60;
/** Something that writes without a pause must not keep everything else waiting. */
const maxDelayMs = 250;
/** How often a folder that does not exist is looked for. */
const searchIntervalMs = 500;

export interface WatchEvents {
  /**
   * Everything that happened since the last call, once nothing has happened for a moment; null where it is not known what happened.
   * `sinceMs` is when it began, by `performance.now`.
   */
  readonly onChange: (change: FileChanges | null, sinceMs: number) => void;
  readonly onProblem: (message: string) => void;
  /** Whether a page was made of the file at this path in the site; default: of none. */
  readonly isPage?: (path: string) => boolean;
}

/** Watches folders, whether they exist or not. A file that looks unfinished is given some time more. */
export function watchFolders(
  folders: readonly WatchedFolder[],
  { onChange, onProblem, isPage = () => false }: WatchEvents,
  watchOne: WatchFolder = watchFolder,
): Watcher {
  const locate = (path: string) => {
    const watched = folders.find(({ name }) => path.startsWith(`${name}/`));
    return watched && join(watched.folder, path.slice(watched.name.length + 1));
  };
  const isIncomplete = (path: string) => {
    const absolute = locate(path);
    return absolute !== undefined && isUnfinished(absolute, () => isPage(path));
  };
  const batch = openBatch(onChange, isIncomplete);
  const watchers = folders.map((folder) => keepWatching(folder, batch, onProblem, watchOne));
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
  /** Anything may have happened. */
  addAll(): void;
  close(): void;
}

function openBatch(onChange: WatchEvents['onChange'], isOpen: (path: string) => boolean): Batch {
  let paths = new Set<string>();
  let isListing = false;
  let isUnknown = false;
  let timer: NodeJS.Timeout | undefined;
  let sinceMs = 0;
  /** Until when what looks unfinished is waited for. */
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
    if (remainingMs > 0 && paths.size <= maxEditorPaths && [...paths].some(isOpen)) {
      timer = setTimeout(flush, remainingMs);
      return;
    }
    timer = undefined;
    const change = isUnknown ? null : { paths: [...paths], isListing };
    paths = new Set();
    isListing = false;
    isUnknown = false;
    onChange(change, sinceMs);
  }

  return {
    add(path, isListed) {
      paths.add(path);
      isListing ||= isListed;
      wait();
    },
    addAll() {
      isUnknown = true;
      wait();
    },
    close: () => clearTimeout(timer),
  };
}

/** Watches a folder whenever it is there. */
function keepWatching(
  { folder, name }: WatchedFolder,
  batch: Batch,
  onProblem: (message: string) => void,
  watchOne: WatchFolder,
): Watcher {
  let watch: FolderWatch | null = null;
  let isClosed = false;
  let search: NodeJS.Timeout | undefined;
  const isThere = isFolder(folder);
  const ready = isThere ? start() : Promise.resolve();
  if (!isThere) searchLater();

  async function start(): Promise<void> {
    watch = watchOne(folder, {
      onEvent(path, isListed) {
        const steps = relative(folder, path).split(sep);
        batch.add([name, ...steps.filter((step) => step !== '')].join('/'), isListed);
      },
      onLost: () => void restart(),
      onProblem,
    });
    await watch.ready;
  }

  /** Closed first: chokidar shares what it watches with by path, the dead with the new. */
  async function restart(): Promise<void> {
    await watch?.close();
    watch = null;
    if (isClosed) return;
    batch.addAll();
    if (!isFolder(folder)) return searchLater();
    await start();
    // What happened before it was watched no event told.
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
