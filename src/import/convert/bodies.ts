// Converts the bodies of all pages, in threads if there are many. The result must not depend on where a body is converted.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runInPool } from '../../system/worker-pool.ts';
import { type ConversionPlan, openConverter } from './converter.ts';
import { type ConvertedPage, unconvertedPage, withoutDeadFragments } from './page.ts';
import type { ConvertMessage } from './worker.ts';

/** Characters: less than this is converted faster without threads. */
const minPoolLength = 1_000_000;
/** More threads than this wait for the one that hands them their bodies. */
const maxThreads = 8;
const bodyLimitMs = 60_000;
const threadLimitMb = 1024;

export interface ConvertOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** The compiled worker; if it does not exist, this thread converts all bodies. */
  readonly file?: URL;
}

/** All pages in the order of the plan. Links to anchors that no page has lose them. */
export async function convertBodies(
  plan: ConversionPlan,
  { onProgress, file = new URL('import-worker.mjs', import.meta.url) }: ConvertOptions,
): Promise<readonly ConvertedPage[]> {
  const { placed } = plan;
  const pages: ConvertedPage[] = [];
  let done = 0;
  const add = (index: number, page: ConvertedPage) => {
    pages[index] = page;
    onProgress?.(++done, placed.length);
  };
  const length = placed.reduce((sum, { page }) => sum + page.body.length, 0);
  const threads = Math.min(maxThreads, availableParallelism());
  if (length < minPoolLength || threads < 2 || !existsSync(file)) {
    const convert = await openConverter(plan);
    for (const [index, { page }] of placed.entries()) add(index, convert(index, page.body));
  } else
    await runInPool(placed.keys(), {
      file,
      threads,
      limitMs: bodyLimitMs,
      limitMb: threadLimitMb,
      data: withoutBodies(plan),
      messageOf: (index): ConvertMessage => ({ index, body: placed[index]?.page.body ?? '' }),
      onResult: (index, page: ConvertedPage) => add(index, page),
      onLost: (index) => {
        const lost = placed[index];
        if (lost !== undefined) add(index, unconvertedPage(lost));
      },
    });
  const anchors = new Map(pages.map((page) => [page.target, page.anchors]));
  return pages.map((page) => withoutDeadFragments(page, (target) => anchors.get(target) ?? null));
}

/** What each thread starts with: bodies are the largest part of a site, and a thread needs only some. */
function withoutBodies(plan: ConversionPlan): ConversionPlan {
  const bare = new Map(plan.site.pages.map((page) => [page, { ...page, body: '' }]));
  return {
    ...plan,
    site: { ...plan.site, pages: [...bare.values()] },
    placed: plan.placed.map((each) => ({ ...each, page: bare.get(each.page) ?? { ...each.page, body: '' } })),
  };
}
