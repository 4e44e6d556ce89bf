// Hostile SVG files opened by their own address, as a browser sees them: as written they run or load, as published they do not.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cleanSvg } from '../../src/content/svg-file.ts';
import { describeInChromium } from '../support/chromium.ts';
import { hostileSvgs } from '../support/hostile-svg.ts';

/** As written they do nothing in today's Chromium; they stay on the list for other browsers, and for yesterday's. */
const quiet = new Set([
  'link to a page of data',
  'link that is set to code',
  'use of another file',
  'use of data',
  'another base',
  'sheet of transformations',
  'comment that is none',
  'CDATA outside',
  'entity of HTML',
]);

interface Tab {
  readonly page: Page;
  shown: string;
  readonly deeds: string[];
}

describeInChromium(60_000, (browser) => {
  const free: Tab[] = [];

  async function openTab(): Promise<Tab> {
    const tab: Tab = { page: await browser().newPage(), shown: '', deeds: [] };
    tab.page.on('dialog', (dialog) => {
      tab.deeds.push('ran');
      void dialog.dismiss();
    });
    await tab.page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === 'http://site.test/x.svg') return route.fulfill({ contentType: 'image/svg+xml', body: tab.shown });
      // Of the same host: another would have its own process, and take longer to get to than all the rest.
      if (url === 'http://site.test/blank') return route.fulfill({ contentType: 'text/plain', body: '' });
      tab.deeds.push(`asked for ${url}`);
      return route.abort();
    });
    return tab;
  }

  /** What comes of opening and clicking it: dialogs and requests, once there is one or the time is over. */
  async function deedsOf(tab: Tab, text: string, limitMs: number): Promise<readonly string[]> {
    await tab.page.goto('http://site.test/blank');
    tab.shown = text;
    tab.deeds.length = 0;
    await tab.page.goto('http://site.test/x.svg');
    await tab.page.mouse.click(20, 20);
    const endMs = performance.now() + limitMs;
    while (tab.deeds.length === 0 && performance.now() < endMs) await tab.page.waitForTimeout(10);
    return [...tab.deeds];
  }

  test.concurrent.each(Object.entries(hostileSvgs))('%s', async (name, [text]) => {
    const tab = free.pop() ?? (await openTab());
    const startedMs = performance.now();
    const before = await deedsOf(tab, text, quiet.has(name) ? 100 : 30_000);
    expect(before.length === 0, 'quiet as written').toBe(quiet.has(name));
    // As long as it took before, and then some: on a busy machine that may be long.
    const longMs = 100 + performance.now() - startedMs;
    const { value } = cleanSvg('content/x.svg', text);
    if (value !== null) expect(await deedsOf(tab, value, longMs), 'as published').toEqual([]);
    free.push(tab);
  });
});
