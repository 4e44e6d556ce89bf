// One site over one or many builds: brings the leaves up to date, then runs the other rules in one synchronous pass.
// The only place where engine, files and asynchronous work meet. Rules must never wait: everything they need is there before the pass.

import { join } from 'node:path';
import { missingNativeParser } from '../content/native-parser.ts';
import type { Engine, Root, RuleCounts } from '../engine/engine.ts';
import { createEngine } from '../engine/engine.ts';
import { CorruptStore, StaleLeaf } from '../engine/graph/failures.ts';
import { memoryStore, type Store } from '../engine/store/store.ts';
import { type Diagnostic, error, isDiagnostic, isError, warning } from '../model/diagnostic.ts';
import { type Settings, settingSpan, siteFile } from '../model/settings.ts';
import { withSuggestions } from '../site/suggestions.ts';
import { type Disk, readFile, realDisk } from '../system/disk.ts';
import { type Stage, startStageClock } from '../system/stage-clock.ts';
import { byCodeUnit } from '../text/order.ts';
import { withSharedFailures } from '../theme/failures.ts';
import { type GeneratedFiles, openGeneratedFiles } from './cache/generated-files.ts';
import { type LoadPlugins, openPlugins, ownFiles, type SitePlugins, spanOfName } from './cache/plugin-cache.ts';
import { type DecodeSettings, openSettings } from './cache/settings-cache.ts';
import { type Git, openGit } from './git/run-git.ts';
import { type GeneratedImages, isGeneratedImage, openGeneratedImages } from './images/generated-images.ts';
import { decodeText } from './inputs/decode-text.ts';
import { type BuildOptions, openInputs } from './inputs/inputs.ts';
import { installRecordsFor, pluginsFile } from './inputs/plugin-inputs.ts';
import { openRenderers } from './inputs/renderers.ts';
import { ChangedWhileRead, type FileChanges, openSiteFiles, type SiteFiles } from './inputs/site-files.ts';
import type { StatCache } from './inputs/stat-cache.ts';
import { bundleSite, compileSite } from './inputs/theme.ts';
import type { EmittedFile } from './output/emit.ts';
import type { OutputSpool } from './output/output-spool.ts';
import {
  lostPageCodes,
  type Parse,
  type ParseJob,
  type ParseSettings,
  parseHere,
  parseJobFor,
  withFiles,
} from './parse/stale-pages.ts';
import type { ManifestFile, Rules, SiteCounts } from './rule-values/rule-types.ts';
import { namesFor } from './rule-values/site-queries.ts';
import { defineRules } from './rules.ts';

export interface SessionOptions extends BuildOptions {
  /** Absolute. */
  readonly root: string;
  /** Absolute folder of the theme. */
  readonly templates: string;
  /** Absolute folder of files that replace some of the theme; null if there is none. */
  readonly overlay?: string | null;
  readonly stats: StatCache;
  readonly disk?: Disk;
  readonly store?: Store<Diagnostic>;
  readonly parse?: Parse;
  /** Holds printed pages until `save`, for a build that will be published; without it they are printed again. */
  readonly spool?: OutputSpool;
  /** Cache of generated images; default: none. */
  readonly generated?: GeneratedFiles;
  /** How themes are compiled: tests compile each theme once. */
  readonly bundle?: typeof bundleSite;
  readonly compile?: typeof compileSite;
  /** How `site.yaml` is decoded; default: without a cache. */
  readonly decode?: DecodeSettings;
  /** Answers for the repository of the site; default: git itself. */
  readonly git?: Git;
  /** How `plugins.ts` is bundled; default: without a cache. */
  readonly loadPlugins?: LoadPlugins;
  /** Address of the site, which replaces the one in site.yaml. */
  readonly url: string | null;
  /** Whether many builds follow: then values that they share, such as the teasers of all pages, stay in memory. */
  readonly isRepeated?: boolean;
  /** Called for each parsed page. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildResult extends SiteCounts {
  /** Sorted by position, each once. */
  readonly diagnostics: readonly Diagnostic[];
  /** All files of `dist/`, even if there are errors. */
  readonly manifest: readonly ManifestFile[];
  /** The files to write, without generated images (`BuildSession.images`); null if there are errors. */
  readonly files: readonly EmittedFile[] | null;
  /** How often each rule ran. */
  readonly counts: RuleCounts;
  /** How often each rule made a value again that was not stored. */
  readonly remakes: RuleCounts;
  /** Milliseconds by stage, in order. */
  readonly timings: readonly Stage[];
}

