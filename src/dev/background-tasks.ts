// What `dev` does after the first page: watches folders, rebuilds for changes that happened earlier, and warms up the parser. Must never be
// imported statically by what a start waits for: everything it needs would load with it.

import type { BuildSession } from '../pipeline/build-session.ts';
import { pluginsFile } from '../pipeline/inputs/plugin-inputs.ts';
import { startCompiler } from '../theme/start-compiler.ts';
import type { DevServer } from './server/server.ts';
import { warmUp } from './warm-up.ts';
import { watchPlugins } from './watch/watch-plugins.ts';
import { type WatchEvents, type WatchedFolder, watchFolders } from './watch/watch-site.ts';
import { watchInThread } from './watch/watch-thread.ts';

export interface BackgroundTaskOptions extends Pick<WatchEvents, 'onChange' | 'onProblem' | 'isPolling'> {
  readonly session: BuildSession;
  readonly server: DevServer;
  readonly folders: readonly WatchedFolder[];
}

/** Starts watching and warming up. Returns a function that ends both. */
export function startBackgroundTasks({
  session,
  server,
  folders,
  onChange,
  onProblem,
  isPolling = false,
}: BackgroundTaskOptions): () => Promise<void> {
  let isClosed = false;
  const isPage = (path: string) => server.site.isPage(path);
  const watcher = watchFolders(folders, { onChange, onProblem, isPolling, isPage }, watchInThread());
  const onPluginChange = () => onChange({ paths: [pluginsFile], isListingChanged: false }, performance.now());
  const stopPlugins = watchPlugins(session.pluginFiles, onPluginChange);
  // No event reports changes made before all folders were watched.
  void watcher.ready.then(() => (isClosed ? undefined : server.rebuild()));
  void startCompiler().then(() => warmUp(session, { isBusy: () => server.site.isBusy(), isClosed: () => isClosed }));
  return () => {
    isClosed = true;
    stopPlugins();
    return watcher.close();
  };
}
