// `octavo build`: writes the site to the output folder. Must never change that folder if the site has errors.

import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import pc from 'picocolors';
import type { RuleCounts } from '../../engine/engine.ts';
import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import type { BuildResult, BuildSession } from '../../pipeline/build-session.ts';
import { openSite } from '../../pipeline/open-site.ts';
import { type PublishReport, publish } from '../../pipeline/publish.ts';
import { type Stage, startStageClock } from '../../system/stage-clock.ts';
import type { ThreadUse } from '../../system/worker-pool.ts';
import type { Values } from '../arguments.ts';
import { commandsFrom, withCommands } from '../how-to-run.ts';
import { openProgress } from '../reports/progress.ts';
import {
  contentOf,
  formatCounts,
  formatReport,
  jsonDiagnostics,
  problemCount,
  unfinishedNote,
} from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';
import { differences } from './build-verify.ts';
import { explainWhy } from './build-why.ts';

/**
 * How much garbage the heap may hold before V8 collects it, in percent of the live objects. V8's default allows three times as much,
 * which took twice the memory for 100,000 posts and saved no measurable time.
 */
const heapGrowth = 30;

export async function run(values: Values): Promise<number> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  try {
    return await build(values);
  } finally {
    // Restores the default, because V8 rejects compiled code that was cached under other flags.
    setFlagsFromString('--heap-growing-percent=0');
  }
}

async function build(values: Values): Promise<number> {
  const startedMs = performance.now();
  const clock = startStageClock();
  const root = siteRoot(values);
  const dist = resolve(values.text('out') ?? join(root, 'dist'));
  const isJson = values.flag('json');
  const progress = openProgress(!isJson);
  const site = openSite({
    root,
    drafts: values.flag('drafts'),
    future: values.flag('future'),
    url: values.text('url'),
    isTrusting: !values.flag('no-stat') && !values.flag('force'),
    isFresh: values.flag('force'),
    workers: values.count('workers', 0, 64),
    isPublished: true,
    onProgress: (done, of) => progress.show('parsing', done, of),
  });
  clock.lap('open');
  const written = await publish(await site.session.build(), {
    dist,
    root,
    session: site.session,
    stats: site.stats,
    compressed: values.flag('compress') ? site.compressed : null,
    onProgress: (done, of) => progress.show('images', done, of),
  });
  progress.clear();
  const { result } = written;
  const cacheErrors = values.flag('verify')
    ? differences(await withImageDigests(result, site.session), await cleanResult(root, values))
    : [];
  const address = values.text('why');
  const pages = site.session.engine.get(site.session.rules.pages, '');
  const why = address === null ? null : explainWhy(address, site.session);
  // The cache is saved even if the site has errors: the next build starts from it.
  const save = startStageClock();
  const rewrite = commandsFrom(process.cwd(), values.text('root'));
  const diagnostics = withCommands(
    [...result.diagnostics, ...written.diagnostics, ...cacheErrors, ...site.session.save()],
    rewrite,
  );
  site.close();
  save.lap('save');
  // `start`: Node itself, and loading the tool.
  const timings = [
    { stage: 'start', ms: startedMs },
    ...clock.laps,
    ...result.timings,
    ...written.timings,
    ...save.laps,
  ];
  const durationMs = performance.now() - startedMs;
  if (isJson) printJson(diagnostics, result, written.report, site.session.textOf, timings);
  else {
    const everything = values.flag('all') ? null : rewrite('`octavo build --all`');
    if (diagnostics.length > 0) console.error(`${formatReport(diagnostics, site.session.textOf, everything)}\n`);
    console.log(summary(dist, diagnostics, result, pages, written.report, durationMs));
    if (diagnostics.length > 0) console.log(formatCounts(diagnostics));
    const note = unfinishedNote(result, { drafts: values.flag('drafts'), future: values.flag('future') });
    if (note !== '') console.log(pc.dim(note));
    if (why !== null) console.log(why);
    if (why !== null && site.cacheWriter !== null) console.log(pc.dim(cacheNote(site.cacheWriter)));
    if (values.flag('verify') && cacheErrors.length === 0) console.log('verified: a clean build has the same result');
    if (values.flag('profile')) console.log(profile(timings, site.threads, result));
  }
  return diagnostics.some(isError) ? 1 : 0;
}

