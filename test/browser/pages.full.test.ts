// Every kind of page in Chromium, light and dark, on a phone, a tablet and a desktop: no console message, nothing blocked by the
// policy, no request to another host, no layout shift, nothing wider than the screen, and no finding of axe.

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

const height = 900;
const widths = [320, 768, 1440];

describeInChromium(120_000, (browser) => {
  let site: ServedSite;
  let watched: Watched;

  beforeAll(async () => {
    site = await serveSite('sample');
    watched = await openWatched(browser(), site, { viewport: { width: 1440, height } });
  }, 120_000);

  afterAll(() => site.close());

  test.each(pages)('%s', async (_, path) => {
    const { page, complaints, visit } = watched;
    const found: unknown[] = [];
    await page.emulateMedia({ colorScheme: 'light' });
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await visit(path);
      found.push({ width, faults: await faultsOf(page) });
    }
    // axe takes twice as long on a freshly loaded page, so other widths and schemes reuse this one.
    for (const width of widths.toReversed()) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push({ width, colorScheme, axe: await axeFindings(page, colorScheme === 'light' ? 'all' : 'colors') });
      }
    }
    expect([...found, ...complaints.splice(0)]).toEqual([
      ...widths.map((width) => ({ width, faults: [] })),
      ...widths.toReversed().flatMap((width) => [
        { width, colorScheme: 'light', axe: [] },
        { width, colorScheme: 'dark', axe: [] },
      ]),
    ]);
  });

  test('a redirect leads to its target', async () => {
    const page = await browser().newPage();
    await page.goto(`${site.url}old/everything/`);
    await page.waitForURL('**/posts/everything/');
    await page.close();
  });
});
