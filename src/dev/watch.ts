// The door to chokidar: what happens in a site's folders → settled sets of paths. Events are hints; whoever gets them reads again.

import { relative, sep } from 'node:path';
import { watch as chokidar } from 'chokidar';
import { isIgnored } from '../build/ignored.ts';
import { type Change, codeOf } from '../build/world.ts';

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

/** Long enough for an editor's rename to be one change, short enough not to be felt. */
const settleMs = 12;

/** Calls `onChange` with everything that happened since the last call, once nothing has happened for a moment. */
export function watchFolders(
  folders: readonly WatchedFolder[],
  onChange: (change: Change) => void,
  onProblem: (message: string) => void,
): Watcher {
  const watcher = chokidar(
    folders.map(({ folder }) => folder),
    {
      ignoreInitial: true,
      followSymlinks: false,
      atomic: false,
      ignored: (path) => isIgnored(path.slice(path.lastIndexOf(sep) + 1)),
    },
  );
  const paths = new Set<string>();
  let isListing = false;
  let timer: NodeJS.Timeout | undefined;

  watcher.on('all', (event, path) => {
    const home = folders.find(({ folder }) => path === folder || path.startsWith(folder + sep));
    if (!home) return;
    paths.add([home.name, ...relative(home.folder, path).split(sep)].join('/'));
    if (event !== 'change') isListing = true;
    clearTimeout(timer);
    timer = setTimeout(flush, settleMs);
  });
  watcher.on('error', (cause) => onProblem(explained(cause)));

  function flush(): void {
    const change = { paths: [...paths], isListing };
    paths.clear();
    isListing = false;
    onChange(change);
  }

  return {
    ready: new Promise((resolve) => watcher.once('ready', () => resolve())),
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

function explained(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (codeOf(cause) !== 'ENOSPC') return `watching files failed: ${message}`;
  return 'the system lets you watch no more files: raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288`';
}
