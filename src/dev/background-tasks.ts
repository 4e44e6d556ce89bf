// What `dev` does for as long as it runs, once the first page had time to go out: watches, looks at what happened before it did, and
// practises. In a module of its own, so that what it needs is loaded no sooner.

import type { BuildSession } from '../pipeline/build-session.ts';
import { startCompiler } from '../theme/start-compiler.ts';
import type { DevServer } from './server/server.ts';
import { warmUp } from './warm-up.ts';
import { type WatchEvents, type WatchedFolder, watchFolders } from './watch/watch.ts';
import { watchInThread } from './watch/watch-thread.ts';

export interface BackgroundTaskOptions extends Pick<WatchEvents, 'onChange' | 'onProblem'> {
  readonly session: BuildSession;
  readonly server: DevServer;
  readonly folders: readonly WatchedFolder[];
}

/** Returns what ends it. */
export function startBackgroundTasks({
  session,
  server,
  folders,
  onChange,
  onProblem,
}: BackgroundTaskOptions): () => Promise<void> {
  let isClosed = false;
  const isPage = (path: string) => server.site.isPage(path);
  const watcher = watchFolders(folders, { onChange, onProblem, isPage }, watchInThread());
  // What happened before all folders were watched no event told.
  void watcher.ready.then(() => (isClosed ? undefined : server.rebuild()));
  void startCompiler().then(() => warmUp(session, { isBusy: () => server.site.isBusy(), isClosed: () => isClosed }));
  return () => {
    isClosed = true;
    return watcher.close();
  };
}
