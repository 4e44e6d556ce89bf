// A site's folder → a session: which theme the site has, and where its cache is. It must not read content.

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDiskStore } from '../engine/store/disk-store.ts';
import { memoryStore } from '../engine/store/store.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { realDisk } from '../system/disk.ts';
import { type BuildSession, openSession } from './build-session.ts';
import { openGeneratedFiles } from './cache/generated-files.ts';
import { openSettings } from './cache/settings-cache.ts';
import { cacheFolder, pruneSiteCaches } from './cache/site-caches.ts';
import { cachedThemes } from './cache/theme-cache.ts';
import { openToolCache } from './cache/tool-cache.ts';
import { openStatCache, type StatCache } from './inputs/stat-cache.ts';
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
  /** Worker threads for parsing; null: chosen automatically. */
  readonly workers: number | null;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Site {
  readonly session: BuildSession;
  readonly stats: StatCache;
  /** Absolute folder that is used as `templates/`. */
  readonly templates: string;
  /** Absolute folder of the tool itself. */
  readonly toolRoot: string;
  /** Closes the cache. */
  close(): void;
}

export function openSite(options: SiteOptions): Site {
  const tool = toolIdentity();
  const cache = cacheFolder(options.root, tool.toolRoot);
  if (options.isCached !== false) pruneSiteCaches(cache, options.root);
  // Not compiled in tests.
  const thread = new URL('spool-thread.mjs', import.meta.url);
  const spool =
    options.isPublished && options.isCached !== false
      ? openSpool({ folder: join(cache, 'spool'), thread: existsSync(thread) ? thread : null })
      : null;
  const stats = openStatCache(join(cache, 'stats'), options.isTrusting);
  const templates = templatesOf(options.root, tool.toolRoot);
  const nowMs = nowFrom(process.env['SOURCE_DATE_EPOCH']);
  // Values depend on formats of Node and ICU.
  const namespace = `${tool.tool} ${process.versions.icu ?? ''}`;
  const disk =
    options.isCached === false
      ? null
      : openDiskStore<Diagnostic>({
          folder: join(cache, 'store'),
          namespace,
          isFresh: options.isFresh,
        });
  const store = disk ?? memoryStore<Diagnostic>();
  const parse = parseInPool({ workers: options.workers, cores: availableParallelism() });
  const generated = openGeneratedFiles({
    folder: options.isCached === false ? null : join(cache, 'made'),
    isFresh: options.isFresh,
    stats,
  });
  const toolCache = (name: string) =>
    openToolCache({
      folder: tool.cacheFolder && join(tool.cacheFolder, name),
      tool: namespace,
      isFresh: options.isFresh,
      mayWrite: options.isCached !== false,
    });
  const themes = cachedThemes(toolCache('themes'));
  const decode = openSettings(toolCache('settings'));
  const session = openSession({
    ...options,
    ...themes,
    decode,
    templates,
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
  return { session, stats, templates, toolRoot: tool.toolRoot, close };
}

/** The folder of a site's own theme, which may not exist. */
export function ownTemplates(root: string): string {
  return join(root, 'templates');
}

/** The folder that is used as `templates/`: the site's own, or the tool's. */
export function templatesOf(root: string, toolRoot: string): string {
  const own = ownTemplates(root);
  return realDisk.stat(own) !== null ? own : join(toolRoot, 'templates');
}

interface ToolIdentity {
  readonly toolRoot: string;
  /** Changes whenever the tool's code, its dependencies or Node do. */
  readonly tool: string;
  /** The tool's cache, next to the compiled tool; null if it runs from its sources. */
  readonly cacheFolder: string | null;
}

/** The launcher writes it next to the compiled code. If it is missing (in tests) the tool runs from its sources. */
function toolIdentity(): ToolIdentity {
  try {
    const identity = JSON.parse(readFileSync(new URL('identity.json', import.meta.url), 'utf8')) as ToolIdentity;
    return { ...identity, cacheFolder: fileURLToPath(new URL('kept', import.meta.url)) };
  } catch {
    return { toolRoot: fileURLToPath(new URL('../..', import.meta.url)), tool: 'sources', cacheFolder: null };
  }
}

/** The time called "now": `SOURCE_DATE_EPOCH` in seconds if it is set, as reproducible-builds.org defines it. */
function nowFrom(epoch: string | undefined): number {
  const seconds = epoch !== undefined && /^\d+$/.test(epoch) ? Number(epoch) : null;
  return seconds === null ? Date.now() : seconds * 1000;
}
