// The entry module of the watcher thread. Must never do anything but start it.

import { runWatchThread } from './watch-thread.ts';

runWatchThread();
