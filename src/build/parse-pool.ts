// Parses pages in worker threads where that pays, and always where a page might take too long: a worker can be ended.
// The order in which pages arrive must never matter to anybody.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Tinypool } from 'tinypool';
import { parsePage } from '../content/page.ts';
import type { MarkdownConfig } from '../model/config.ts';
import { type Built, error } from '../model/diagnostic.ts';
import type { Page } from '../model/page.ts';
import { type Parse, type ParseJob, parseHere } from './parse.ts';
import type { Batch } from './worker.ts';

/** Threads cost about a tenth of a second each to start: fewer and shorter pages than this are parsed faster without. */
const worthwhileLength = 600_000;
/** A page longer than this could take long enough to need a limit. */
const harmlessLength = 100_000;
const batchLength = 120_000;
const batchLimitMs = 30_000;
const pageLimitMs = 10_000;

export interface PoolOptions {
  /** Threads; null: as many as there are cores. 0: none, whatever it takes. */
  readonly workers: number | null;
  readonly cores: number;
}

/** A way to parse that starts threads only when it first needs them and ends them when it is done. */
export function parseInPool({ workers, cores }: PoolOptions): Parse {
  const file = fileURLToPath(new URL('worker.mjs', import.meta.url));
  const threads = workers ?? cores;
  return async (jobs, config, take) => {
    const total = jobs.reduce((sum, job) => sum + lengthOf(job), 0);
    const isHarmless = jobs.every((job) => lengthOf(job) <= harmlessLength);
    const isSmall = total < worthwhileLength && workers === null;
    if (threads === 0 || !existsSync(file) || (isHarmless && isSmall)) return await parseHere(jobs, config, take);
    const { Tinypool } = await import('tinypool');
    const pool = new Tinypool({ filename: file, runtime: 'worker_threads', minThreads: threads, maxThreads: threads });
    try {
      await parseThrough(pool, jobs, config, take);
    } finally {
      await pool.destroy();
    }
  };
}

async function parseThrough(
  pool: Tinypool,
  jobs: readonly ParseJob[],
  config: MarkdownConfig,
  take: Parameters<Parse>[2],
): Promise<void> {
  await Promise.all(
    batchesOf(jobs).map(async (batch) => {
      const pages = await within(pool, batch, config, batchLimitMs);
      if (pages) return batch.forEach((job, index) => takeAt(job, pages[index], take));
      // Something in the batch hangs: each page of it alone, to find out which.
      for (const job of batch) {
        const alone = await within(pool, [job], config, pageLimitMs);
        take(job, alone?.[0] ?? (await tooSlow(job, config)));
      }
    }),
  );
}

function takeAt(job: ParseJob, page: Built<Page> | undefined, take: Parameters<Parse>[2]): void {
  if (page) take(job, page);
}

/** Null where the time ran out or the thread died. */
async function within(
  pool: Tinypool,
  jobs: readonly ParseJob[],
  config: MarkdownConfig,
  limitMs: number,
): Promise<Built<Page>[] | null> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const batch: Batch = { requests: jobs.map((job) => job.request), config };
  try {
    // The clock runs from when a thread takes the batch up, which the queue delays.
    const running = pool.run(batch, { signal: controller.signal }) as Promise<Built<Page>[]>;
    const limit = limitMs * (1 + pool.queueSize);
    timer = setTimeout(() => controller.abort(), limit);
    return await running;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** The page without its text, and an error that names it. */
async function tooSlow({ path, request }: ParseJob, config: MarkdownConfig): Promise<Built<Page>> {
  const frontMatter = /^\uFEFF?---[^]*?[\r\n]---[ \t]*(?:\r\n|\r|\n|$)/.exec(request.source.text)?.[0] ?? '';
  const page = await parsePage({ source: { path, text: frontMatter }, includes: {} }, config);
  const message = `parsing \`${path}\` takes more than ${pageLimitMs / 1000} s`;
  const at = { path, start: frontMatter.length, end: frontMatter.length };
  const slow = error('markdown/too-slow', message, at, {
    hint: 'divide the text, or look for deeply nested or endless structures in it',
  });
  return { value: page.value, diagnostics: [...page.diagnostics.filter(({ severity }) => severity === 'error'), slow] };
}

/** Batches of about equal length, in the order of the jobs. */
function batchesOf(jobs: readonly ParseJob[]): ParseJob[][] {
  const batches: ParseJob[][] = [];
  let room = 0;
  for (const job of jobs) {
    const length = lengthOf(job);
    if (room < length || batches.length === 0) {
      batches.push([]);
      room = batchLength;
    }
    batches.at(-1)?.push(job);
    room -= length;
  }
  return batches;
}

function lengthOf({ request }: ParseJob): number {
  return (
    request.source.text.length + Object.values(request.includes).reduce((sum, text) => sum + (text?.length ?? 0), 0)
  );
}
