// Hostile SVG files opened by their own address, as a browser sees them: as written they run or load, as published they do not.

import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
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

describeInChromium(60_000, (browser) => {
  let page: Page;
  let shown = '';
  const deeds: string[] = [];

  beforeAll(async () => {
    page = await browser().newPage();
    page.on('dialog', (dialog) => {
      deeds.push('ran');
      void dialog.dismiss();
    });
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === 'http://site.test/x.svg') return route.fulfill({ contentType: 'image/svg+xml', body: shown });
      deeds.push(`asked for ${url}`);
      return route.abort();
    });
  });

  /** What comes of opening and clicking it: dialogs and requests. */
  async function deedsOf(text: string): Promise<readonly string[]> {
    await page.goto('about:blank');
    shown = text;
    deeds.length = 0;
    await page.goto('http://site.test/x.svg');
    await page.mouse.click(20, 20);
    await page.waitForTimeout(100);
    return [...deeds];
  }

  test.each(Object.entries(hostileSvgs))('%s', async (name, [text]) => {
    const before = await deedsOf(text);
    expect(before.length === 0, 'quiet as written').toBe(quiet.has(name));
    const { value } = cleanSvg('content/x.svg', text);
    if (value !== null) expect(await deedsOf(value), 'as published').toEqual([]);
  });
});
