// The watcher's thread: chokidar looks at every file of a folder whenever one of them changes, and whoever builds the page must not wait
// for that. Both ends are in this file. The thread decides nothing; what it sees it says at once, all of one moment in one message.

import { existsSync } from 'node:fs';
import { parentPort, Worker } from 'node:worker_threads';
import { type FolderEvents, type FolderWatch, type WatchFolder, watchFolder } from './folder-watch.ts';

type Order =
  | { readonly type: 'watch'; readonly id: number; readonly folder: string }
  | { readonly type: 'close'; readonly id: number };

type Seen = readonly [path: string, isListed: boolean];

type Report =
  | { readonly type: 'events'; readonly id: number; readonly seen: readonly Seen[] }
  | { readonly type: 'problem'; readonly id: number; readonly message: string }
  | { readonly type: 'lost' | 'ready' | 'closed'; readonly id: number };

/** What the thread is asked to watch, by number. */
interface Watched extends FolderEvents {
  readonly onReady: () => void;
  readonly onClosed: () => void;
}

/** How often a thread that failed is started again. */
const maxDeaths = 3;

/** Watches folders in a thread, which is started with the first and ends with the last. Where its module is not compiled, as in tests, all is watched here. */
export function watchInThread(file = new URL('watcher.mjs', import.meta.url)): WatchFolder {
  if (!existsSync(file)) return watchFolder;
  const watched = new Map<number, Watched>();
  let worker: Worker | null = null;
  let last = 0;
  let deaths = 0;

  function started(): Worker {
    if (worker) return worker;
    const fresh = new Worker(file);
    worker = fresh;
    fresh.on('message', (report: Report) => take(report));
    fresh.on('error', (cause: Error) => {
      const hint = deaths < maxDeaths ? 'it is started again' : 'start `dev` again';
      const [any] = watched.values();
      any?.onProblem(`the watcher failed, ${hint}: ${cause.message}`);
    });
    fresh.on('exit', () => {
      if (worker !== fresh) return;
      worker = null;
      // Of one that is gone nothing more is to be waited for, and it may have missed anything.
      const orphans = [...watched.values()];
      for (const { onReady, onClosed } of orphans) for (const settle of [onReady, onClosed]) settle();
      if (deaths++ < maxDeaths) for (const { onLost } of orphans) onLost();
    });
    return fresh;
  }

  function take(report: Report): void {
    const events = watched.get(report.id);
    if (!events) return;
    if (report.type === 'events') for (const [path, isListed] of report.seen) events.onEvent(path, isListed);
    else if (report.type === 'problem') events.onProblem(report.message);
    else if (report.type === 'lost') events.onLost();
    else if (report.type === 'ready') events.onReady();
    else events.onClosed();
  }

  return (folder, events): FolderWatch => {
    const id = ++last;
    let onReady = (): void => {};
    let onClosed = (): void => {};
    const ready = new Promise<void>((resolve) => {
      onReady = resolve;
    });
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    watched.set(id, { ...events, onReady, onClosed });
    const order: Order = { type: 'watch', id, folder };
    started().postMessage(order, []);
    return {
      ready,
      async close() {
        const order: Order = { type: 'close', id };
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

/** The thread's end. */
export function answerOrders(): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const watches = new Map<number, FolderWatch>();
  const tell = (report: Report) => port.postMessage(report);
  port.on('message', (order: Order) => {
    const { id } = order;
    if (order.type === 'close') {
      void watches
        .get(id)
        ?.close()
        .then(() => tell({ type: 'closed', id }));
      watches.delete(id);
      return;
    }
    let seen: Seen[] = [];
    const watch = watchFolder(order.folder, {
      onEvent(path, isListed) {
        if (seen.push([path, isListed]) > 1) return;
        setImmediate(() => {
          tell({ type: 'events', id, seen });
          seen = [];
        });
      },
      onLost: () => tell({ type: 'lost', id }),
      onProblem: (message) => tell({ type: 'problem', id, message }),
    });
    watches.set(id, watch);
    void watch.ready.then(() => tell({ type: 'ready', id }));
  });
}
