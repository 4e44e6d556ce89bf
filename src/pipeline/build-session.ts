// One site over one or many builds: brings the leaves up to date, then runs the rest in one synchronous pass.
// The only place where the engine, the world and the asynchronous work meet.

import { missingNativeParser } from '../content/native-parser.ts';
import type { Engine, Root } from '../engine/engine.ts';
import { createEngine } from '../engine/engine.ts';
import { CorruptStore, StaleLeaf } from '../engine/graph/failures.ts';
import { memoryStore, type Store } from '../engine/store/store.ts';
import { type Diagnostic, error, isDiagnostic, isError, warning } from '../model/diagnostic.ts';
import { type Settings, settingSpan, siteFile } from '../model/settings.ts';
import type { Disk } from '../system/disk.ts';
import { byCodeUnit } from '../text/order.ts';
import { type GeneratedFiles, openGeneratedFiles } from './cache/generated-files.ts';
import { type DecodeSettings, openSettings } from './cache/settings-cache.ts';
import type { ManifestFile, Rules, SiteCounts } from './graph/site-rules.ts';
import { type GeneratedImages, isGeneratedImage, openGeneratedImages } from './images/generated-images.ts';
import { decodeText } from './inputs/decode-text.ts';
import { type BuildOptions, openInputs } from './inputs/inputs.ts';
import { openRenderers } from './inputs/renderers.ts';
import { ChangedWhileRead, type FileChanges, openSiteFiles, type SiteFiles } from './inputs/site-files.ts';
import type { StatCache } from './inputs/stat-cache.ts';
import { bundleSite, compileSite } from './inputs/theme.ts';
import type { EmittedFile } from './output/emit.ts';
import type { OutputSpool } from './output/output-spool.ts';
import { jobFor, type Parse, type ParseJob, parseHere } from './parse/parse.ts';
import { defineRules } from './rules.ts';

export interface SessionOptions extends BuildOptions {
  /** Absolute. */
  readonly root: string;
  /** Absolute folder that stands for `templates/`. */
  readonly templates: string;
  readonly stats: StatCache;
  readonly disk?: Disk;
  readonly store?: Store<Diagnostic>;
  readonly parse?: Parse;
  /** Keeps printed pages until `save`, for a build that will be published; left out: they are printed again. */
  readonly spool?: OutputSpool;
  /** Pictures made before; left out: none, and none are kept. */
  readonly generated?: GeneratedFiles;
  /** How themes are compiled; tests compile each theme once. */
  readonly bundle?: typeof bundleSite;
  readonly compile?: typeof compileSite;
  /** How `site.yaml` is decoded; default: anew. */
  readonly decode?: DecodeSettings;
  /** Address of the site, over the one in site.yaml. */
  readonly url: string | null;
  /** Whether builds follow one another: then what they have in common, such as the summaries of all pages, stays in memory. */
  readonly isRepeated?: boolean;
  /** Called as work goes on: pages parsed of pages to parse. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildResult extends SiteCounts {
  /** Sorted by place, each once. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of `dist/`, whether there are errors or not. */
  readonly manifest: readonly ManifestFile[];
  /** What may be written, beside pictures (`Session.pictures`); null where there are errors. */
  readonly files: readonly EmittedFile[] | null;
  /** How often each rule ran. */
  readonly counts: { readonly [rule: string]: number };
  /** Milliseconds by stage, in order. */
  readonly timings: readonly { readonly stage: string; readonly ms: number }[];
}

export interface BuildSession {
  readonly siteFiles: SiteFiles;
  readonly engine: Engine<Diagnostic>;
  readonly rules: Rules;
  /**
   * Looks at the world anew (all of it, or what changed) and builds. `onLeaves` is called as soon as pages are parsed, before the whole
   * site is computed, and waited for: single outputs can be had then.
   */
  build(change?: FileChanges, onLeaves?: () => Promise<void>): Promise<BuildResult>;
  /** The bytes of a file of `dist/`, but a picture, as of the last build. */
  readonly bytesOf: (file: ManifestFile) => Uint8Array;
  readonly images: GeneratedImages;
  /**
   * Discards the build cache if this is what a corrupt one causes; `save` will say so. Returns false for any other error, and where nothing
   * of an earlier process is in use.
   */
  discardCache(cause: unknown): boolean;
  /** Writes down what the next process can start from; a warning where that failed. */
  save(): readonly Diagnostic[];
  /** Text of a file that a diagnostic points into. */
  readonly textOf: (path: string) => string | null;
}

/** The summaries of some ten thousand pages, and what the pages that are open rest on. */
const largeRetainLimits = { values: 200_000, bytes: 64 * 1024 * 1024 };

/** How often a build starts again because a file changed while it was read. */
const maxAttempts = 5;

