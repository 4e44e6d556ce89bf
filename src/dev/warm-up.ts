// Warms up the parser: Node runs code three times faster once it has run it a few hundred times, and the first save should not be slow.
// Parses pages while the server is idle and discards the results. Must never change the site or the engine.

import { setTimeout as pause } from 'node:timers/promises';
import type { BuildSession } from '../pipeline/build-session.ts';
import { parseJobFor, parseRequest } from '../pipeline/parse/stale-pages.ts';

const maxTotalMs = 10_000;
const maxTextLength = 100_000;
/** Pause between pages, so that requests are answered. */
const pauseMs = 5;
const busyMs = 100;

export interface WarmUpOptions {
  /** How many pages to parse. */
  readonly pages?: number;
  /** Whether a build is under way. */
  readonly isBusy: () => boolean;
  readonly isClosed: () => boolean;
}

/** Loads the parser and runs it on pages spread evenly over the site. Ends early while the site is changing. Never rejects for a bad page. */
export async function warmUp(
  { engine, rules }: BuildSession,
  { pages = 500, isBusy, isClosed }: WarmUpOptions,
): Promise<void> {
  let spentMs = 0;
  for (let count = 0; count < pages && spentMs < maxTotalMs; count++) {
    while (isBusy() && !isClosed()) await pause(busyMs);
    if (isClosed()) return;
    const startMs = performance.now();
    try {
      const paths = engine.get(rules.pages, '');
      const path = paths[Math.floor((count * paths.length) / pages)];
      if (path === undefined) return;
      const { request } = parseJobFor(path, rules.inputs);
      // Long pages are left to worker threads, which can be ended.
      if (request.source.text.length < maxTextLength)
        await parseRequest(request, { markdown: engine.get(rules.inputs.markdown, ''), plugins: null });
    } catch {
      // A file is changing right now. The build that follows reports its problems.
      return;
    }
    spentMs += performance.now() - startMs;
    await pause(pauseMs);
  }
}
