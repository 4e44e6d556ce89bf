// `octavo build`: content/ becomes dist/, or nothing changes at all.

import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import pc from 'picocolors';
import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import type { BuildResult, BuildSession } from '../../pipeline/build-session.ts';
import { openSite } from '../../pipeline/open-site.ts';
import type { EmitReport } from '../../pipeline/output/emit.ts';
import { publish } from '../../pipeline/publish.ts';
import type { Values } from '../arguments.ts';
import { openProgress } from '../reports/progress.ts';
import { countOf, futureNote, jsonDiagnostics, formatDiagnostics, problemCount } from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';
import { differences } from './verify.ts';
import { explainWhy } from './why.ts';

/**
 * How much of garbage a heap may hold before it is collected, in percent of what lives in it. V8 left alone lets it be three times as
 * much, for no gain in time that could be measured: 100,000 posts took twice the memory.
 */
const heapGrowth = 30;

export async function run(values: Values): Promise<number> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  try {
    return await build(values);
  } finally {
    // As it was at the start: compiled code that is kept at the end is good for one set of flags.
    setFlagsFromString('--heap-growing-percent=0');
  }
}

async function build(values: Values): Promise<number> {
  const startedMs = performance.now();
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
    isWritten: true,
    onProgress: (done, of) => progress.show('parsing', done, of),
  });
  const written = await publish(await site.session.build(), {
    dist,
    root,
    session: site.session,
    stats: site.stats,
    onProgress: (done, of) => progress.show('images', done, of),
  });
  progress.clear();
  const { result } = written;
  const cacheErrors = values.flag('verify')
    ? differences(await withImageDigests(result, site.session), await cleanResult(root, values))
    : [];
  const address = values.text('why');
  const why = address === null ? null : explainWhy(address, site.session);
  // What was computed is kept even where the site has errors: the next build starts from it.
  const diagnostics = [...result.diagnostics, ...written.diagnostics, ...cacheErrors, ...site.session.save()];
  site.close();
  const durationMs = performance.now() - startedMs;
  if (isJson) printJson(diagnostics, result, written.report, site.session.textOf);
  else {
    if (diagnostics.length > 0) console.error(`${formatDiagnostics(diagnostics, site.session.textOf)}\n`);
    console.log(summary(dist, diagnostics, result, written.report, durationMs));
    const note = futureNote(result.future, values.flag('future'));
    if (note !== '') console.log(pc.dim(note));
    if (why !== null) console.log(why);
    if (values.flag('verify') && cacheErrors.length === 0) console.log('verified: a clean build makes the same bytes');
    if (values.flag('profile')) console.log(profile(result));
  }
  return diagnostics.some(isError) ? 1 : 0;
}

/** The result with the pictures' own digests in place of those of what they are made from. */
async function withImageDigests(result: BuildResult, { images: pictures }: BuildSession): Promise<BuildResult> {
  const made = await pictures.ready(result.manifest);
  const digests = new Map(made.value.map(({ path, digest }) => [path, digest]));
  const manifest = result.manifest.map((file) => ({ ...file, digest: digests.get(file.path) ?? file.digest }));
  return { ...result, manifest };
}

/** The same site built from nothing, with no cache and no shortcut. */
async function cleanResult(root: string, values: Values): Promise<BuildResult> {
  const clean = openSite({
    root,
    drafts: values.flag('drafts'),
    future: values.flag('future'),
    url: values.text('url'),
    isTrusting: false,
    isFresh: true,
    isKept: false,
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
  report: EmitReport | null,
  durationMs: number,
): string {
  const time = durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(2)} s`;
  const problems = problemCount(diagnostics);
  if (!report) return `${pc.red('not built')}: ${problems}; ${dist} is as it was ${pc.dim(`(${time})`)}`;
  const content =
    [countOf(result.posts, 'post'), countOf(result.pages, 'page')].filter(Boolean).join(' and ') || 'an empty site';
  const removed = report.removed.length > 0 ? `, ${report.removed.length} removed` : '';
  const files = `${report.written.length} written, ${report.unchanged} unchanged${removed}`;
  return `${pc.green('built')} ${content} in ${time}: ${files}${problems ? `, ${problems}` : ''}\n${pc.dim(dist)}`;
}

function profile({ timings, counts }: BuildResult): string {
  const stages = timings.map(({ stage, ms }) => `  ${stage.padEnd(8)} ${ms.toFixed(1).padStart(9)} ms`);
  const rules = Object.entries(counts).map(([rule, count]) => `  ${rule.padEnd(12)} ${String(count).padStart(5)} ×`);
  return [pc.bold('time by stage'), ...stages, pc.bold('rules run'), ...rules].join('\n');
}

function printJson(
  diagnostics: readonly Diagnostic[],
  result: BuildResult,
  report: EmitReport | null,
  textOf: (path: string) => string | null,
): void {
  const printed = {
    ok: !diagnostics.some(isError),
    posts: result.posts,
    pages: result.pages,
    future: result.future,
    diagnostics: jsonDiagnostics(diagnostics, textOf),
    rules: result.counts,
    written: report?.written ?? [],
    removed: report?.removed ?? [],
    unchanged: report?.unchanged ?? 0,
    timings: Object.fromEntries(result.timings.map(({ stage, ms }) => [stage, Math.round(ms * 10) / 10])),
  };
  console.log(JSON.stringify(printed, null, 2));
}
