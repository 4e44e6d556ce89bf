// The site as `dev` serves it: each page in its last good state. Rebuilds it when files change; two builds must never run at the same time.

import { setTimeout as pause } from 'node:timers/promises';
import { StaleLeaf } from '../../engine/graph/failures.ts';
import { type Diagnostic, error, isError } from '../../model/diagnostic.ts';
import type { BuildResult, BuildSession } from '../../pipeline/build-session.ts';
import { isGeneratedImage } from '../../pipeline/images/generated-images.ts';
import { ChangedWhileRead, type FileChanges } from '../../pipeline/inputs/site-files.ts';
import { bucketTeasers } from '../../pipeline/rule-values/page-buckets.ts';
import { digestOfFile } from '../../pipeline/rule-values/planned-file.ts';
import type { ManifestFile, PlannedFile } from '../../pipeline/rule-values/rule-types.ts';
import { outputPathOf } from '../../site/addresses.ts';
import { pageAt } from '../../site/routes/route-index.ts';
import { digestOf } from '../../text/digest.ts';
import { computeInSlices } from './first-paint.ts';
import { openMoves } from './moves.ts';

export interface LiveSite {
  /** Resolves when the first build is complete, or has failed. */
  readonly ready: Promise<void>;
  /** Resolves when files can be read: before the first build is complete, as soon as single pages can be printed. */
  answerable(): Promise<void>;
  /** The number of the site's state: it increases when any file changes. */
  revision(): number;
  /** The path in the site's address, with which links on the 404 page start: `/blog`, or empty. */
  base(): string;
  has(path: string): boolean;
  /** Whether the last build had a page with this path, such as `content/posts/a.md`. */
  isPage(path: string): boolean;
  /** A file of `dist/` with its revision, null if there is none. Waits for the running build if it must. */
  read(path: string): Promise<Served | null>;
  /** The same without waiting; null if the file is not available immediately. */
  peek(path: string): Served | null;
  /** Digest of what `read` would return; null if there is none. */
  digest(path: string): string | null;
  /** Host names that the settings allow, `dev: {hosts: …}`; empty until the settings have been read. */
  allowedHosts(): readonly string[];
  /** Errors of the last build. */
  problems(): readonly Diagnostic[];
  /** Text of a file that a diagnostic points into; null if it is changing right now. */
  textOf(path: string): string | null;
  /** Whether a build is running. */
  isBusy(): boolean;
  /** The new address of a page that was at this address, null if it is not known. */
  movedTo(url: string): string | null;
  /** Builds after the running build, with this change or, without one, by reading everything again. Never rejects. */
  rebuild(change?: FileChanges): Promise<void>;
  /** Stops building. Returns whether the last build is complete, so that it may be saved. */
  close(): boolean;
}

