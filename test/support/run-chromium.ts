// Launches one browser for a test run: the system's Chromium, from `CHROMIUM_PATH` or PATH. Never downloads one. It starts before the first
// test and closes after the last, because each start takes seconds; test files connect to it (`chromium.ts`).

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** WebSocket address of the browser, or null if there is none. */
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
  // The pages of a test share a process, because a new process takes as long as loading a page.
  'process-per-site',
];
/** Two internal pages below the address bar, which take longer to start than a page under test. */
const ownDisabled = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];
/** The browser only respects the last list of disabled features, so ours must repeat Playwright's. */
const disabledByPlaywright = [
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
  const path = findChromium();
  const args = [...flags, `disable-features=${[...disabledByPlaywright, ...ownDisabled].join(',')}`].map(
    (flag) => `--${flag}`,
  );
  const server =
    path === null ? null : await chromium.launchServer({ executablePath: path, args, timeout: launchLimitMs });
  project.provide('chromium', server?.wsEndpoint() ?? null);
  return async () => await server?.close();
}

function findChromium(): string | null {
  const configured = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = configured ? [configured] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
