// Connects tests to the browser of the test run (`run-chromium.ts`). Without a browser they are skipped, and their name says so. Tests must
// never launch a browser themselves.

import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';

/** Defines tests that run in the browser. Each file sees only the pages that it opened itself. */
export function describeInChromium(limitMs: number, define: (browser: () => Browser) => void): void {
  const address = inject('chromium');
  const name = address === null ? 'skipped: no Chromium on PATH or in CHROMIUM_PATH' : 'in Chromium';
  describe.skipIf(address === null)(name, { timeout: limitMs }, () => {
    let connected: Browser | null = null;
    beforeAll(async () => {
      connected = await chromium.connect(address ?? '');
    }, 60_000);
    // Closes only the pages that this file opened.
    afterAll(() => connected?.close());
    define(() => {
      if (!connected) throw new Error('the browser can only be used inside tests, not while they are defined');
      return connected;
    });
  });
}