/** The other process saves its state when it ends. */
function cacheNote(writer: number): string {
  return `another process (${writer}, perhaps \`octavo dev\`) has the build cache: changes are counted from the last build before it started`;
}

/** Replaces the digests of what images are made from with the digests of the images. */
async function withImageDigests(result: BuildResult, { images }: BuildSession): Promise<BuildResult> {
  const generated = await images.ensureAll(result.manifest);
  const digests = new Map(generated.value.map(({ path, digest }) => [path, digest]));
  const manifest = result.manifest.map((file) => ({ ...file, digest: digests.get(file.path) ?? file.digest }));
  return { ...result, manifest };
}

/** Builds the same site without the cache and without trusting modification times. */
async function cleanResult(root: string, values: Values): Promise<BuildResult> {
  const clean = openSite({
    root,
    drafts: values.flag('drafts'),
    future: values.flag('future'),
    url: values.text('url'),
    isTrusting: false,
    isFresh: true,
    isCached: false,
    parsesTwice: true,
    workers: values.count('workers', 0, 64),
  });
  const result = await withImageDigests(await clean.session.build(), clean.session);
  clean.close();
  return result;
}

function summary(
  dist: string,
  diagnostics: readonly Diagnostic[],
  result: BuildResult,
  pages: readonly string[],
  report: PublishReport | null,
  durationMs: number,
): string {
  const time = durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(2)} s`;
  const problems = problemCount(diagnostics);
  const content = contentOf(result, diagnostics, pages);
  if (!report) return `${pc.red('not built')}: ${content}: ${problems}; ${dist} is unchanged ${pc.dim(`(${time})`)}`;
  const removed = report.removed.length > 0 ? `, ${report.removed.length} removed` : '';
  const { compressed } = report;
  const small = compressed === null ? '' : ` (${compressed.files} of them compressed, ${compressed.made} now)`;
  const files = `${report.written.length} written, ${report.unchanged} unchanged${removed}${small}`;
  return `${pc.green('built')} ${content} in ${time}: ${files}${problems ? `, ${problems}` : ''}\n${pc.dim(dist)}`;
}

/** All stages from the start of the process, which add up to its time; then each parsing thread, and how often each rule ran or made a value again. */
function profile(
  timings: readonly Stage[],
  threads: readonly ThreadUse[],
  { counts, remakes }: Pick<BuildResult, 'counts' | 'remakes'>,
): string {
  const row = (name: string, ms: number) => `  ${name.padEnd(8)} ${ms.toFixed(1).padStart(9)} ms`;
  const total = timings.reduce((sum, { ms }) => sum + ms, 0);
  const stages = timings.map(({ stage, ms }) => row(stage, ms));
  const uses = threads.map(
    ({ jobs, startMs, busyMs, idleMs }) =>
      `  ${jobs} pages: ${Math.round(startMs)} ms to start, ${Math.round(busyMs)} ms busy, ${Math.round(idleMs)} ms idle`,
  );
  const rules = (numbers: RuleCounts) =>
    Object.entries(numbers).map(([rule, count]) => `  ${rule.padEnd(12)} ${String(count).padStart(5)} ×`);
  return [
    pc.bold('time by stage'),
    ...stages,
    row('in all', total),
    ...(uses.length > 0 ? [pc.bold('threads that parsed'), ...uses] : []),
    pc.bold('rules that ran'),
    ...rules(counts),
    ...(Object.keys(remakes).length > 0
      ? [pc.bold('values made again, as they are not stored'), ...rules(remakes)]
      : []),
  ].join('\n');
}

function printJson(
  diagnostics: readonly Diagnostic[],
  result: BuildResult,
  report: PublishReport | null,
  textOf: (path: string) => string | null,
  timings: readonly Stage[],
): void {
  const printed = {
    ok: !diagnostics.some(isError),
    posts: result.posts,
    pages: result.pages,
    future: result.future,
    drafts: result.drafts,
    diagnostics: jsonDiagnostics(diagnostics, textOf),
    rules: result.counts,
    written: report?.written ?? [],
    removed: report?.removed ?? [],
    unchanged: report?.unchanged ?? 0,
    compressed: report?.compressed ?? null,
    timings: Object.fromEntries(timings.map(({ stage, ms }) => [stage, Math.round(ms * 10) / 10])),
  };
  console.log(JSON.stringify(printed, null, 2));
}
