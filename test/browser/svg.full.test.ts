// Hostile SVG files opened at their own address in a browser: the originals run scripts or load files, the published ones don't.

import type { Frame, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { cleanSvg } from '../../src/content/svg/svg-file.ts';
import { describeInChromium } from '../support/chromium.ts';
import { hostileSvgs } from '../support/hostile-svg.ts';

/** These do nothing in today's Chromium. They stay on the list for other and older browsers. */
const quiet = new Set([
  'link to a data URL',
  'link that is set to a script',
  'use of another file',
  'use of a data URL',
  'xml:base',
  'xml-stylesheet with XSLT',
  'comment that ends at once',
  'CDATA after the root element',
  'entity of HTML',
]);

const host = 'http://site.test';

/** As long as the slowest one takes on a busy machine. */
const longestMs = 100_000;

type Deeds = ReadonlyMap<string, readonly string[]>;

describeInChromium(60_000, (browser) => {
  /**
   * Opens and clicks them, each in a frame of its own. Returns the scripts that ran and the requests, by name, once all of `awaited`
   * have done something and a delay has passed.
   */
  async function deedsOf(
    texts: ReadonlyMap<string, string>,
    awaited: readonly string[],
    restMs: number,
  ): Promise<Deeds> {
    const paths = new Map([...texts.keys()].map((name, index) => [`${host}/${index}.svg`, name]));
    const deeds = new Map<string, string[]>();
    const page = await browser().newPage({ viewport: { width: 1000, height: 1000 } });
    const note = (from: Frame, deed: string) => {
      const name = nameOf(from, paths);
      deeds.set(name, [...(deeds.get(name) ?? []), deed]);
    };
    await page.exposeBinding('alert', ({ frame }) => note(frame, 'ran'));
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      const name = paths.get(url);
      if (url === `${host}/all`)
        return await route.fulfill({ contentType: 'text/html', body: framesOf([...paths.keys()]) });
      if (name !== undefined) return await route.fulfill({ contentType: 'image/svg+xml', body: texts.get(name) ?? '' });
      note(route.request().frame(), `asked for ${url}`);
      return await route.abort();
    });
    await page.goto(`${host}/all`);
    await clickAll(page);
    const endMs = performance.now() + longestMs;
    while (!awaited.every((name) => deeds.has(name)) && performance.now() < endMs) await page.waitForTimeout(20);
    await page.waitForTimeout(restMs);
    await page.close();
    return deeds;
  }

  describe('originals', () => {
    let deeds: Deeds;

    beforeAll(async () => {
      const written = Object.entries(hostileSvgs).map(([name, [text]]) => [name, text] as const);
      const loud = Object.keys(hostileSvgs).filter((name) => !quiet.has(name));
      deeds = await deedsOf(new Map(written), loud, 500);
    }, 150_000);

    test.each(Object.keys(hostileSvgs))('%s', (name) => {
      expect(deeds.get(name) === undefined, String(deeds.get(name))).toBe(quiet.has(name));
    });
  });

  test('the quiet ones are on the list', () => {
    expect([...quiet].filter((name) => !Object.hasOwn(hostileSvgs, name))).toEqual([]);
  });

  test('published files do nothing', async () => {
    const published = Object.entries(hostileSvgs).flatMap(([name, [text]]) => {
      const { value } = cleanSvg('content/x.svg', text);
      return value === null ? [] : [[name, value] as const];
    });
    expect(published.length).toBeGreaterThan(Object.keys(hostileSvgs).length / 2);
    // Twice as long as all originals need after the last click.
    expect(await deedsOf(new Map(published), [], 1000)).toEqual(new Map());
  });
});

function framesOf(paths: readonly string[]): string {
  return paths.map((path) => `<iframe src="${path}" width="90" height="90"></iframe>`).join('');
}

/** Of the frame itself or of the one that contains it, whatever page it has navigated to. */
function nameOf(from: Frame, paths: ReadonlyMap<string, string>): string {
  for (let frame: Frame | null = from; frame; frame = frame.parentFrame()) {
    const name = paths.get(frame.url());
    if (name !== undefined) return name;
  }
  return from.url();
}

async function clickAll(page: Page): Promise<void> {
  const places = await page.locator('iframe').evaluateAll((frames) =>
    frames.map((frame) => {
      const { x, y } = frame.getBoundingClientRect();
      return [x + 20, y + 20] as const;
    }),
  );
  for (const [x, y] of places) await page.mouse.click(x, y);
}