/** A file as it was last printed or read. */
interface MadeFile {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

export interface Served extends MadeFile {
  readonly revision: number;
}

export interface LiveEvents {
  /** Paths of the pages that are open in a browser: printed before all others. */
  openPages(): readonly string[];
  /** Called after each build, and for open pages as soon as they are printed. */
  onUpdate(): void;
  /** `isNext`: another build follows immediately. */
  onBuilt(result: BuildResult, durationMs: number, isNext: boolean): void;
  /** Called if the tool itself failed; the site stays as it was. */
  onFailed(cause: unknown): void;
}

/** A browser that opens as the server starts has this long to request a page before the whole site is computed. */
const firstRequestMs = 50;
/** How long to wait after a file changed while it was read. */
const retryMs = 50;
/** A new mistake may come from a half-written file: the editor has this long to write the rest before it is shown. */
const newMistakeMs = 40;
/** Builds with new mistakes that may be postponed in a row, so that they are shown even if files keep changing. */
const maxPostponed = 5;
/** How often a request is tried again because files changed. */
const maxReads = 5;

/** Builds immediately. `idleMs` after the last change reads everything again, in case an event was missed. */
export function openLiveSite(session: BuildSession, idleMs: number, events: LiveEvents): LiveSite {
  let files = new Map<string, ManifestFile>();
  /** Errors of the last build, and those together with errors of images that were requested since. */
  let built: readonly Diagnostic[] = [];
  let diagnostics: readonly Diagnostic[] = [];
  /** Paths of all pages in the last build. */
  let pages: readonly string[] = [];
  /** Builds in a row whose new mistakes were not shown. */
  let postponed = 0;
  let revision = 1;
  const moves = openMoves();
  /** Last good bytes of the files that were requested: the engine has only the current state. */
  const lastGoodFiles = new Map<string, MadeFile>();
  /** Generated images that failed when they were requested, by path. */
  const failedImages = new Map<string, { digest: string; found: readonly Diagnostic[] }>();
  let pending: FileChanges | 'all' | null = null;
  let running: Promise<void> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isComplete = false;
  let hasBuilt = false;
  /** Whether the running build has parsed its pages, so that single files can be computed. */
  let isAnswerable = false;
  /** Callers that wait until it has. */
  const waiters: (() => void)[] = [];

  const first = rebuild();

  function rebuild(change?: FileChanges): Promise<void> {
    // After a failed build it is not known what it left undone, so everything is read again.
    pending = merged(pending, change && (isComplete || running) ? change : 'all');
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  }

  async function work(): Promise<void> {
    while (pending !== null) {
      if (isClosed) return;
      const change: FileChanges | undefined = pending === 'all' ? undefined : pending;
      pending = null;
      clearTimeout(idle);
      try {
        isComplete = false;
        await buildOnce(change);
        if (change && !isClosed) idle = setTimeout(() => void rebuild(), idleMs).unref();
      } catch (cause) {
        if (isClosed) return;
        const isRecovered = session.discardCache(cause);
        pending = cause instanceof ChangedWhileRead || isRecovered ? 'all' : pending && 'all';
        if (isRecovered) continue;
        if (cause instanceof ChangedWhileRead) await pause(retryMs);
        else fail(cause);
      }
    }
  }

  async function buildOnce(change: FileChanges | undefined): Promise<void> {
    const startedMs = performance.now();
    const result = await session.build(change, computeSite);
    if (hasBuilt && postponed < maxPostponed && isWorse(result)) {
      if (pending === null) await pause(newMistakeMs);
      if (isClosed) return;
      if (pending !== null) {
        postponed++;
        return;
      }
    }
    postponed = 0;
    adopt(result);
    isComplete = true;
    // Tabs first: the report includes how long they waited.
    events.onUpdate();
    events.onBuilt(result, performance.now() - startedMs, pending !== null);
  }

  /** Whether there are errors that were not shown before. */
  function isWorse(result: BuildResult): boolean {
    const known = new Set(built.map((each) => JSON.stringify(each)));
    return result.diagnostics.some((one) => isError(one) && !known.has(JSON.stringify(one)));
  }

  function fail(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    const hint = 'see the terminal for details; save any file to try again';
    built = [error('dev/failed', `the site could not be built: ${message}`, null, { hint })];
    collectProblems();
    events.onFailed(cause);
    events.onUpdate();
  }

  /** Prints open pages first, then pages that are requested meanwhile, and all others in between. */
  async function computeSite(): Promise<void> {
    showOpenPages();
    isAnswerable = true;
    for (const resolve of waiters.splice(0)) resolve();
    if (!hasBuilt) await pause(firstRequestMs);
    try {
      await computeInSlices(session, () => !isClosed);
    } finally {
      isAnswerable = false;
    }
    if (isClosed) throw new Error('the server was closed during the build');
  }

  /** Prints and shows open pages before the whole site is computed. */
  function showOpenPages(): void {
    const isChanged = events.openPages().filter(remakeIfChanged).length > 0;
    if (!isChanged) return;
    revision++;
    events.onUpdate();
  }

  /** Prints a page if it has changed; returns whether it has. */
  function remakeIfChanged(path: string): boolean {
    const file = files.get(path);
    if (file?.kind !== 'output') return false;
    try {
      // If nothing is at the address any more, the end of the build decides what happened to the page.
      if (session.engine.get(session.rules.route, file.source) === null) return false;
      const digest = session.engine.get.digest(session.rules.output, file.source);
      if (digest === file.digest || isBad(file)) return false;
      makeFile({ ...file, digest });
      files.set(path, { ...file, digest });
      return true;
    } catch {
      // The build itself gets the same error and handles it.
      return false;
    }
  }

  function adopt(result: BuildResult): void {
    const next = new Map(result.manifest.map((file) => [file.path, lastGood(file)]));
    const catalog = session.engine.get(session.rules.catalog, '');
    keepBroken(catalog.broken, next);
    keepTheme(next);
    const teaserOf = bucketTeasers(session.engine.get, session.rules.bucket);
    moves.update(catalog, (path) => teaserOf(path).title);
    pages = session.engine.get(session.rules.pages, '');
    // During the first build only files that were requested can have changed.
    const isChanged = hasBuilt
      ? next.size !== files.size || [...next].some(([path, { digest }]) => files.get(path)?.digest !== digest)
      : [...files].some(([path, { digest }]) => next.get(path)?.digest !== digest);
    hasBuilt = true;
    files = next;
    for (const [path, { digest }] of lastGoodFiles) if (next.get(path)?.digest !== digest) lastGoodFiles.delete(path);
    for (const [path, { digest }] of failedImages) if (next.get(path)?.digest !== digest) failedImages.delete(path);
    built = result.diagnostics.filter(isError);
    collectProblems();
    if (isChanged) revision++;
  }

  function collectProblems(): void {
    const known = new Map([...failedImages.values()].flatMap(({ found }) => found).map((one) => [one.message, one]));
    diagnostics = [...built, ...known.values()];
  }

  /** A page with errors stays in its last good state, if that was requested before. */
  function lastGood(file: ManifestFile): ManifestFile {
    const before = files.get(file.path);
    return before && lastGoodFiles.get(file.path)?.digest === before.digest && isBad(file) ? before : file;
  }

  /** A page whose front matter broke has no address; until it is fixed it stays at its last one. */
  function keepBroken(broken: readonly string[], next: Map<string, ManifestFile>): void {
    const urls = new Set(broken.map((path) => moves.urlOf(path)));
    for (const [path, file] of files)
      if (!next.has(path) && lastGoodFiles.has(path) && urls.has(file.source)) next.set(path, file);
  }

  /** If the theme no longer compiles, pages keep its last good files, which the engine no longer has. */
  function keepTheme(next: Map<string, ManifestFile>): void {
    const isBroken = session.engine.get(session.rules.theme, '') === null;
    for (const file of isBroken ? files.values() : next.values()) {
      if (file.kind !== 'theme') continue;
      if (isBroken) next.set(file.path, file);
      else if (lastGoodFiles.get(file.path)?.digest !== file.digest) makeFile(file);
    }
  }

  /** Whether the page's own text, links or template have errors. */
  function isBad({ kind, source }: ManifestFile): boolean {
    if (kind !== 'output') return false;
    const { engine, rules } = session;
    const path = pageAt(engine.get(rules.route, source));
    const own = path === null ? [] : engine.notesOf([rules.page, path]);
    return [...engine.notesOf([rules.output, source]), ...own, ...engine.notesOf([rules.theme, ''])].some(isError);
  }

  /** Makes a file from the engine's current state; throws if the file belongs to another state. */
  function makeFile(file: ManifestFile): MadeFile {
    const known = lastGoodFiles.get(file.path);
    if (known?.digest === file.digest) return known;
    const made = { bytes: session.bytesOf(file), digest: file.digest };
    if (digestOf(made.bytes) !== made.digest) throw new ChangedWhileRead(file.source);
    lastGoodFiles.set(file.path, made);
    return made;
  }

  async function read(path: string): Promise<Served | null> {
    for (let failures = 0; ; ) {
      const file = files.get(path);
      const known = lastGoodFiles.get(path);
      if (file && known?.digest === file.digest && !isAnswerable) return { ...known, revision };
      if (!file && hasBuilt && !isAnswerable) return null;
      if (running) {
        const served = readDuringBuild(path);
        if (served) return served;
        // During a build the engine is between two states.
        await (isAnswerable ? running : nextState());
        continue;
      }
      if (!file) return null;
      try {
        if (isGeneratedImage(file)) return await readImage(file);
        return { ...makeFile(file), revision };
      } catch (cause) {
        const isTemporary =
          session.discardCache(cause) || cause instanceof ChangedWhileRead || cause instanceof StaleLeaf;
        if (!isTemporary || ++failures === maxReads) throw cause;
        await rebuild();
      }
    }
  }

  /** Resolves when the running build can answer requests, or is done. */
  async function nextState(): Promise<void> {
    await Promise.race([running, new Promise<void>((resolve) => waiters.push(resolve))]);
  }

  /** A file as the running build will have it; null if that is not known yet. */
  function readDuringBuild(path: string): Served | null {
    if (!isAnswerable) return null;
    try {
      if (files.get(path)?.kind === 'output') {
        if (remakeIfChanged(path)) revision++;
      } else {
        const { engine, rules } = session;
        const source = sourceAt(path);
        if (source === null || isGeneratedImage(source)) return null;
        const digest = digestOfFile(engine.get, rules, source);
        if (hasBuilt && files.get(path)?.digest !== digest) revision++;
        files.set(path, { path, ...source, digest });
      }
      const file = files.get(path);
      return file ? { ...makeFile(file), revision } : null;
    } catch {
      // The build itself gets the same error and handles it.
      return null;
    }
  }

  function sourceAt(path: string): PlannedFile | null {
    return session.engine.get(session.rules.fileAt, path);
  }

  async function readImage(file: ManifestFile): Promise<Served | null> {
    const { value: bytes, diagnostics: found } = await session.images.bytesOf(file);
    if (bytes !== null) return { bytes, digest: file.digest, revision };
    if (files.get(file.path)?.digest === file.digest && !failedImages.has(file.path)) {
      failedImages.set(file.path, { digest: file.digest, found });
      collectProblems();
      events.onUpdate();
    }
    return null;
  }

  return {
    ready: first,
    async answerable() {
      if (!hasBuilt && !isAnswerable && running) await nextState();
    },
    revision: () => revision,
    base() {
      const { url } = session.engine.get(session.rules.inputs.site, '');
      return url === null ? '' : new URL(url).pathname.replace(/\/+$/, '');
    },
    allowedHosts: () => (hasBuilt || isAnswerable ? session.engine.get(session.rules.inputs.site, '').devHosts : []),
    has(path) {
      try {
        return files.has(path) || (isAnswerable && sourceAt(path) !== null);
      } catch {
        // The build itself gets the same error, and reports it at its end.
        return false;
      }
    },
    isPage: (path) => pages.includes(path),
    digest: (path) => files.get(path)?.digest ?? null,
    read,
    peek(path) {
      const file = files.get(path);
      try {
        return file ? { ...makeFile(file), revision } : null;
      } catch {
        void rebuild();
        return null;
      }
    },
    problems: () => diagnostics,
    textOf(path) {
      try {
        return session.textOf(path);
      } catch {
        return null;
      }
    },
    isBusy: () => running !== null,
    movedTo: (url) => moves.targetOf(url),
    rebuild,
    close() {
      isClosed = true;
      clearTimeout(idle);
      return isComplete;
    },
  };
}

/** Path in `dist/` of the page at an address. */
export function pathOfPage(url: string): string {
  return outputPathOf(url.endsWith('/') || /\.[a-z0-9]+$/i.test(url) ? url : `${url}/`);
}

function merged(before: FileChanges | 'all' | null, next: FileChanges | 'all'): FileChanges | 'all' {
  if (before === null) return next;
  if (before === 'all' || next === 'all') return 'all';
  return {
    paths: [...new Set([...before.paths, ...next.paths])],
    isListingChanged: before.isListingChanged || next.isListingChanged,
  };
}
