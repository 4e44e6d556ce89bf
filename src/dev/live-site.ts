// The site as `dev` serves it: always the last state that was good, page by page; rebuilt when something changes, one build at a time.

import type { ManifestFile } from '../build/rules.ts';
import type { BuildResult, Session } from '../build/session.ts';
import type { Change } from '../build/world.ts';
import { type Diagnostic, isError } from '../model/diagnostic.ts';
import type { Catalog } from '../model/site.ts';
import { outputPathOf } from '../site/addresses.ts';

export interface LiveSite {
  /** Resolves when the first build is there. */
  readonly ready: Promise<void>;
  revision(): number;
  has(path: string): boolean;
  /** Bytes of a file of `dist/`, null where there is none. */
  read(path: string): Uint8Array | null;
  /** Digest of what `read` would return; null where there is none. */
  digest(path: string): string | null;
  /** Errors of the last build. */
  problems(): readonly Diagnostic[];
  /** Where a page that was at this address has gone, as far as that is known. */
  movedTo(url: string): string | null;
  /** Takes note of a change; builds as soon as the build under way is done. Without a change everything is looked at again. */
  rebuild(change?: Change): Promise<void>;
}

export interface LiveEvents {
  /** Pages that somebody looks at: made before all others. */
  openPages(): readonly string[];
  /** After each build, and for open pages as soon as they are made. */
  onUpdate(): void;
  onBuilt(result: BuildResult, durationMs: number): void;
}

/** How long after a burst of changes everything is looked at once more, for what no event told. */
const idleMs = 1500;

export function openLiveSite(session: Session, events: LiveEvents): LiveSite {
  let files = new Map<string, ManifestFile>();
  let diagnostics: readonly Diagnostic[] = [];
  let revision = 0;
  let catalog: Catalog | null = null;
  const moved = new Map<string, string>();
  /** Bytes of the last good state: of pages that were asked for, as the engine holds the current state only. */
  const kept = new Map<string, { digest: string; bytes: Uint8Array }>();
  let pending: Change | 'all' | null = null;
  let running: Promise<void> | null = null;
  let idle: NodeJS.Timeout | undefined;

  const first = rebuild();

  function rebuild(change?: Change): Promise<void> {
    pending = merged(pending, change ?? 'all');
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  }

  async function work(): Promise<void> {
    while (pending !== null) {
      const change: Change | undefined = pending === 'all' ? undefined : pending;
      pending = null;
      const startedMs = performance.now();
      const result = await session.build(change, () => pushOpenPages());
      take(result);
      events.onBuilt(result, performance.now() - startedMs);
      events.onUpdate();
      clearTimeout(idle);
      if (change) idle = setTimeout(() => void rebuild(), idleMs).unref();
    }
  }

  /** Pages that are open are made and shown before the rest of the site is computed. */
  function pushOpenPages(): void {
    let isChanged = false;
    for (const path of events.openPages()) {
      const file = files.get(path);
      if (!file || file.made !== 'output') continue;
      const digest = session.engine.get.digest(session.rules.output, file.of);
      if (digest === file.digest || isBad(file)) continue;
      files.set(path, { ...file, digest });
      isChanged = true;
    }
    if (!isChanged) return;
    revision++;
    events.onUpdate();
  }

  function take(result: BuildResult): void {
    diagnostics = result.diagnostics.filter(isError);
    const next = new Map(result.manifest.map((file) => [file.path, lastGood(file)]));
    const now = session.engine.get(session.rules.catalog, '');
    keepBroken(now, next);
    noteMoves(now);
    files = next;
    for (const [path, { digest }] of kept) if (next.get(path)?.digest !== digest) kept.delete(path);
    revision++;
  }

  /** Where a page has errors its last good state stays on screen, if somebody has seen it. */
  function lastGood(file: ManifestFile): ManifestFile {
    const before = files.get(file.path);
    return before && kept.get(file.path)?.digest === before.digest && isBad(file) ? before : file;
  }

  /** A page whose front matter broke has no address any more; until it is mended it stays where it was. */
  function keepBroken({ broken }: Catalog, next: Map<string, ManifestFile>): void {
    const urls = new Set(broken.map((path) => catalog?.entries[path]?.url));
    for (const [path, file] of files) if (!next.has(path) && kept.has(path) && urls.has(file.of)) next.set(path, file);
  }

  /** Whether the page's own text, links or template have errors; those of others do not matter. */
  function isBad({ made, of }: ManifestFile): boolean {
    if (made !== 'output') return false;
    const { engine, rules } = session;
    const path = engine.get(rules.known, of)?.path ?? null;
    const own = path === null ? [] : engine.notesOf([rules.page, path]);
    return [...engine.notesOf([rules.output, of]), ...own].some(isError);
  }

  /** The same file at another address, or a file that is gone and a new one of the same title. */
  function noteMoves(next: Catalog): void {
    const known = catalog ? new Set(Object.values(catalog.entries).map((entry) => entry.url)) : new Set<string>();
    const fresh = Object.values(next.entries).filter((entry) => !known.has(entry.url));
    for (const [path, entry] of Object.entries(catalog?.entries ?? {})) {
      if (next.broken.includes(path)) continue;
      const now = next.entries[path] ?? fresh.find(({ title }) => title === entry.title);
      if (now && now.url !== entry.url) moved.set(entry.url, now.url);
    }
    for (const entry of Object.values(next.entries)) moved.delete(entry.url);
    // What is broken is remembered as it was.
    const lost = next.broken.flatMap((path) =>
      catalog?.entries[path] ? [[path, catalog.entries[path]] as const] : [],
    );
    catalog = { ...next, entries: { ...next.entries, ...Object.fromEntries(lost) } };
  }

  return {
    ready: first,
    revision: () => revision,
    has: (path) => files.has(path),
    digest: (path) => files.get(path)?.digest ?? null,
    read(path) {
      const file = files.get(path);
      if (!file) return null;
      const known = kept.get(path);
      if (known?.digest === file.digest) return known.bytes;
      const bytes = session.bytesOf(file);
      kept.set(path, { digest: file.digest, bytes });
      return bytes;
    },
    problems: () => diagnostics,
    movedTo: (url) => moved.get(url) ?? null,
    rebuild,
  };
}

/** Path under `dist/` of the page at an address. */
export function pathOfPage(url: string): string {
  return outputPathOf(url.endsWith('/') || /\.[a-z0-9]+$/i.test(url) ? url : `${url}/`);
}

function merged(before: Change | 'all' | null, next: Change | 'all'): Change | 'all' {
  if (before === null) return next;
  if (before === 'all' || next === 'all') return 'all';
  return { paths: [...new Set([...before.paths, ...next.paths])], isListing: before.isListing || next.isListing };
}
