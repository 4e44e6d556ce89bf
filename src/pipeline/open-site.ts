// A site's folder → a session: which theme the site has, and where its cache is. It must not read content.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openDiskStore } from '../engine/store/disk-store.ts';
import { memoryStore } from '../engine/store/store.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runningTool } from '../system/tool.ts';
import type { ThreadUse } from '../system/worker-pool.ts';
import { type BuildSession, openSession } from './build-session.ts';
import { cacheFolder, pruneSiteCaches } from './cache/cache-folders.ts';
import { type GeneratedFiles, openGeneratedFiles } from './cache/generated-files.ts';
import { openPlugins } from './cache/plugin-cache.ts';
import { openSettings } from './cache/settings-cache.ts';
import { cachedThemes, openShippedTheme } from './cache/theme-cache.ts';
import { openToolCache } from './cache/tool-cache.ts';
import { openStatCache, type StatCache } from './inputs/stat-cache.ts';
import { type ThemeFolders, themeFolders } from './inputs/theme-folders.ts';
import { openSpool } from './output/output-spool.ts';
import { parseInPool } from './parse/parse-pool.ts';

export interface SiteOptions {
  /** Absolute. */
  readonly root: string;
  readonly drafts: boolean;
  readonly future: boolean;
  readonly url: string | null;
  /** Whether a file with the same size and times counts as unchanged without being read. */
  readonly isTrusting: boolean;
  /** Whether all caches are ignored. */
  readonly isFresh: boolean;
  /** False for a session that writes no cache; default: true. */
  readonly isCached?: boolean;
  /** Whether the output will be written; default: false. */
  readonly isPublished?: boolean;
  /** Whether many builds follow; default: false. */
  readonly isRepeated?: boolean;
  /** Whether each page is parsed twice, to find plugins that return something else the second time; default: false. */
  readonly parsesTwice?: boolean;
  /** Worker threads for parsing; null: chosen automatically. */
  readonly workers: number | null;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Site {
  readonly session: BuildSession;
  readonly stats: StatCache;
  /** Cache of compressed files of the output. */
  readonly compressed: GeneratedFiles;
  readonly theme: ThemeFolders;
  /** Absolute folder of the tool itself. */
  readonly toolRoot: string;
  /** Another process that writes the cache, such as `octavo dev`, so that this one saves nothing; null if there is none. */
  readonly cacheWriter: number | null;
  /** What the threads that parsed pages did, in the order in which they ended. */
  readonly threads: readonly ThreadUse[];
  /** Closes the cache. */
  close(): void;
}

export function openSite(options: SiteOptions): Site {
  const tool = runningTool();
  const cache = cacheFolder(options.root, tool.root, tool.isInstalled);
  if (options.isCached !== false) pruneSiteCaches(cache, options.root);
  // Not compiled in tests.
  const thread = new URL('spool-thread.mjs', import.meta.url);
  const spool =
    options.isPublished && options.isCached !== false
      ? openSpool({ folder: join(cache, 'spool'), thread: existsSync(thread) ? thread : null })
      : null;
  const stats = openStatCache(join(cache, 'stats'), options.isTrusting);
  const theme = themeFolders(options.root, tool.root);
  const nowMs = nowFrom(process.env['SOURCE_DATE_EPOCH']);
  // Formats that change with Node or ICU are part of what a value depends on.
  const namespace = `${tool.identity} ${process.versions.icu ?? ''}`;
  const disk =
    options.isCached === false
      ? null
      : openDiskStore<Diagnostic>({
          folder: join(cache, 'store'),
          namespace,
          isFresh: options.isFresh,
        });
  const store = disk ?? memoryStore<Diagnostic>();
  const threads: ThreadUse[] = [];
  const parse = parseInPool({
    workers: options.workers,
    cores: availableParallelism(),
    onThreadEnd: (use) => void threads.push(use),
  });
  const madeFiles = (name: string) =>
    openGeneratedFiles({
      folder: options.isCached === false ? null : join(cache, name),
      isFresh: options.isFresh,
      stats,
    });
  const generated = madeFiles('made');
  const toolCache = (name: string) =>
    openToolCache({
      folder: tool.kept && join(tool.kept, name),
      tool: namespace,
      isFresh: options.isFresh,
      mayWrite: options.isCached !== false,
    });
  const shipped = tool.isInstalled ? openShippedTheme(join(tool.root, 'tool', 'theme.json')) : null;
  const themes = cachedThemes(toolCache('themes'), undefined, shipped);
  const decode = openSettings(toolCache('settings'));
  const { root, parsesTwice = false } = options;
  const loadPlugins = openPlugins({ root, parsesTwice, cache: toolCache('plugins') });
  const session = openSession({
    ...options,
    ...themes,
    decode,
    loadPlugins,
    ...theme,
    stats,
    nowMs,
    store,
    parse,
    generated,
    ...(spool && { spool }),
  });
  const close = () => {
    spool?.clear();
    disk?.close();
  };
  const cacheWriter = disk?.otherWriter ?? null;
  return {
    session,
    stats,
    compressed: madeFiles('compressed'),
    theme,
    toolRoot: tool.root,
    cacheWriter,
    threads,
    close,
  };
}

/** The time called "now": `SOURCE_DATE_EPOCH` in seconds if it is set, as reproducible-builds.org defines it. */
function nowFrom(epoch: string | undefined): number {
  const seconds = epoch !== undefined && /^\d+$/.test(epoch) ? Number(epoch) : null;
  return seconds === null ? Date.now() : seconds * 1000;
}
