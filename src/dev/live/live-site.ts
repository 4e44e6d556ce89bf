// The site as `dev` serves it: always the last state that was good, page by page; rebuilt when something changes, one build at a time.

import { setTimeout as pause } from 'node:timers/promises';
import { StaleLeaf } from '../../engine/graph/failures.ts';
import { type Diagnostic, error, isError } from '../../model/diagnostic.ts';
import type { BuildResult, BuildSession } from '../../pipeline/build-session.ts';
import { bucketTeasers } from '../../pipeline/graph/buckets.ts';
import { digestOfFile } from '../../pipeline/graph/file-source.ts';
import type { ManifestFile, PlannedFile } from '../../pipeline/graph/site-rules.ts';
import { isGeneratedImage } from '../../pipeline/images/generated-images.ts';
import { ChangedWhileRead, type FileChanges } from '../../pipeline/inputs/site-files.ts';
import { outputPathOf } from '../../site/addresses.ts';
import { pageAt } from '../../site/routes/route-index.ts';
import { digestOf } from '../../text/digest.ts';
import { computeInSlices } from './first-paint.ts';
import { openMoves } from './moves.ts';

export interface LiveSite {
  /** Resolves when the first build is there, or has failed. */
  readonly ready: Promise<void>;
  /** Resolves when files can be asked for: before the first build is whole, as soon as single pages can be made. */
  answerable(): Promise<void>;
  /** Counts the states of the site: it differs where any file differs. */
  revision(): number;
  /** The path of the site's address, under which links on the page for broken links stand: `/blog`, or empty. */
  base(): string;
  has(path: string): boolean;
  /** Whether there was a page's file at this path, such as `content/posts/a.md`, when the last build was done. */
  isPage(path: string): boolean;
  /** A file of `dist/` with the revision that it belongs to, null where there is none. Waits for the build under way where it must. */
  read(path: string): Promise<Served | null>;
  /** The same without waiting; null where it can't be had at once. */
  peek(path: string): Served | null;
  /** Digest of what `read` would return; null where there is none. */
  digest(path: string): string | null;
  /** Errors of the last build. */
  problems(): readonly Diagnostic[];
  /** Text of a file that a diagnostic points into; null where it is changing right now. */
  textOf(path: string): string | null;
  /** Whether a build is under way. */
  isBusy(): boolean;
  /** Where a page that was at this address has gone, as far as that is known. */
  movedTo(url: string): string | null;
  /** Takes note of a change; builds as soon as the build under way is done. Without a change everything is looked at again. Never rejects. */
  rebuild(change?: FileChanges): Promise<void>;
  /** Builds no more. Says whether the last build was brought to its end, so that it may be saved. */
  close(): boolean;
}

/** A file as it was last made. */
interface Made {
  readonly bytes: Uint8Array;
  readonly digest: string;
}

export interface Served extends Made {
  readonly revision: number;
}

export interface LiveEvents {
  /** Pages that somebody looks at: made before all others. */
  openPages(): readonly string[];
  /** After each build, and for open pages as soon as they are made. */
  onUpdate(): void;
  /** `isNext`: another build follows at once. */
  onBuilt(result: BuildResult, durationMs: number, isNext: boolean): void;
  /** The tool itself failed; the site stays as it was. */
  onFailed(cause: unknown): void;
}

/** Whoever opens a page as the server starts has this long to ask for it before the rest of the site is computed. */
const arrivalMs = 50;
/** How long to wait for files that change faster than they can be read. */
const restlessMs = 50;
/** A mistake that was not there before may be half a file: whoever writes it has so long to go on before it is shown. */
const verdictMs = 40;
/** Somebody who never stops writing is told of mistakes all the same. */
const maxUntold = 5;
/** How often a file is asked for again that changed while it was asked for. */
const maxReads = 5;

