// Parsing for practice: what Node has run some hundred times it runs three times faster, and the first save of a day should not be what it
// practises on. Pages are parsed while nobody waits and what comes out is thrown away; nothing of the site or the engine changes.

import { setTimeout as pause } from 'node:timers/promises';
import type { BuildSession } from '../pipeline/build-session.ts';
import { jobFor, parseRequest } from '../pipeline/parse/parse.ts';

const maxTotalMs = 10_000;
const maxTextLength = 100_000;
/** Between pages, for whoever asks for something. */
const pauseMs = 5;
const busyMs = 100;

export interface WarmUpOptions {
  /** Default: enough. */
  readonly pages?: number;
  /** Whether a build is under way. */
  readonly isBusy: () => boolean;
  readonly isClosed: () => boolean;
}

/** Loads the parser and runs it warm, on pages evenly chosen. Ends early where the site is changing; never rejects for what a page says. */
export async function warmUp(
  { engine, rules }: BuildSession,
  { pages = 500, isBusy, isClosed: isOver }: WarmUpOptions,
): Promise<void> {
  let spentMs = 0;
  for (let count = 0; count < pages && spentMs < maxTotalMs; count++) {
    while (isBusy() && !isOver()) await pause(busyMs);
    if (isOver()) return;
    const startMs = performance.now();
    try {
      const paths = engine.get(rules.pages, '');
      const path = paths[Math.floor((count * paths.length) / pages)];
      if (path === undefined) return;
      const { request } = jobFor(path, rules.inputs);
      // What could take long is parsed where it can be ended.
      if (request.source.text.length < maxTextLength)
        await parseRequest(request, engine.get(rules.inputs.markdown, ''));
    } catch {
      // A file that is changing this very moment; the build that follows has something to say about it, if anybody has.
      return;
    }
    spentMs += performance.now() - startMs;
    await pause(pauseMs);
  }
}
