// The watcher thread: chokidar checks every file of a folder when one of them changes, and a build must not wait for that. This file has
// both ends. The thread must never decide anything: it reports events at once, those of the same moment in one message.

import { existsSync } from 'node:fs';
import { parentPort, Worker } from 'node:worker_threads';
import { type FolderEvents, type FolderWatch, type WatchFolder, watchFolder } from './folder-watch.ts';

type ThreadCommand =
  | { readonly type: 'watch'; readonly id: number; readonly folder: string; readonly isPolling: boolean }
  | { readonly type: 'close'; readonly id: number };

type SeenEvent = readonly [path: string, isListed: boolean];

type ThreadMessage =
  | { readonly type: 'events'; readonly id: number; readonly seen: readonly SeenEvent[] }
  | { readonly type: 'problem'; readonly id: number; readonly message: string }
  | { readonly type: 'lost' | 'limit' | 'ready' | 'closed'; readonly id: number };

/** The events of a folder that the thread watches. */
interface Watched extends FolderEvents {
  readonly onReady: () => void;
  readonly onClosed: () => void;
}

/** How often a thread that crashed is restarted. */
const maxRestarts = 3;

/**
 * Watches folders in a thread that starts with the first folder and ends with the last. Watches them in this thread if `file` doesn't
 * exist, as in tests, where the thread's module is not compiled.
 */
export function watchInThread(file = new URL('watcher.mjs', import.meta.url)): WatchFolder {
  if (!existsSync(file)) return watchFolder;
  const watched = new Map<number, Watched>();
  let worker: Worker | null = null;
  let lastId = 0;
  let crashes = 0;

  function runningWorker(): Worker {
    if (worker) return worker;
    const newWorker = new Worker(file);
    worker = newWorker;
    newWorker.on('message', (message: ThreadMessage) => handleMessage(message));
    newWorker.on('error', (cause: Error) => {
      const hint = crashes < maxRestarts ? 'it is restarted' : 'restart the dev server';
      const [first] = watched.values();
      first?.onProblem(`the file watcher crashed, ${hint}: ${cause.message}`);
    });
    newWorker.on('exit', () => {
      if (worker !== newWorker) return;
      worker = null;
      // Nothing more comes from the old thread, and it may have missed anything.
      const interrupted = [...watched.values()];
      for (const { onReady, onClosed } of interrupted) for (const settle of [onReady, onClosed]) settle();
      if (crashes++ < maxRestarts) for (const { onLost } of interrupted) onLost();
    });
    return newWorker;
  }

  function handleMessage(report: ThreadMessage): void {
    const events = watched.get(report.id);
    if (!events) return;
    if (report.type === 'events') for (const [path, isListed] of report.seen) events.onEvent(path, isListed);
    else if (report.type === 'problem') events.onProblem(report.message);
    else if (report.type === 'lost') events.onLost();
    else if (report.type === 'limit') events.onLimit();
    else if (report.type === 'ready') events.onReady();
    else events.onClosed();
  }

  return (folder, events, isPolling): FolderWatch => {
    const id = ++lastId;
    let onReady = (): void => {};
    let onClosed = (): void => {};
    const ready = new Promise<void>((resolve) => {
      onReady = resolve;
    });
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    watched.set(id, { ...events, onReady, onClosed });
    const order: ThreadCommand = { type: 'watch', id, folder, isPolling };
    runningWorker().postMessage(order, []);
    return {
      ready,
      async close() {
        const order: ThreadCommand = { type: 'close', id };
        worker?.postMessage(order, []);
        await closed;
        watched.delete(id);
        onReady();
        if (watched.size > 0) return;
        const idle = worker;
        worker = null;
        await idle?.terminate();
      },
    };
  };
}

/** Runs in the thread: carries out commands and sends events back. Throws outside of a worker thread. */
export function runWatchThread(): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const watches = new Map<number, FolderWatch>();
  const send = (report: ThreadMessage) => port.postMessage(report);
  port.on('message', (order: ThreadCommand) => {
    const { id } = order;
    if (order.type === 'close') {
      void watches
        .get(id)
        ?.close()
        .then(() => send({ type: 'closed', id }));
      watches.delete(id);
      return;
    }
    let seen: SeenEvent[] = [];
    const events: FolderEvents = {
      onEvent(path, isListed) {
        if (seen.push([path, isListed]) > 1) return;
        setImmediate(() => {
          send({ type: 'events', id, seen });
          seen = [];
        });
      },
      onLost: () => send({ type: 'lost', id }),
      onLimit: () => send({ type: 'limit', id }),
      onProblem: (message) => send({ type: 'problem', id, message }),
    };
    const watch = watchFolder(order.folder, events, order.isPolling);
    watches.set(id, watch);
    void watch.ready.then(() => send({ type: 'ready', id }));
  });
}
