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
  /** What is answered, by path. */
  files: { readonly [path: string]: string };
  readonly deeds: string[];
}

describeInChromium(60_000, (browser) => {
  const free: Tab[] = [];

  async function openTab(): Promise<Tab> {
    const tab: Tab = { page: await browser().newPage(), files: {}, deeds: [] };
    tab.page.on('dialog', (dialog) => {
      tab.deeds.push('ran');
      void dialog.dismiss();
    });
    await tab.page.route('**/*', async (route) => {
      const { origin, pathname, href } = new URL(route.request().url());
      const body = origin === 'http://site.test' ? tab.files[pathname] : undefined;
      if (body !== undefined)
        return route.fulfill({ contentType: pathname.endsWith('.svg') ? 'image/svg+xml' : 'text/html', body });
      tab.deeds.push(`asked for ${href}`);
      return route.abort();
    });
    return tab;
  }

  /** What comes of opening and clicking it: dialogs and requests, once there is one or the time is over. */
  async function deedsOf(tab: Tab, text: string, limitMs: number): Promise<readonly string[]> {
    // Of the same host: another would have its own process, and take longer to get to than all the rest.
    tab.files = { '/blank': '', '/x.svg': text };
    await tab.page.goto('http://site.test/blank');
    tab.deeds.length = 0;
    await tab.page.goto('http://site.test/x.svg');
    await tab.page.mouse.click(20, 20);
    const endMs = performance.now() + limitMs;
    while (tab.deeds.length === 0 && performance.now() < endMs) await tab.page.waitForTimeout(10);
    return [...tab.deeds];
  }

  test.concurrent.each(Object.entries(hostileSvgs))('%s, as written', async (name, [text]) => {
    const tab = free.pop() ?? (await openTab());
    const deeds = await deedsOf(tab, text, quiet.has(name) ? 100 : 30_000);
    expect(deeds.length === 0, 'quiet').toBe(quiet.has(name));
    free.push(tab);
  });

  /** What comes of opening and clicking all of them, a frame each, in so much time after the last click. */
  async function deedsOfAll(texts: readonly string[], restMs: number): Promise<readonly string[]> {
    const tab = await openTab();
    const paths = texts.map((_, index) => `/${index}.svg`);
    const frames = paths.map((path) => `<iframe src="${path}" width="90" height="90"></iframe>`).join('');
    tab.files = { '/all': frames, ...Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? ''])) };
    await tab.page.setViewportSize({ width: 1000, height: 1000 });
    await tab.page.goto('http://site.test/all');
    for (const frame of await tab.page.locator('iframe').all()) {
      const box = await frame.boundingBox();
      await tab.page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    }
    await tab.page.waitForTimeout(restMs);
    await tab.page.close();
    return tab.deeds;
  }

  test('none of them, as published', async () => {
    const written = Object.values(hostileSvgs).map(([text]) => text);
    // In half of the time a script or a request of most of them is seen here, too.
    expect((await deedsOfAll(written, 500)).length).toBeGreaterThan(written.length / 2);
    const published = written.flatMap((text) => cleanSvg('content/x.svg', text).value ?? []);
    expect(published.length).toBeGreaterThan(written.length / 2);
    expect(await deedsOfAll(published, 1000)).toEqual([]);
  });
});