const encoder = new TextEncoder();

export function openSession(options: SessionOptions): BuildSession {
  const siteFiles = openSiteFiles(options);
  const renderers = openRenderers();
  let settings: Settings | null = null;
  const inputs = openInputs(siteFiles, presentSettings, () => options);
  const rules = defineRules(inputs, renderers.rendererOf);
  const engine = createEngine<Diagnostic>(rules.all, options.store ?? memoryStore(), {
    isNote: isDiagnostic,
    ...(options.spool && { onText: options.spool.put }),
    ...(options.isRepeated && { retain: largeRetainLimits }),
  });
  /** The same for all builds of a session: the command line and the moment called "now". */
  const constant = [inputs.visibility, inputs.hasPassed];
  /** What a build comes out with: all that these rest on is worth keeping. */
  const roots: readonly Root[] = [
    [rules.manifest, ''],
    [rules.counts, ''],
  ];
  const parse = options.parse ?? parseHere;
  const { bundle = bundleSite, compile = compileSite, decode = openSettings(null) } = options;
  const made = options.generated ?? openGeneratedFiles({ folder: null, isFresh: true, stats: options.stats });

  /** What `site.yaml` said last. */
  let decoded: { readonly digest: string; readonly settings: Settings } | null = null;

  /** Why the native parser can't be had in this process. */
  let parserProblem: string | null = null;

  /** Why what earlier processes left was thrown away. */
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
    options.stats.forget();
    made.distrust();
    return true;
  }

  async function buildOnce(change?: FileChanges, onLeaves?: () => Promise<void>): Promise<BuildResult> {
    const clock = startStageClock();
    const known = siteFiles.refresh(change);
    // Before the engine looks at the world anew: what decodes settings may have to be loaded, and the engine must never see old settings
    // in a new generation.
    const nextSettings = await currentSettings();
    engine.refresh(known && { ...known, unchanged: [...known.unchanged, ...constant] });
    settings = nextSettings;
    // Asked before a sweep: nearly everything rests on them.
    engine.get.digest(inputs.site, '');
    engine.get.digest(inputs.markdown, '');
    if (known) engine.sweep(rules.page);
    clock.lap('read');
    await provideTheme();
    clock.lap('theme');
    const paths = engine.get(rules.pages, '');
    // Another process compiles the theme: it need not wait for pages.
    throwFirstFailure(await Promise.allSettled([loadTheme(), providePages(paths), provideLabs()]));
    clock.lap('parse');
    // No further than to what nearly everything rests on: a page that is open rests on little else, and need not wait for the others.
    if (known) engine.sweep(rules.routes);
    await onLeaves?.();
    // What most pages hang on: with it up to date, most others are found to be as they were.
    await runPass(() => engine.get(rules.routes, ''));
    // Whoever computes the site in between has swept it for that.
    if (!onLeaves) engine.sweep();
    const manifest = await runPass(() => engine.get(rules.manifest, ''));
    clock.lap('site');
    const diagnostics = sortDiagnostics([
      ...settings.diagnostics,
      ...parserDiagnostics(),
      ...siteFiles.problems(),
      ...engine.notes([[rules.manifest, '']]),
    ]);
    const files = diagnostics.some(isError)
      ? null
      : manifest
          .filter((file) => !isGeneratedImage(file))
          .map((file) => ({
            path: file.path,
            digest: file.digest,
            bytes: () => bytesOf(file),
            staged: () => options.spool?.file(file.digest) ?? null,
          }));
    const tally = await runPass(() => engine.get(rules.counts, ''));
    if (options.isRepeated) engine.tidy(roots);
    return {
      diagnostics,
      manifest,
      files,
      counts: engine.counts(),
      ...tally,
      timings: clock.laps,
    };
  }

  /** Pages were parsed by the other parser then: what was made of them is not what the site asks for. */
  function parserDiagnostics(): Diagnostic[] {
    const now = presentSettings();
    if (parserProblem === null || now.value.markdown.parser !== 'satteri') return [];
    const hint = 'install it with `npm install satteri`, or take `parser` out of `markdown`';
    const message = `the parser \`satteri\` can't be loaded: ${parserProblem}`;
    return [error('site/no-parser', message, settingSpan(now, 'markdown.parser'), { hint })];
  }

  function bytesOf({ kind: made, source: of, digest }: ManifestFile): Uint8Array {
    if (made === 'theme') return engine.get(rules.themeFile, of);
    if (made === 'copied') return engine.get(rules.publishedFile, of);
    return options.spool?.read(digest) ?? encoder.encode(engine.get(rules.output, of));
  }

  function presentSettings(): Settings {
    if (settings === null) throw new Error('a setting is asked for before the first build');
    return settings;
  }

  /** Of the file as it was when it was last decoded. Where somebody is writing it, a mistake leaves the site as it was. */
  async function currentSettings(): Promise<Settings> {
    const digest = siteFiles.file.digest(siteFile);
    if (decoded?.digest === digest) return decoded.settings;
    const found = await decode(siteFiles.file.read(siteFile), options.url);
    const isKept = options.isRepeated === true && decoded !== null && found.diagnostics.some(isError);
    decoded = { digest, settings: isKept && decoded ? { ...found, value: decoded.settings.value } : found };
    return decoded.settings;
  }

  async function provideTheme(): Promise<void> {
    if (!engine.isStale(rules.theme, '')) return;
    const { reads, noted, code } = await bundle(inputs);
    renderers.load(code);
    engine.provideLeaf(rules.theme, '', reads, noted);
  }

  /** Loads the code of a theme that an earlier process bundled: the cache of a site never has it. */
  async function loadTheme(): Promise<void> {
    const theme = await runPass(() => engine.get(rules.theme, ''));
    if (theme === null || renderers.has(theme.code)) return;
    renderers.load(await compile(inputs));
    if (!renderers.has(theme.code)) throw new CorruptStore('it has another theme than `templates/`');
  }

  async function providePages(paths: readonly string[]): Promise<void> {
    const stale = engine.staleOf(rules.page, paths);
    if (stale.length === 0) return;
    const { markdown } = presentSettings().value;
    if (markdown.parser === 'satteri') parserProblem ??= await missingNativeParser();
    const parser = parserProblem === null ? markdown.parser : 'remark';
    let done = 0;
    await parse(jobsFor(stale), { ...markdown, parser }, (job, page) => {
      engine.provideLeaf(rules.page, job.path, job.reads, {
        value: page.value,
        diagnostics: [...job.before, ...page.diagnostics],
      });
      options.onProgress?.(++done, stale.length);
    });
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
    for (const path of paths) yield jobFor(path, inputs);
  }

  /** Runs a synchronous pass. Where a leaf's stored value turns out to be lost, all that are lost are provided and the pass runs again. */
  async function runPass<T>(pass: () => T): Promise<T> {
    for (let last = '', times = 0; ; ) {
      try {
        return pass();
      } catch (cause) {
        if (!(cause instanceof StaleLeaf)) throw cause;
        const lacking = `${cause.rule} ${cause.argument}`;
        times = lacking === last ? times + 1 : 0;
        if (times === maxAttempts) throw new CorruptStore(`it refers to \`${lacking}\`, which the site does not have`);
        last = lacking;
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
    images: openGeneratedImages(engine, rules, made, options.templates),
    save() {
      options.spool?.clear();
      const notes = discardReason === null ? [] : [cacheDiscarded(discardReason)];
      discardReason = null;
      if (parserDiagnostics().length > 0) return notes;
      const { problem } = engine.save(roots);
      options.stats.save();
      if (problem === null) return notes;
      return [...notes, warning('cache/not-kept', `nothing is kept for the next build: ${problem}`, null)];
    },
    textOf(path) {
      const bytes = siteFiles.file.read(path);
      return bytes === null ? null : decodeText(path, bytes).value;
    },
  };
}

/** Throws only when nothing of what was begun is under way any more. */
function throwFirstFailure(results: readonly PromiseSettledResult<void>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function cacheDiscarded(why: string): Diagnostic {
  const hint = 'nothing is wrong with the site; if nobody but Octavo writes to its cache, please report this';
  return warning('cache/unsound', `what was kept of earlier builds is thrown away: ${why}`, null, { hint });
}

/** By file, place and code; what is said twice of one place is said once, and nothing more of a file that can't be read. */
function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unreadable = new Set(diagnostics.filter(isUnreadable).map(({ at }) => at?.path));
  const said = diagnostics.filter((diagnostic) => isUnreadable(diagnostic) || !unreadable.has(diagnostic.at?.path));
  const keyed = new Map(said.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...keyed.entries()]
    .toSorted(([a, one], [b, other]) => byPlace(one, other) || byCodeUnit(a, b))
    .map(([, diagnostic]) => diagnostic);
}

function isUnreadable({ code }: Diagnostic): boolean {
  return code === 'file/unreadable';
}

function byPlace(one: Diagnostic, other: Diagnostic): number {
  return (
    byCodeUnit(one.at?.path ?? '', other.at?.path ?? '') ||
    (one.at?.start ?? 0) - (other.at?.start ?? 0) ||
    byCodeUnit(one.code, other.code)
  );
}

function startStageClock() {
  const laps: { stage: string; ms: number }[] = [];
  let last = performance.now();
  return {
    laps,
    lap(stage: string) {
      const now = performance.now();
      laps.push({ stage, ms: now - last });
      last = now;
    },
  };
}
