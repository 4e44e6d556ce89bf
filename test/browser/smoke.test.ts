// One quick look in Chromium for `npm test`: an index and an article load without a complaint and pass axe on a phone, in light and dark.
// The other files in this folder look at everything and run in `npm run test:full`.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, faultsOf, openWatched, type Watched } from './visit.ts';

describeInChromium(120_000, (browser) => {
  let site: ServedSite;
  let watched: Watched;

  beforeAll(async () => {
    site = await serveSite('sample');
    watched = await openWatched(browser(), site, { viewport: { width: 390, height: 844 } });
  }, 120_000);

  afterAll(() => site.close());

  test.each(['', 'posts/everything/'])('/%s', async (path) => {
    const { page, complaints, visit } = watched;
    await page.emulateMedia({ colorScheme: 'light' });
    await visit(path);
    expect(await faultsOf(page)).toEqual([]);
    expect(await axeFindings(page, 'all')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page, 'colors')).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });
});
