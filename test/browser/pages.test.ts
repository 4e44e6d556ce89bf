// Every kind of page in Chromium, light and dark, on a phone, a tablet and a desk: nothing on the console, nothing refused by the
// policy, nothing asked of another host, nothing that moves, nothing wider than the screen, and axe finds nothing.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, faultsOf, openWatched, type Watched } from './visit.ts';

const pages: readonly (readonly [kind: string, path: string])[] = [
  ['index', ''],
  ['second page of the index', 'page/2/'],
  ['article', 'posts/everything/'],
  ['short article', 'posts/last/'],
  ['page', 'about/'],
  ['tags', 'tags/'],
  ['tag', 'tags/go/'],
  ['all series', 'series/'],
  ['series', 'series/networks/'],
  ['archive', 'archive/'],
  ['search', 'search/'],
  ['results of a search', 'search/?q=everything'],
  ['not found', '404.html'],
];

const widths = [320, 768, 1440];

describeInChromium(120_000, (browser) => {
  let site: ServedSite;
  let screens: readonly { readonly width: number; readonly watched: Watched }[];

  beforeAll(async () => {
    site = await serveSite('sample');
    screens = await Promise.all(widths.map(async (width) => ({ width, watched: await open(browser(), width) })));
  }, 120_000);

  afterAll(() => site.close());

  function open(chromium: Browser, width: number): Promise<Watched> {
    return openWatched(chromium, site, { viewport: { width, height: 900 } });
  }

  test.each(pages)('%s', async (_, path) => {
    for (const { width, watched } of screens) {
      const { page } = watched;
      await page.emulateMedia({ colorScheme: 'light' });
      await watched.visit(path);
      const faults = await faultsOf(page);
      const light = await axeFindings(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axeFindings(page, 'colors');
      const found = { width, complaints: watched.complaints.splice(0), faults, light, dark };
      expect(found).toEqual({ width, complaints: [], faults: [], light: [], dark: [] });
    }
  });

  test('a redirect leads on', async () => {
    const page = await browser().newPage();
    await page.goto(`${site.url}old/everything/`);
    await page.waitForURL('**/posts/everything/');
    await page.close();
  });
});
