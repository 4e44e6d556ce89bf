// Computes the pages of a site while `dev` already answers requests. Must never keep the process busy for longer than a slice.

import type { BuildSession } from '../../pipeline/build-session.ts';

/** How long the site is computed before requests are answered. */
const sliceMs = 15;

/** Computes all pages of the site in slices; requests and signals are handled in between. Stops at the first error, which the build reports. */
export async function computeInSlices({ engine, rules }: BuildSession, isWanted: () => boolean): Promise<void> {
  await nextTurn();
  let sinceMs = performance.now();
  try {
    const routes = engine.get(rules.routes, '');
    engine.sweep();
    for (const route of routes) {
      if (!isWanted()) return;
      if (route.kind !== 'public') engine.update(rules.output, route.url);
      if (performance.now() - sinceMs < sliceMs) continue;
      await nextTurn();
      sinceMs = performance.now();
    }
  } catch {}
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
