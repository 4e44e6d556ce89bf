// Parses pages in worker threads if that is faster, and always if a page might take too long, because a thread can be stopped.
// The result must not depend on where a page is parsed.

import { existsSync } from 'node:fs';
import type { ParsedPage } from '../../content/page.ts';
import { error } from '../../model/diagnostic.ts';
import { type LossReason, runInPool, type ThreadUse } from '../../system/worker-pool.ts';
import { type Parse, type ParseJob, type ParseSettings, parseHere, parseRequest } from './stale-pages.ts';
import type { ParseMessage } from './worker.ts';

/** Characters: less than this is parsed faster without threads, which take about a tenth of a second each to start. */
const minPoolLength = 600_000;
/** Characters: a longer page could take long enough to need a time limit. */
const maxUnlimitedLength = 100_000;
const pageLimitMs = 10_000;
const pageLimitMb = 2048;

export interface ParsePoolOptions {
  /** Threads; null: one per core if that is faster. 0: none in any case. */
  readonly workers: number | null;
  readonly cores: number;
  /** The compiled worker; if it does not exist, this thread parses all pages. */
  readonly file?: URL;
  readonly limitMs?: number;
  readonly onThreadEnd?: (use: ThreadUse) => void;
}

/** Starts threads only when they are needed and stops them when all pages are parsed. */
export function parseInPool(options: ParsePoolOptions): Parse {
  const { workers, cores, file = new URL('worker.mjs', import.meta.url), limitMs = pageLimitMs } = options;
  const { onThreadEnd } = options;
  return async (jobs, settings, onPage) => {
    const source = jobs[Symbol.iterator]();
    const first = workers === 0 || !existsSync(file) ? null : readAhead(source, workers !== null);
    const rest = { [Symbol.iterator]: () => source };
    if (first === null) return await parseHere(rest, settings, onPage);
    if (!first.isWorthwhile) return await parseHere(first.jobs, settings, onPage);
    await runInPool(joined(first.jobs, rest), {
      file,
      threads: workers ?? cores,
      limitMs,
      limitMb: pageLimitMb,
      // Once for each thread, because plugins may be large.
      data: settings,
      messageOf: ({ request }): ParseMessage => ({ request }),
      onResult: onPage,
      ...(onThreadEnd && { onThreadEnd }),
      onLost: async (job, reason) => onPage(job, await frontMatterOnly(job, settings, reason, limitMs)),
    });
  };
}

/** Takes jobs until it is clear that threads are worthwhile for them, or there are no more. */
function readAhead(source: Iterator<ParseJob>, isWanted: boolean): { jobs: ParseJob[]; isWorthwhile: boolean } {
  const jobs: ParseJob[] = [];
  let room = minPoolLength;
  for (let next = source.next(); !next.done; next = source.next()) {
    const length = lengthOf(next.value);
    jobs.push(next.value);
    room -= length;
    if (isWanted || room < 0 || length > maxUnlimitedLength) return { jobs, isWorthwhile: true };
  }
  return { jobs, isWorthwhile: false };
}

function* joined(first: Iterable<ParseJob>, rest: Iterable<ParseJob>): Iterable<ParseJob> {
  yield* first;
  yield* rest;
}

/** The page with its front matter alone, and an error that names the page. */
async function frontMatterOnly(
  job: ParseJob,
  { markdown }: ParseSettings,
  reason: LossReason,
  limitMs: number,
): Promise<ParsedPage> {
  const { path, request } = job;
  const text = /^\uFEFF?(---|\+\+\+)[^]*?[\r\n]\1[ \t]*(?:\r\n|\r|\n|$)/.exec(request.source.text)?.[0] ?? '';
  const page = await parseRequest({ source: { path, text }, includes: {} }, { markdown, plugins: null });
  const errors = page.diagnostics.filter(({ severity }) => severity === 'error');
  const at = { path, start: text.length, end: text.length };
  const lost =
    reason === 'slow'
      ? error('markdown/too-slow', `parsing \`${path}\` takes more than ${limitMs / 1000} s`, at, { hint: divide })
      : error('markdown/too-costly', `parsing \`${path}\` takes too much memory`, at, { hint: divide });
  return { ...page, diagnostics: [...errors, lost] };
}

const divide = 'split the text, or look for deeply nested or very long constructs in it';

function lengthOf({ request }: ParseJob): number {
  return (
    request.source.text.length + Object.values(request.includes).reduce((sum, text) => sum + (text?.length ?? 0), 0)
  );
}
