// Chromium fetches the page behind a link before it is followed, as `_headers` asks, and pages fade into each other: both without a
// script, and the fading never against a reader's settings.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { openWatched, type Watched } from './visit.ts';

/** Links on an article, and whether the page behind them may be fetched early. */
const links: readonly (readonly [href: string, isPrefetched: boolean])[] = [
  ['../../', true],
  ['../first/', true],
  ['../../archive/?x=1#y', true],
  ['../../2019/old.html', true],
  ['./main.go', false],
  ['./pic.png', false],
  ['../../feed.xml', false],
  ['/', false],
  ['/other/', false],
  ['https://example.org/blog/', false],
];

describeInChromium(120_000, (browser) => {
  let site: ServedSite;
  let watched: Watched;
  /** Paths that the browser fetched early. */
  const prefetched: string[] = [];

  beforeAll(async () => {
    site = await serveSite('sample', (host) => (request, response) => {
      if (String(request.headers['sec-purpose']).startsWith('prefetch')) prefetched.push(request.url ?? '');
      host(request, response);
    });
    watched = await openWatched(browser(), site, { viewport: { width: 1200, height: 900 } });
  }, 120_000);

  afterAll(() => site.close());

  test('links to pages of the site are candidates, files and other sites are not', async () => {
    const { page, complaints, visit } = watched;
    const session = await page.context().newCDPSession(page);
    let candidates: readonly string[] = [];
    const problems: string[] = [];
    session.on('Preload.ruleSetUpdated', ({ ruleSet }) => problems.push(...[ruleSet.errorMessage ?? []].flat()));
    session.on('Preload.preloadingAttemptSourcesUpdated', ({ preloadingAttemptSources }) => {
      candidates = preloadingAttemptSources.map(({ key }) => key.url);
    });
    await session.send('Preload.enable');
    await visit('posts/everything/');
    const addresses = await page.evaluate(
      (hrefs) => {
        const added = hrefs.map((href) => Object.assign(document.createElement('a'), { href, textContent: href }));
        document.querySelector('main')?.replaceChildren(...added);
        return added.map((link) => link.href);
      },
      links.map(([href]) => href),
    );
    const expected = addresses.filter((_, index) => links[index]?.[1]);
    await expect.poll(() => expected.filter((url) => !candidates.includes(url)), { timeout: 30_000 }).toEqual([]);
    expect(addresses.filter((url) => candidates.includes(url))).toEqual(expected);
    expect(problems).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
    await session.detach();
  });

  test('the page under the pointer is fetched once, and then shown', async () => {
    const { page, complaints, visit } = watched;
    await visit('posts/first/');
    prefetched.length = 0;
    await page.hover('.site-title a');
    await expect.poll(() => prefetched, { timeout: 30_000 }).toEqual(['/blog/']);
    await page.click('.site-title a');
    await page.waitForURL(site.url);
    expect(complaints.splice(0)).toEqual([]);
  });

  test.each([
    ['no-preference', true],
    ['reduce', false],
  ] as const)('pages fade with reduced motion: %s', async (reducedMotion, isFading) => {
    const { page, visit } = watched;
    await page.emulateMedia({ reducedMotion });
    await page.addInitScript(() => {
      addEventListener('pagereveal', (event) => {
        document.documentElement.dataset['fades'] = String(event.viewTransition !== null);
      });
    });
    await visit('posts/first/');
    await page.click('.site-title a');
    await page.waitForURL(site.url);
    // A page is revealed when it is drawn for the first time, which may be after it has loaded.
    const fades = () => page.getAttribute('html', 'data-fades');
    await expect.poll(fades, { timeout: 30_000 }).toBe(String(isFading));
  });
});