/** Builds at once. `idleMs` after a burst of changes everything is looked at once more, for what no event told. */
export function openLiveSite(session: BuildSession, idleMs: number, events: LiveEvents): LiveSite {
  let files = new Map<string, ManifestFile>();
  /** Errors of the last build, and these with those that were found since. */
  let built: readonly Diagnostic[] = [];
  let diagnostics: readonly Diagnostic[] = [];
  /** Files of pages, by the last build. */
  let pages: readonly string[] = [];
  /** How many builds in a row came out with new mistakes of which nobody was told. */
  let untold = 0;
  let revision = 1;
  const moves = openMoves();
  /** Bytes of the last good state: of pages that were asked for, as the engine holds the current state only. */
  const kept = new Map<string, Made>();
  /** Smaller pictures that could not be made, by path: known only once somebody asked for them. */
  const unmade = new Map<string, { digest: string; found: readonly Diagnostic[] }>();
  let pending: FileChanges | 'all' | null = null;
  let running: Promise<void> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isWhole = false;
  let isTaken = false;
  /** Whether the build under way has parsed its pages: single files can be computed then. */
  let isAnswerable = false;
  /** Requests that wait until it has. */
  const waiting: (() => void)[] = [];

  const first = rebuild();

  function rebuild(change?: FileChanges): Promise<void> {
    // What a build left undone is not known: after a failure everything is looked at.
    pending = merged(pending, change && (isWhole || running) ? change : 'all');
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
        isWhole = false;
        await buildOnce(change);
        if (change && !isClosed) idle = setTimeout(() => void rebuild(), idleMs).unref();
      } catch (cause) {
        if (isClosed) return;
        // Anything that was to be looked at still is.
        const isMended = session.discardCache(cause);
        pending = cause instanceof ChangedWhileRead || isMended ? 'all' : pending && 'all';
        if (isMended) continue;
        if (cause instanceof ChangedWhileRead) await pause(restlessMs);
        else fail(cause);
      }
    }
  }

  async function buildOnce(change: FileChanges | undefined): Promise<void> {
    const startedMs = performance.now();
    const result = await session.build(change, computeRest);
    if (isTaken && untold < maxUntold && isWorse(result)) {
      if (pending === null) await pause(verdictMs);
      if (isClosed) return;
      if (pending !== null) {
        untold++;
        return;
      }
    }
    untold = 0;
    take(result);
    isWhole = true;
    // Tabs first: they have waited, and what is said of the build says when they were told.
    events.onUpdate();
    events.onBuilt(result, performance.now() - startedMs, pending !== null);
  }

  /** Whether there are errors that nobody was told of. */
  function isWorse(result: BuildResult): boolean {
    const known = new Set(built.map((one) => JSON.stringify(one)));
    return result.diagnostics.some((one) => isError(one) && !known.has(JSON.stringify(one)));
  }

  function fail(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    const hint = 'the terminal says where; save any file to try again';
    built = [error('dev/failed', `the site could not be built: ${message}`, null, { hint })];
    gather();
    events.onFailed(cause);
    events.onUpdate();
  }

  /** Pages that are open come first, then what is asked for meanwhile, and all others in between. */
  async function computeRest(): Promise<void> {
    pushOpenPages();
    isAnswerable = true;
    for (const answer of waiting.splice(0)) answer();
    if (!isTaken) await pause(arrivalMs);
    try {
      await computeInSlices(session, () => !isClosed);
    } finally {
      isAnswerable = false;
    }
    if (isClosed) throw new Error('nobody waits for this build any more');
  }

  /** Pages that are open are made and shown before the rest of the site is computed. */
  function pushOpenPages(): void {
    const isChanged = events.openPages().filter(isMadeAnew).length > 0;
    if (!isChanged) return;
    revision++;
    events.onUpdate();
  }

  function isMadeAnew(path: string): boolean {
    const file = files.get(path);
    if (file?.kind !== 'output') return false;
    try {
      // An address that stands for nothing now is left to the end of the build, which knows what became of it.
      if (session.engine.get(session.rules.route, file.source) === null) return false;
      const digest = session.engine.get.digest(session.rules.output, file.source);
      if (digest === file.digest || isBad(file)) return false;
      make({ ...file, digest });
      files.set(path, { ...file, digest });
      return true;
    } catch {
      // The build itself meets the same obstacle and knows what to do.
      return false;
    }
  }

  function take(result: BuildResult): void {
    const next = new Map(result.manifest.map((file) => [file.path, lastGood(file)]));
    const catalog = session.engine.get(session.rules.catalog, '');
    keepBroken(catalog.broken, next);
    keepTheme(next);
    const faceOf = bucketTeasers(session.engine.get, session.rules.bucket);
    moves.note(catalog, (path) => faceOf(path).title);
    pages = session.engine.get(session.rules.pages, '');
    // Of a first build only that can have changed which was asked for before it was whole.
    const isChanged = isTaken
      ? next.size !== files.size || [...next].some(([path, { digest }]) => files.get(path)?.digest !== digest)
      : [...files].some(([path, { digest }]) => next.get(path)?.digest !== digest);
    isTaken = true;
    files = next;
    for (const [path, { digest }] of kept) if (next.get(path)?.digest !== digest) kept.delete(path);
    for (const [path, { digest }] of unmade) if (next.get(path)?.digest !== digest) unmade.delete(path);
    built = result.diagnostics.filter(isError);
    gather();
    if (isChanged) revision++;
  }

  function gather(): void {
    const known = new Map([...unmade.values()].flatMap(({ found }) => found).map((one) => [one.message, one]));
    diagnostics = [...built, ...known.values()];
  }

  /** Where a page has errors its last good state stays on screen, if somebody has seen it. */
  function lastGood(file: ManifestFile): ManifestFile {
    const before = files.get(file.path);
    return before && kept.get(file.path)?.digest === before.digest && isBad(file) ? before : file;
  }

  /** A page whose front matter broke has no address any more; until it is mended it stays where it was. */
  function keepBroken(broken: readonly string[], next: Map<string, ManifestFile>): void {
    const urls = new Set(broken.map((path) => moves.urlOf(path)));
    for (const [path, file] of files)
      if (!next.has(path) && kept.has(path) && urls.has(file.source)) next.set(path, file);
  }

  /** Pages of a theme that no longer compiles go on with its last good files, of which the engine holds nothing any more. */
  function keepTheme(next: Map<string, ManifestFile>): void {
    const isBroken = session.engine.get(session.rules.theme, '') === null;
    for (const file of isBroken ? files.values() : next.values()) {
      if (file.kind !== 'theme') continue;
      if (isBroken) next.set(file.path, file);
      else if (kept.get(file.path)?.digest !== file.digest) make(file);
    }
  }

  /** Whether the page's own text, links or template have errors; those of others do not matter. */
  function isBad({ kind: made, source: of }: ManifestFile): boolean {
    if (made !== 'output') return false;
    const { engine, rules } = session;
    const path = pageAt(engine.get(rules.route, of));
    const own = path === null ? [] : engine.notesOf([rules.page, path]);
    return [...engine.notesOf([rules.output, of]), ...own, ...engine.notesOf([rules.theme, ''])].some(isError);
  }

  /** Has a file made of the engine's present state; throws where that is not the state the file is of. */
  function make(file: ManifestFile): Made {
    const known = kept.get(file.path);
    if (known?.digest === file.digest) return known;
    const made = { bytes: session.bytesOf(file), digest: file.digest };
    if (digestOf(made.bytes) !== made.digest) throw new ChangedWhileRead(file.source);
    kept.set(file.path, made);
    return made;
  }

  async function read(path: string): Promise<Served | null> {
    for (let failures = 0; ; ) {
      const file = files.get(path);
      const known = kept.get(path);
      if (file && known?.digest === file.digest && !isAnswerable) return { ...known, revision };
      if (!file && isTaken && !isAnswerable) return null;
      if (running) {
        const served = readEarly(path);
        if (served) return served;
        // In the midst of a build the engine is between two states.
        await (isAnswerable ? running : nextState());
        continue;
      }
      if (!file) return null;
      try {
        if (isGeneratedImage(file)) return await picture(file);
        return { ...make(file), revision };
      } catch (cause) {
        const isMended = session.discardCache(cause);
        const isPassing = isMended || cause instanceof ChangedWhileRead || cause instanceof StaleLeaf;
        if (!isPassing || ++failures === maxReads) throw cause;
        await rebuild();
      }
    }
  }

  /** Resolves when the build under way can answer, or is done. */
  async function nextState(): Promise<void> {
    await Promise.race([running, new Promise<void>((resolve) => waiting.push(resolve))]);
  }

  /** A file as the build under way will have it; null where that can't be told yet. */
  function readEarly(path: string): Served | null {
    if (!isAnswerable) return null;
    try {
      if (files.get(path)?.kind === 'output') {
        if (isMadeAnew(path)) revision++;
      } else {
        const { engine, rules } = session;
        const source = sourceAt(path);
        if (source === null || isGeneratedImage(source)) return null;
        const digest = digestOfFile(engine.get, rules, source);
        if (isTaken && files.get(path)?.digest !== digest) revision++;
        files.set(path, { path, ...source, digest });
      }
      const file = files.get(path);
      return file ? { ...make(file), revision } : null;
    } catch {
      // The build itself meets the same obstacle and knows what to do.
      return null;
    }
  }

  function sourceAt(path: string): PlannedFile | null {
    return session.engine.get(session.rules.fileAt, path);
  }

  async function picture(file: ManifestFile): Promise<Served | null> {
    const { value: bytes, diagnostics: found } = await session.images.bytesOf(file);
    if (bytes !== null) return { bytes, digest: file.digest, revision };
    if (files.get(file.path)?.digest === file.digest && !unmade.has(file.path)) {
      unmade.set(file.path, { digest: file.digest, found });
      gather();
      events.onUpdate();
    }
    return null;
  }

  return {
    ready: first,
    async answerable() {
      if (!isTaken && !isAnswerable && running) await nextState();
    },
    revision: () => revision,
    base() {
      const { url } = session.engine.get(session.rules.inputs.site, '');
      return url === null ? '' : new URL(url).pathname.replace(/\/+$/, '');
    },
    has(path) {
      try {
        return files.has(path) || (isAnswerable && sourceAt(path) !== null);
      } catch {
        // The build itself meets the same obstacle; whoever asked is told when it is done.
        return false;
      }
    },
    isPage: (path) => pages.includes(path),
    digest: (path) => files.get(path)?.digest ?? null,
    read,
    peek(path) {
      const file = files.get(path);
      try {
        return file ? { ...make(file), revision } : null;
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
    movedTo: (url) => moves.to(url),
    rebuild,
    close() {
      isClosed = true;
      clearTimeout(idle);
      return isWhole;
    },
  };
}

/** Path under `dist/` of the page at an address. */
export function pathOfPage(url: string): string {
  return outputPathOf(url.endsWith('/') || /\.[a-z0-9]+$/i.test(url) ? url : `${url}/`);
}

function merged(before: FileChanges | 'all' | null, next: FileChanges | 'all'): FileChanges | 'all' {
  if (before === null) return next;
  if (before === 'all' || next === 'all') return 'all';
  return { paths: [...new Set([...before.paths, ...next.paths])], isListing: before.isListing || next.isListing };
}
