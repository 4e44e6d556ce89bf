// The one way by which tests come by a browser: the system's Chromium, from `CHROMIUM_PATH` or from PATH. Downloads nothing; where
// there is none the tests are skipped by a name that says so.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const flags = [
  'no-sandbox',
  'disable-gpu',
  'disable-quic',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
];
const launchLimitMs = 60_000;

/** Absolute path of the browser, null where there is none. */
export const chromiumPath: string | null = find();

/** A headless browser; throws where there is none. Whoever launches one closes it. */
export async function launchChromium(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('there is no Chromium: put one on PATH or name it in CHROMIUM_PATH');
  const args = flags.map((flag) => `--${flag}`);
  return await chromium.launch({ executablePath: chromiumPath, args, timeout: launchLimitMs });
}

/** Tests that share one browser, launched before the first of them and closed after the last; skipped where there is none. */
export function describeInChromium(limitMs: number, define: (browser: () => Browser) => void): void {
  const name = chromiumPath === null ? 'skipped: no Chromium on PATH or in CHROMIUM_PATH' : 'in Chromium';
  describe.skipIf(chromiumPath === null)(name, { timeout: limitMs }, () => {
    let launched: Browser | null = null;
    beforeAll(async () => {
      launched = await launchChromium();
    }, launchLimitMs);
    afterAll(() => launched?.close());
    define(() => {
      if (!launched) throw new Error('the browser is launched before the tests, not before they are defined');
      return launched;
    });
  });
}

function find(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const all = named ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return all.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
