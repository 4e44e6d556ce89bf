// The site in this repository, whatever posts it holds: every post and page on a phone and on a desk.

import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, faultsOf, openWatched } from './visit.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

describeInChromium(300_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('ours');
  }, 120_000);

  afterAll(() => site.close());

  test('every page', async () => {
    const paths = readdirSync(site.dist, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) =>
        /^(?:posts\/[^/]+\/)?index\.html$|^(?!posts|page|tags|series|search)[^/]+\/index\.html$/.test(path),
      );
    const watched = await openWatched(browser(), site, { viewport: phone });
    const { page } = watched;
    const bad: unknown[] = [];
    for (const path of paths.toSorted()) {
      await page.setViewportSize(phone);
      await watched.visit(path.replace(/index\.html$/, ''));
      const narrow = await faultsOf(page);
      await page.setViewportSize(desk);
      const wide = await faultsOf(page);
      // Contrast is held by the palette's own test and the sample site; on long code it takes axe seconds.
      const axe = await axeFindings(page, 'all but colors');
      const found = [...watched.complaints.splice(0), ...narrow, ...wide, ...axe];
      if (found.length > 0) bad.push({ path, found });
    }
    await watched.close();
    expect(paths.length).toBeGreaterThan(10);
    expect(bad).toEqual([]);
  });
});