export interface BuildSession {
  readonly siteFiles: SiteFiles;
  readonly engine: Engine<Diagnostic>;
  readonly rules: Rules;
  /**
   * Reads all files again, or those that changed, and builds. Calls `onLeaves` when pages are parsed and before the whole site is
   * computed, and waits for it: single files can be computed then.
   */
  build(change?: FileChanges, onLeaves?: () => Promise<void>): Promise<BuildResult>;
  /** The bytes of a file of the last build's `dist/`, except for generated images. */
  readonly bytesOf: (file: ManifestFile) => Uint8Array;
  readonly images: GeneratedImages;
  /**
   * Discards the build cache if this error says that it is corrupt, which `save` reports. Returns false for any other error, and if the
   * cache is not in use.
   */
  discardCache(cause: unknown): boolean;
  /** Writes the build cache for the next process; returns a warning if that fails. */
  save(): readonly Diagnostic[];
  /**
   * Absolute paths of what decides which plugins the site has, after a build: its own files, `plugins.ts` first, and what package managers
   * write. They may not exist.
   */
  readonly pluginFiles: () => readonly string[];
  /** Text of a file that a diagnostic points into. */
  readonly textOf: (path: string) => string | null;
}

/** Enough for the teasers of some ten thousand pages, and for everything that open pages depend on. */
const largeRetainLimits = { values: 200_000, bytes: 64 * 1024 * 1024 };

/** How often a build starts again because a file changed while it was read. */
const maxAttempts = 5;

const encoder = new TextEncoder();

