// A site's folder → a session on it: where its templates come from and where its cache lies.

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
import { cacheFolder, tidyFor } from './cache/site-caches.ts';
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
  /** Whether sizes and time stamps may stand for contents. */
  readonly isTrusting: boolean;
  /** Whether nothing kept from earlier runs may be used. */
  readonly isFresh: boolean;
  /** False for a session that leaves nothing behind; default: true. */
  readonly isKept?: boolean;
  /** Whether what is made will be written; default: false. */
  readonly isWritten?: boolean;
  /** Whether builds follow one another; default: false. */
  readonly isRepeated?: boolean;
  /** Worker threads for parsing; null: as many as pay. */
  readonly workers: number | null;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Site {
  readonly session: BuildSession;
  readonly stats: StatCache;
  /** Absolute folder that stands for `templates/`. */
  readonly templates: string;
  /** Where the tool itself lies. */
  readonly toolRoot: string;
  /** Lets go of the cache. */
  close(): void;
}

export function openSite(options: SiteOptions): Site {
  const tool = toolIdentity();
  const cache = cacheFolder(options.root, tool.toolRoot);
  if (options.isKept !== false) tidyFor(cache, options.root);
  // Not compiled in tests.
  const thread = new URL('spool-thread.mjs', import.meta.url);
  const spool =
    options.isWritten && options.isKept !== false
      ? openSpool({ folder: join(cache, 'spool'), thread: existsSync(thread) ? thread : null })
      : null;
  const stats = openStatCache(join(cache, 'stats'), options.isTrusting);
  const templates = templatesOf(options.root, tool.toolRoot);
  const nowMs = nowFrom(process.env['SOURCE_DATE_EPOCH']);
  // Formats that change with Node or ICU are part of what a value depends on.
  const namespace = `${tool.tool} ${process.versions.icu ?? ''}`;
  const disk =
    options.isKept === false
      ? null
      : openDiskStore<Diagnostic>({
          folder: join(cache, 'store'),
          namespace,
          isFresh: options.isFresh,
        });
  const store = disk ?? memoryStore<Diagnostic>();
  const parse = parseInPool({ workers: options.workers, cores: availableParallelism() });
  const made = openGeneratedFiles({
    folder: options.isKept === false ? null : join(cache, 'made'),
    isFresh: options.isFresh,
    stats,
  });
  const keptIn = (name: string) =>
    openToolCache({
      folder: tool.kept && join(tool.kept, name),
      tool: namespace,
      isFresh: options.isFresh,
      isKept: options.isKept !== false,
    });
  const themes = cachedThemes(keptIn('themes'));
  const decode = openSettings(keptIn('settings'));
  const session = openSession({
    ...options,
    ...themes,
    decode,
    templates,
    stats,
    nowMs,
    store,
    parse,
    generated: made,
    ...(spool && { spool }),
  });
  const close = () => {
    spool?.clear();
    disk?.close();
  };
  return { session, stats, templates, toolRoot: tool.toolRoot, close };
}

/** Where a site's own theme stands, if it has one. */
export function ownTemplates(root: string): string {
  return join(root, 'templates');
}

/** The folder that stands for `templates/`: the site's own, or the tool's. */
export function templatesOf(root: string, toolRoot: string): string {
  const own = ownTemplates(root);
  return realDisk.stat(own) !== null ? own : join(toolRoot, 'templates');
}

interface ToolIdentity {
  readonly toolRoot: string;
  /** Changes whenever the tool's code, its dependencies or Node do. */
  readonly tool: string;
  /** Where what any process made of a site's files is kept: beside the compiled tool; null where that is not compiled. */
  readonly kept: string | null;
}

/** Written by the launcher beside the compiled code. Where it is missing (in tests) the sources themselves are the tool. */
function toolIdentity(): ToolIdentity {
  try {
    const identity = JSON.parse(readFileSync(new URL('identity.json', import.meta.url), 'utf8')) as ToolIdentity;
    return { ...identity, kept: fileURLToPath(new URL('kept', import.meta.url)) };
  } catch {
    return { toolRoot: fileURLToPath(new URL('../..', import.meta.url)), tool: 'sources', kept: null };
  }
}

/** The one moment called "now": `SOURCE_DATE_EPOCH` in seconds where it is set, as reproducible-builds.org defines it. */
function nowFrom(epoch: string | undefined): number {
  const seconds = epoch !== undefined && /^\d+$/.test(epoch) ? Number(epoch) : null;
  return seconds === null ? Date.now() : seconds * 1000;
}
