// The browser of a run of the tests: the system's Chromium, from `CHROMIUM_PATH` or from PATH. Downloads nothing. One is launched before
// the first test that needs it and closed after the last, as each start costs seconds; files connect to it (`chromium.ts`).

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser listens, null where there is none. */
    readonly chromium: string | null;
  }
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const flags = [
  'no-sandbox',
  'disable-gpu',
  'disable-quic',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
  // Pages of a test share a process: each costs as long to start as a page to load.
  'process-per-site',
];
/** A window without what opens below its address bar: two pages of the browser's own, which cost more to start than one of ours. */
const own = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];
/** Of several lists the browser heeds the last: ours names what Playwright turns off, too. */
const playwrights = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
const launchLimitMs = 60_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const path = find();
  const args = [...flags, `disable-features=${[...playwrights, ...own].join(',')}`].map((flag) => `--${flag}`);
  const server =
    path === null ? null : await chromium.launchServer({ executablePath: path, args, timeout: launchLimitMs });
  project.provide('chromium', server?.wsEndpoint() ?? null);
  return async () => await server?.close();
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
