// Builds a site in a scratch folder as the program does, with real files and a real store. Themes are compiled once for each test file.

import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DiskStore, openDiskStore } from '../../src/engine/store/disk-store.ts';
import { memoryStore } from '../../src/engine/store/store.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import {
  type BuildResult,
  type BuildSession,
  openSession,
  type SessionOptions,
} from '../../src/pipeline/build-session.ts';
import { openGeneratedFiles } from '../../src/pipeline/cache/generated-files.ts';
import type { Inputs } from '../../src/pipeline/inputs/inputs.ts';
import { openStatCache } from '../../src/pipeline/inputs/stat-cache.ts';
import { type BundledSite, bundleSite } from '../../src/pipeline/inputs/theme.ts';
import type { EmitReport } from '../../src/pipeline/output/emit.ts';
import { openSpool } from '../../src/pipeline/output/output-spool.ts';
import { publish } from '../../src/pipeline/publish.ts';
import { realDisk } from '../../src/system/disk.ts';
import { digestOf } from '../../src/text/digest.ts';
import { writeFiles } from './folder.ts';

const repository = join(import.meta.dirname, '..', '..');
/** A minimal theme, so that tests of builds don't depend on the real one. */
export const bareTheme = join(repository, 'test', 'fixtures', 'theme');

const compiled = new Map<string, Promise<Pick<BundledSite, 'result' | 'code'>>>();

/** Compiles each theme once for each test file. */
export async function bundleOnce(inputs: Inputs): Promise<BundledSite> {
  const { siteFiles: world } = inputs;
  const paths = world.list.read('templates');
  const key = digestOf(paths.map((path) => `${path} ${world.file.digest(path)}`).join('\n'));
  const reads = [[world.list, 'templates'] as const, ...paths.map((path) => [world.file, path] as const)];
  const bundled = compiled.get(key) ?? bundleSite(inputs);
  compiled.set(key, bundled);
  // It may only have failed because a file changed meanwhile.
  bundled.catch(() => compiled.delete(key));
  const { result, code } = await bundled;
  return { reads, result, code };
}

const theme = { bundle: bundleOnce, compile: async (inputs: Inputs) => (await bundleOnce(inputs)).code };

/** The parse worker that the launcher compiled for this test run (`run.ts`). */
export function compiledWorker(): URL {
  const cache = join(repository, 'node_modules', '.cache', 'octavo', 'tool');
  const { folder }: { folder: string } = JSON.parse(readFileSync(join(cache, 'stamp.json'), 'utf8'));
  return pathToFileURL(join(cache, folder, 'worker.mjs'));
}

export type RigOptions = Partial<Omit<SessionOptions, 'root'>>;

/** A session without a cache, neither at its start nor after it. */
export function openClean(root: string, options: RigOptions = {}): BuildSession {
  const stats = openStatCache(join(root, '..', 'no-stats'), false);
  return openSession({ ...defaults(), ...theme, ...options, root, stats, store: memoryStore() });
}

function defaults() {
  return { templates: bareTheme, drafts: false, future: false, nowMs: Date.UTC(2026, 11, 1), url: null } as const;
}

export interface Process {
  readonly session: BuildSession;
  /** Builds the site, writes `dist/` unless there are errors, and saves the cache. */
  build(): Promise<BuildResult & { readonly report: EmitReport | null }>;
  end(): void;
}

/** One run of the program on a site, with its cache in `cache`, where the next run finds it. */
export function startProcess(root: string, cache: string, options: RigOptions = {}): Process {
  const { disk = realDisk } = options;
  const store: DiskStore<Diagnostic> = openDiskStore({
    folder: join(cache, 'store'),
    namespace: 'test',
    disk,
  });
  // Smaller than the smallest site, so that some files are moved from the spool and others are written directly.
  const spool = openSpool({ folder: join(cache, 'spool'), thread: null, memoryBytes: 20_000, disk });
  const stats = openStatCache(join(cache, 'stats'), true, disk);
  const made = openGeneratedFiles({ folder: join(cache, 'made'), isFresh: false, stats, disk });
  const session = openSession({ ...defaults(), ...theme, ...options, root, stats, store, spool, generated: made });
  return {
    session,
    async build() {
      const result = await session.build();
      const published = await publish(result, { dist: join(root, 'dist'), root, session, stats, disk });
      const diagnostics = [...published.result.diagnostics, ...published.diagnostics, ...session.save()];
      return { ...published.result, diagnostics, report: published.report };
    },
    end() {
      spool.clear();
      store.close();
    },
  };
}

/** The outputs of a clean build, by path, and its diagnostics. */
export async function cleanBuild(root: string, options: RigOptions = {}) {
  const session = openClean(root, options);
  const { diagnostics, files, manifest } = await session.build();
  const pictures = files ? await session.images.ensureAll(manifest) : { value: [], diagnostics: [] };
  const decoder = new TextDecoder();
  const outputs =
    files &&
    pictures.diagnostics.length === 0 &&
    Object.fromEntries([...files, ...pictures.value].map((file) => [file.path, decoder.decode(file.bytes())]));
  return { diagnostics: [...diagnostics, ...pictures.diagnostics], outputs: outputs || null, manifest, session };
}

/** Copies the bare theme into a site. What the heading of its archive says comes from `templates/heading.ts`. */
export function copyThemeWithHeading(root: string): void {
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  const archive = readFileSync(join(bareTheme, 'archive.tsx'), 'utf8');
  writeFiles(root, {
    'templates/heading.ts': "export const heading = 'Archive';\n",
    'templates/archive.tsx': archive
      .replace('import { Frame', "import { heading } from './heading.ts';\nimport { Frame")
      .replace('<h1>Archive</h1>', '<h1>{heading}</h1>'),
  });
}
