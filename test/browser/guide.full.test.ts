// The guides on writing, which show every feature, as readers see them: built, served like on a strict host, and checked in light, dark, on
// a phone and in print. `GUIDE_SCREENSHOTS=FOLDER` saves screenshots there.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, type Visit, visit } from './visit.ts';

const screenshots = process.env['GUIDE_SCREENSHOTS'];

const looks = {
  light: { scheme: 'light', media: 'screen', width: 1440, height: 900 },
  dark: { scheme: 'dark', media: 'screen', width: 1440, height: 900 },
  phone: { scheme: 'light', media: 'screen', width: 390, height: 844 },
  'phone, dark': { scheme: 'dark', media: 'screen', width: 390, height: 844 },
  narrow: { scheme: 'light', media: 'screen', width: 320, height: 640 },
  // An A4 page with margins of 2 cm.
  print: { scheme: 'light', media: 'print', width: 642, height: 970 },
} as const;

describeInChromium(120_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('ours');
  }, 120_000);
  afterAll(() => site.close());

  const views = ['writing', 'explaining'].flatMap((guide) =>
    Object.entries(looks).map(([name, look]) => [`${guide}, ${name}`, guide, name, look] as const),
  );

  describe.each(views)('%s', (title, guide, name, { scheme, media, width, height }) => {
    let visited: Visit;
    let page: Page;

    beforeAll(async () => {
      visited = await visit(browser(), site, `${guide}/`, { viewport: { width, height } });
      ({ page } = visited);
      await page.emulateMedia({ media, colorScheme: scheme, reducedMotion: 'reduce' });
      // Images further down load lazily.
      await page.evaluate(async () => {
        for (const image of document.images) image.loading = 'eager';
        await Promise.all([...document.images].map((image) => image.decode()));
        await document.fonts.ready;
      });
      if (screenshots) await page.screenshot({ path: join(screenshots, `${title}.png`), fullPage: true });
    }, 60_000);
    afterAll(() => visited.close());

    test('axe finds nothing', async () => {
      // At the same width in other colors, only colors can be wrong.
      expect(await axeFindings(page, name === 'dark' || name === 'phone, dark' ? 'colors' : 'all')).toEqual([]);
    });

    test('nothing is wider than the screen unless it scrolls', async () => {
      const wide = await page.evaluate(() => {
        const limit = document.documentElement.clientWidth;
        const scrolls = (element: Element) => {
          for (let box: Element | null = element; box; box = box.parentElement)
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(box).overflowX)) return true;
          return false;
        };
        const out = [...document.body.querySelectorAll('*')].filter(
          (element) => element.getBoundingClientRect().right > limit + 1 && !scrolls(element),
        );
        const names = out.map((element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`);
        return document.documentElement.scrollWidth > limit ? ['the page scrolls', ...names] : names;
      });
      expect(wide).toEqual([]);
    });

    test('images load in a size that fits, and the console is empty', async () => {
      const shown = await page.evaluate(() =>
        [...document.images].map(({ currentSrc, clientWidth }) => {
          const [, width, type] = /-(\d+)-[0-9a-f]{10}\.(\w+)$/.exec(currentSrc) ?? [];
          return { type, ratio: Number(width) / clientWidth };
        }),
      );
      expect(shown).toMatchObject(guide === 'writing' ? [{ type: 'avif' }, { type: 'avif' }] : []);
      // Sharp, but not larger than necessary.
      for (const { ratio } of shown) expect(ratio).toSatisfy((times: number) => times > 0.98 && times < 2.5);
      expect(visited.complaints).toEqual([]);
    });
  });

  test('without scripts and under the policy of the page, everything is visible', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.goto(`${site.url}writing/`);
    expect(new Set(asked)).toEqual(new Set([new URL(site.url).host]));
    expect(await page.locator('.body script, .body style, .body [style], .body [onclick]').count()).toBe(0);
    for (const inside of ['svg.graph', 'svg.sequence', 'math', 'figure img', 'aside.callout'])
      expect(await page.locator(`.body ${inside}`).first().isVisible(), inside).toBe(true);
    await context.close();
  });
});
