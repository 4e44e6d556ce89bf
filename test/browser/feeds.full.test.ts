// Feeds as people meet them in a browser: they can be read, and every fragment that an entry links to is visible on its page.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { openWatched } from './visit.ts';

describeInChromium(120_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('sample');
  }, 120_000);

  afterAll(() => site.close());

  test('every fragment is visible', async () => {
    const feed = JSON.parse(readFileSync(join(site.dist, 'feed.json'), 'utf8')) as {
      home_page_url: string;
      items: { content_html: string }[];
    };
    const html = feed.items.map((item) => item.content_html).join('');
    const links = [...html.matchAll(/href="([^"#]*)#([^"]+)"/g)].filter(([, url = '']) =>
      url.startsWith(feed.home_page_url),
    );
    expect(links.some(([, , fragment]) => fragment === 'fn-1')).toBe(true);
    const { page, visit } = await openWatched(browser(), site, { viewport: { width: 1440, height: 900 } });
    for (const [, url = '', fragment = ''] of links) {
      await visit(`${url.slice(feed.home_page_url.length)}#${fragment}`);
      expect(await page.locator(`[id="${fragment}"]`).isVisible(), `${url}#${fragment}`).toBe(true);
      await visit('');
    }
  });

  test.each(['feed.xml', 'rss.xml'])('%s shows titles and no markup', async (path) => {
    const { page, complaints, visit } = await openWatched(browser(), site, { viewport: { width: 390, height: 844 } });
    await visit(path);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('entry > *, item > *')]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => element.localName),
    );
    expect(shown).toContain('title');
    expect(shown).not.toContain('content');
    expect(shown).not.toContain('encoded');
    // Browsers ask for `/favicon.ico`, because a feed can't name an icon. Without its style sheet, the feed would show its content.
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([]);
  });
});
