// The one way by which tests come by a browser: that of the run (`run-chromium.ts`). Where there is none they are skipped by a name that
// says so.

import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';

/** Tests in the browser, of which each file sees only what it opened itself; skipped where there is none. */
export function describeInChromium(limitMs: number, define: (browser: () => Browser) => void): void {
  const address = inject('chromium');
  const name = address === null ? 'skipped: no Chromium on PATH or in CHROMIUM_PATH' : 'in Chromium';
  describe.skipIf(address === null)(name, { timeout: limitMs }, () => {
    let connected: Browser | null = null;
    beforeAll(async () => {
      connected = await chromium.connect(address ?? '');
    }, 60_000);
    // Closes what this file opened, and nothing else.
    afterAll(() => connected?.close());
    define(() => {
      if (!connected) throw new Error('the browser is there before the tests, not before they are defined');
      return connected;
    });
  });
}
