// The module of the watcher's thread.

import { runWatchThread } from './watch-thread.ts';

runWatchThread();