export function openSession(options: SessionOptions): BuildSession {
  const siteFiles = openSiteFiles(options);
  const git = options.git ?? openGit(options.root, process.env);
  const renderers = openRenderers();
  let settings: Settings | null = null;
  let plugins: SitePlugins = { value: null, diagnostics: [], withSyntax: [], inputs: [] };
  const inputs = openInputs(
    siteFiles,
    requireSettings,
    () => plugins.value?.digest ?? '',
    git,
    () => options,
  );
  const rules = defineRules(inputs, renderers.rendererOf);
  const engine = createEngine<Diagnostic>(rules.all, options.store ?? memoryStore(), {
    isNote: isDiagnostic,
    ...(options.spool && { onText: options.spool.put }),
    ...(options.isRepeated && { retain: largeRetainLimits }),
  });
  /** The same for all builds of a session: the command line and the moment called "now". A saved file is not committed by that. */
  const constantInputs = [inputs.visibility, inputs.hasPassed, inputs.thisProcess, inputs.git];
  /** The results of a build: everything that they depend on is saved. */
  const roots: readonly Root[] = [
    [rules.manifest, ''],
    [rules.counts, ''],
  ];
  const parse = options.parse ?? parseHere;
  const { bundle = bundleSite, compile = compileSite, decode = openSettings(null) } = options;
  const loadPlugins = options.loadPlugins ?? openPlugins({ root: options.root, parsesTwice: false, cache: null });
  const installRecords = installRecordsFor(options.root);
  const generated = options.generated ?? openGeneratedFiles({ folder: null, isFresh: true, stats: options.stats });

  /** The last settings that were read. */
  let decoded: { readonly digest: string; readonly settings: Settings } | null = null;

  /** Why the native parser can't be loaded. */
  let parserProblem: string | null = null;
  let hasRetried = false;

  /** Why the build cache was discarded, until that is reported. */
  let discardReason: string | null = null;

  async function build(change?: FileChanges, onLeaves?: () => Promise<void>): Promise<BuildResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await buildOnce(attempt === 1 ? change : undefined, onLeaves);
      } catch (cause) {
        const isMoving = cause instanceof ChangedWhileRead && attempt < maxAttempts;
        if (!isMoving && !discardCache(cause)) throw cause;
      }
    }
  }

  function discardCache(cause: unknown): boolean {
    if (!(cause instanceof CorruptStore) || !engine.discard()) return false;
    discardReason = cause.message;
    options.stats.clear();
    generated.verifyFiles();
    return true;
  }

  async function buildOnce(change?: FileChanges, onLeaves?: () => Promise<void>): Promise<BuildResult> {
    const clock = startStageClock();
    const known = siteFiles.refresh(change);
    if (change === undefined) git.refresh();
    // This may wait for the decoder to be loaded, so it comes before the engine's new generation, which must not see the old settings.
    const nextSettings = await readSettings();
    // A change of `plugins.ts` may be one of a package, as `pluginFiles` says.
    const nextPlugins = await readPlugins(change !== undefined && !change.paths.includes(pluginsFile));
    engine.refresh(known && { ...known, unchanged: [...known.unchanged, ...constantInputs] });
    settings = nextSettings;
    plugins = nextPlugins;
    // Before the sweep, because nearly everything depends on them.
    engine.get.digest(inputs.site, '');
    engine.get.digest(inputs.markdown, '');
    engine.get.digest(inputs.plugins, '');
    if (known) engine.sweep(rules.page);
    clock.lap('read');
    await provideTheme();
    clock.lap('theme');
    const paths = engine.get(rules.pages, '');
    // Another process compiles the theme, so both run at the same time.
    throwFirstFailure(await Promise.allSettled([loadTheme(), providePages(paths), provideLabs()]));
    clock.lap('parse');
    // Not the whole table: an open page depends on little else, and must not wait for the other pages.
    if (known) engine.sweep(rules.routes);
    await onLeaves?.();
    // Most pages depend on the routes: once they are up to date, the sweep finds that most pages are, too.
    await runPass(() => engine.get(rules.routes, ''));
    // `onLeaves` has swept the table already.
    if (!onLeaves) engine.sweep();
    const manifest = await runPass(() => engine.get(rules.manifest, ''));
    clock.lap('site');
    const sorted = sortDiagnostics([
      ...settings.diagnostics,
      ...parserDiagnostics(),
      ...plugins.diagnostics,
      ...syntaxDiagnostics(),
      ...emptySite(paths, siteFiles.exists.read(siteFile)),
      ...siteFiles.problems(),
      ...siteNotes(),
    ]);
    const diagnostics = await runPass(() => withSuggestions(sorted, (query) => namesFor(query, engine.get, rules)));
    const files = diagnostics.some(isError)
      ? null
      : manifest
          .filter((file) => !isGeneratedImage(file))
          .map((file) => ({
            path: file.path,
            digest: file.digest,
            bytes: () => bytesOf(file),
            spooled: () => options.spool?.file(file.digest) ?? null,
          }));
    const siteCounts = await runPass(() => engine.get(rules.counts, ''));
    if (options.isRepeated) engine.tidy(roots);
    return {
      diagnostics,
      manifest,
      files,
      counts: engine.counts(),
      remakes: engine.remakes(),
      ...siteCounts,
      timings: clock.laps,
    };
  }

  /** What all rules report. Without its plugins the site doesn't know which files its pages use. */
  function siteNotes(): readonly Diagnostic[] {
    const notes = withSharedFailures(engine.notes([[rules.manifest, '']]));
    return plugins.diagnostics.length === 0 ? notes : notes.filter(({ code }) => code !== 'file/left-out');
  }

  /** An error if pages had to be parsed by another parser than the one that the site asks for. */
  function parserDiagnostics(): Diagnostic[] {
    const now = requireSettings();
    if (parserProblem === null || now.value.markdown.parser !== 'satteri') return [];
    const hint = 'install it with `npm install satteri`, or remove `parser` from `markdown`';
    const message = `the parser \`satteri\` can't be loaded: ${parserProblem}`;
    return [error('site/no-parser', message, settingSpan(now, 'markdown.parser'), { hint })];
  }

  /** An error for each plugin that adds syntax to a parser which can't be extended. */
  function syntaxDiagnostics(): Diagnostic[] {
    if (requireSettings().value.markdown.parser !== 'satteri') return [];
    const hint = 'remove the plugin, or `parser: satteri` from `markdown` in `content/site.yaml`';
    const at = (name: string) => spanOfName(textOf(pluginsFile) ?? '', name);
    return plugins.withSyntax.map((name) =>
      error('plugins/parser', `\`${name}\` adds syntax, which the parser \`satteri\` can't read`, at(name), { hint }),
    );
  }

  /** The present plugins. Between repeated builds an error leaves the previous ones in effect. */
  async function readPlugins(isLocal: boolean): Promise<SitePlugins> {
    const found = await loadPlugins(isLocal);
    return options.isRepeated === true && found.diagnostics.length > 0 ? { ...found, value: plugins.value } : found;
  }

  function textOf(path: string): string | null {
    const isOfPlugins = ownPluginFiles().includes(join(options.root, path));
    const bytes = isOfPlugins ? readIfThere(join(options.root, path)) : siteFiles.file.read(path);
    return bytes === null ? null : decodeText(path, bytes).value;
  }

  function ownPluginFiles(): readonly string[] {
    return [...new Set([join(options.root, pluginsFile), ...ownFiles(plugins)])];
  }

  function bytesOf({ kind, source, digest }: ManifestFile): Uint8Array {
    if (kind === 'theme') return engine.get(rules.themeFile, source);
    if (kind === 'copied') return engine.get(rules.publishedFile, source);
    return options.spool?.read(digest) ?? encoder.encode(engine.get(rules.output, source));
  }

  function requireSettings(): Settings {
    if (settings === null) throw new Error('settings are read before the first build');
    return settings;
  }

  /** The settings of the present file. Between repeated builds an error in the file leaves the previous settings in effect. */
  async function readSettings(): Promise<Settings> {
    const digest = siteFiles.file.digest(siteFile);
    if (decoded?.digest === digest) return decoded.settings;
    const found = await decode(siteFiles.file.read(siteFile), options.url);
    const hasFallback = options.isRepeated === true && decoded !== null && found.diagnostics.some(isError);
    decoded = { digest, settings: hasFallback && decoded ? { ...found, value: decoded.settings.value } : found };
    return decoded.settings;
  }

  async function provideTheme(): Promise<void> {
    if (!engine.isStale(rules.theme, '')) return;
    const { reads, result, code } = await bundle(inputs);
    renderers.load(code);
    engine.provideLeaf(rules.theme, '', reads, result);
  }

  /** Loads the theme's code if an earlier process bundled the theme: the site's cache has only its digest. */
  async function loadTheme(): Promise<void> {
    const theme = await runPass(() => engine.get(rules.theme, ''));
    if (theme === null || renderers.has(theme.code)) return;
    renderers.load(await compile(inputs));
    if (!renderers.has(theme.code)) throw new CorruptStore('its theme is not the one in `templates/`');
  }

  async function providePages(paths: readonly string[]): Promise<void> {
    const stale = withLostPages(engine.staleOf(rules.page, paths), paths);
    if (stale.length === 0) return;
    const { markdown } = requireSettings().value;
    if (markdown.parser === 'satteri') parserProblem ??= await missingNativeParser();
    const parser = parserProblem === null ? markdown.parser : 'remark';
    let done = 0;
    const onParsed = () => options.onProgress?.(++done, stale.length);
    await parseAll(jobsFor(stale), { markdown: { ...markdown, parser }, plugins: plugins.value }, onParsed);
  }

  /** Adds the pages that an earlier process gave up, once: its machine may have been too busy or short of memory. */
  function withLostPages(stale: readonly string[], paths: readonly string[]): readonly string[] {
    if (hasRetried) return stale;
    hasRetried = true;
    const isLost = (path: string) => engine.notesOf([rules.page, path]).some(({ code }) => lostPageCodes.has(code));
    const lost = paths.filter(isLost);
    return lost.length === 0 ? stale : [...new Set([...stale, ...lost])];
  }

  /** Parses pages, and those whose plugins ask for files again with these. */
  async function parseAll(jobs: Iterable<ParseJob>, parseSettings: ParseSettings, onParsed: () => void): Promise<void> {
    const incomplete: ParseJob[] = [];
    await parse(jobs, parseSettings, (job, page) => {
      if (page.wanted.length > 0) incomplete.push(withFiles(job, page.wanted, inputs));
      else {
        engine.provideLeaf(rules.page, job.path, job.reads, {
          value: page.value,
          diagnostics: [...job.diagnostics, ...page.diagnostics],
        });
        onParsed();
      }
    });
    if (incomplete.length > 0) await parseAll(incomplete, parseSettings, onParsed);
  }

  async function provideLabs(): Promise<void> {
    const folders = engine
      .get(siteFiles.list, 'content')
      .flatMap((path) => (path.endsWith('/lab/lab.yaml') ? [path.slice(0, -'/lab.yaml'.length)] : []));
    for (const folder of folders) if (engine.isStale(rules.lab, folder)) await provideLab(folder);
  }

  async function provideLab(folder: string): Promise<void> {
    const { readLab } = await import('./inputs/lab.ts');
    const { reads, facts } = readLab(folder, siteFiles);
    engine.provideLeaf(rules.lab, folder, reads, facts);
  }

  function* jobsFor(paths: readonly string[]): Iterable<ParseJob> {
    for (const path of paths) yield parseJobFor(path, inputs);
  }

  /** Runs a synchronous pass. If it needs a leaf whose value is lost, provides all lost leaves and runs it again. */
  async function runPass<T>(pass: () => T): Promise<T> {
    for (let last = '', times = 0; ; ) {
      try {
        return pass();
      } catch (cause) {
        if (!(cause instanceof StaleLeaf)) throw cause;
        const missing = `${cause.rule} ${cause.argument}`;
        times = missing === last ? times + 1 : 0;
        if (times === maxAttempts) throw new CorruptStore(`it refers to \`${missing}\`, which the site does not have`);
        last = missing;
        await provide(cause);
      }
    }
  }

  async function provide(cause: StaleLeaf): Promise<void> {
    if (cause.rule === rules.page.name) await providePages(engine.get(rules.pages, ''));
    else if (cause.rule === rules.theme.name) await provideTheme();
    else if (cause.rule === rules.lab.name) await provideLab(cause.argument);
    else throw cause;
  }

  return {
    siteFiles,
    engine,
    rules,
    build,
    discardCache,
    bytesOf,
    images: openGeneratedImages(engine, rules, generated, siteFiles.absoluteOf),
    save() {
      options.spool?.clear();
      const notes = discardReason === null ? [] : [cacheDiscarded(discardReason)];
      discardReason = null;
      if (parserDiagnostics().length > 0) return notes;
      const { problem } = engine.save(roots);
      options.stats.save();
      if (problem === null) return notes;
      return [...notes, warning('cache/not-kept', `the build cache can't be written: ${problem}`, null)];
    },
    pluginFiles: () => [...ownPluginFiles(), ...installRecords],
    textOf,
  };
}

/** The bytes of a file that may be gone. */
function readIfThere(path: string): Uint8Array | null {
  try {
    return readFile(realDisk, path);
  } catch {
    return null;
  }
}

/** A folder without settings and pages is hardly a site: nobody wants an empty one in place of theirs. */
function emptySite(pages: readonly string[], hasSettings: boolean): Diagnostic[] {
  if (pages.length > 0) return [];
  const hint = 'create a post with `octavo new "Title"`, or check that this is the folder of your site';
  const message = 'the site has no pages: there is no Markdown in content/posts/ and content/pages/';
  if (hasSettings) return [warning('site/empty', message, { path: siteFile, start: 0, end: 0 }, { hint })];
  return [error('site/empty', `${message}, and there is no \`${siteFile}\``, null, { hint })];
}

/** Unlike `Promise.all`, which would leave the other work running. */
function throwFirstFailure(results: readonly PromiseSettledResult<void>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function cacheDiscarded(reason: string): Diagnostic {
  const hint = 'nothing is wrong with the site; if only Octavo writes to its cache, please report this';
  return warning('cache/corrupt', `the build cache is corrupt and was discarded: ${reason}`, null, { hint });
}

/** By file, position and code, without repeats. Of a file that can't be read only that is reported. */
function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unreadable = new Set(diagnostics.filter(isUnreadable).map(({ at }) => at?.path));
  const readable = diagnostics.filter((diagnostic) => isUnreadable(diagnostic) || !unreadable.has(diagnostic.at?.path));
  const unique = new Map(readable.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...unique.entries()]
    .toSorted(([a, one], [b, other]) => byPosition(one, other) || byCodeUnit(a, b))
    .map(([, diagnostic]) => diagnostic);
}

function isUnreadable({ code }: Diagnostic): boolean {
  return code === 'file/unreadable';
}

function byPosition(one: Diagnostic, other: Diagnostic): number {
  return (
    byCodeUnit(one.at?.path ?? '', other.at?.path ?? '') ||
    (one.at?.start ?? 0) - (other.at?.start ?? 0) ||
    byCodeUnit(one.code, other.code)
  );
}
