// What readers do with a page: copy, switch colors, search, open notes, jump, print. Only the first three need scripts.

import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { copied, visit } from './visit.ts';

const article = 'posts/everything/';
const desk = { viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeInChromium(60_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('sample');
  }, 120_000);

  afterAll(() => site.close());

  test('copies the commands of sessions, the new lines of diffs, and other code unchanged', async () => {
    const { page, complaints, close } = await visit(browser(), site, article, desk);
    expect(await copied(page, '.console')).toBe('sudo ip netns add blue\nsudo ip netns exec blue ip link\n');
    expect(await copied(page, '.code:has(.line-removed)')).toBe(
      'int main(void) {\n  int fd = open("/proc/self/ns/net", O_RDONLY);\n  setns(fd, CLONE_NEWNET); /* ├ │ └ → */\n  return 0;\n}\n',
    );
    expect(await copied(page, '.code[data-language=Go]')).toMatch(/^package main\n\nimport \(\n\t"fmt"\n[^]*\n}\n$/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a block without anything to copy has no button', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    const counts = await page.evaluate(() => {
      const blocks = [
        '<div class="code console"><pre><code><span class="console-output">done</span></code></pre></div>',
        '<div class="code"><pre><code><span class="line line-removed">old</span></code></pre></div>',
        '<div class="code"><pre><code></code></pre></div>',
        '<div class="code"><pre><code></code></pre><pre><code>new</code></pre></div>',
      ];
      document.body.innerHTML = blocks.join('');
      document.dispatchEvent(new Event('octavo:update'));
      return [...document.querySelectorAll('.code')].map((block) => block.querySelectorAll('.copy').length);
    });
    expect(counts).toEqual([0, 0, 0, 1]);
    await close();
  });

  test('the scheme switches, is restored before the first paint, and is forgotten when it is the system’s again', async () => {
    const { page, close } = await visit(browser(), site, '', desk);
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const toggle = page.locator('.scheme-switch');
    const light = await ground();
    expect(await toggle.getAttribute('aria-label')).toBe('Switch to dark mode');
    await toggle.click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    expect(await toggle.getAttribute('aria-label')).toBe('Switch to light mode');

    await page.addInitScript(() => {
      requestAnimationFrame(() => {
        document.documentElement.dataset['first'] = getComputedStyle(document.documentElement).backgroundColor;
      });
    });
    await page.goto(`${site.url}archive/`);
    expect(await page.locator('html').getAttribute('data-first')).toBe(dark);
    await toggle.click();
    expect(await ground()).toBe(light);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await close();
  });

  test('search works by keyboard alone, from any page, and results have an address', async () => {
    const { page, complaints, close } = await visit(browser(), site, 'posts/first/', desk);
    await page.keyboard.press('/');
    await page.waitForURL('**/blog/search/');
    await page.keyboard.type('evrything', { delay: 5 });
    const first = page.locator('.search-results > li').first();
    await page.getByText('Results: 6').waitFor();
    expect(await first.locator('mark').first().textContent()).toBe('Everything');
    expect(new URL(page.url()).search).toBe('?q=evrything');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/blog/posts/everything/');
    await page.goto(`${site.url}search/?q=zzz`);
    await page.getByText('No results.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('a result shows the sentence and leads to its heading, and more results take the focus', async () => {
    const { page, complaints, close } = await visit(browser(), site, 'search/?q=CLONE_NEWNET', desk);
    const result = page.locator('.search-results > li').first();
    expect(await result.locator('p:last-child mark').allTextContents()).toEqual(['CLONE_NEWNET']);
    await result.getByRole('link', { name: 'Diff and numbers' }).click();
    await page.waitForURL('**/blog/posts/everything/#diff-and-numbers');
    await page.goto(`${site.url}search/?q=everything`);
    await page.getByText('Results: 6').waitFor();
    expect(await page.locator('.search-results > li').count()).toBe(4);
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await page.locator('.search-results > li').nth(5).waitFor();
    expect(await page.locator('.search-results > li').nth(4).locator('a:focus').count()).toBe(1);
    expect(await page.locator('.search-more').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  test('notes are in the margin of a wide screen and open at the bottom of a narrow one', async () => {
    const wide = await visit(browser(), site, article, desk);
    const isInMargin = await wide.page.evaluate(() => {
      const note = document.querySelector('.footnote')?.getBoundingClientRect();
      const text = document.querySelector('.body > p')?.getBoundingClientRect();
      return note !== undefined && text !== undefined && note.left > text.right && note.width > 150;
    });
    expect(isInMargin).toBe(true);
    await wide.close();

    const narrow = await visit(browser(), site, article, phone);
    const note = narrow.page.locator('#note-1');
    expect(await note.isVisible()).toBe(false);
    await narrow.page.locator('.footnote-mark button').first().click();
    expect(await note.isVisible()).toBe(true);
    await narrow.page.keyboard.press('Escape');
    expect(await note.isVisible()).toBe(false);
    await narrow.close();
  });

  test('content that scrolls has a shadow at the edge that hides something', async () => {
    const { page, close } = await visit(browser(), site, article, phone);
    const block = page.locator('.code[data-language=Go] pre');
    await block.scrollIntoViewIfNeeded();
    const grey = async () => {
      const image = sharp(await block.screenshot()).greyscale();
      const { width, height } = await image.metadata();
      // Two columns of pixels at each edge, between the lines of code.
      const pixels = await image.raw().toBuffer();
      const row = (height - 4) * width;
      return {
        left: pixels[row + 1] ?? 0,
        middle: pixels[row + Math.round(width / 2)] ?? 0,
        right: pixels[row + width - 2] ?? 0,
      };
    };
    const before = await grey();
    expect(before.left).toBe(before.middle);
    expect(before.right).toBeLessThan(before.middle - 10);
    await block.evaluate((element) => element.scrollTo(element.scrollWidth, 0));
    const after = await grey();
    expect(after.left).toBeLessThan(after.middle - 10);
    expect(after.right).toBe(after.middle);
    await close();
  });

  test('the arrow of a link to another site never starts a line', async () => {
    const { page, close } = await visit(browser(), site, article, phone);
    const links = page.locator('.body .external:not(.footnote .external)');
    const alone: string[] = [];
    for (let width = 280; width < 420; width += 4) {
      await page.setViewportSize({ width, height: 844 });
      const torn = await links.evaluateAll((all) =>
        all.filter((link) => {
          const [last, before] = [...link.getClientRects()].toReversed();
          return last !== undefined && before !== undefined && last.width < 16 && last.top > before.top + 8;
        }),
      );
      alone.push(...torn.map(() => `at ${width}`));
    }
    expect(await links.count()).toBeGreaterThan(1);
    expect(alone).toEqual([]);
    await close();
  });

  test('the skip link comes first and leads to the text', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    await page.keyboard.press('Tab');
    const link = page.locator('.skip-link');
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await link.boundingBox())?.height).toBeGreaterThan(24);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('octavo-main');
    await close();
  });

  test('the table of contents marks the current section', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    await page.locator('#a-picture-and-two-diagrams').evaluate((heading) => heading.scrollIntoView());
    const current = page.locator('.contents a[aria-current]');
    await expect.poll(() => current.allTextContents()).toEqual(['A picture and two diagrams']);
    await close();
  });

  test('a line holds 62 to 68 characters on average, set at 18 pixels', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    const [lengths, size] = await page.locator('.body').evaluate((body) => {
      const full: number[] = [];
      for (const paragraph of body.querySelectorAll(':scope > p')) {
        const lines = new Map<number, number>();
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (texts.nextNode() !== null) {
          for (let at = 0; at < (texts.currentNode.textContent ?? '').length; at++) {
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + 1);
            const { top, height } = range.getBoundingClientRect();
            // Code is smaller and starts lower, but is on the same line.
            const line = Math.round((top + height / 2 - paragraph.getBoundingClientRect().top) / 29.7 - 0.5);
            lines.set(line, (lines.get(line) ?? 0) + 1);
          }
        }
        full.push(...[...lines.values()].slice(0, -1));
      }
      return [full, getComputedStyle(body).fontSize];
    });
    expect(lengths.length).toBeGreaterThan(5);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(mean).toBeGreaterThanOrEqual(62);
    expect(mean).toBeLessThanOrEqual(68);
    expect(size).toBe('18px');
    await close();
  });

  test('without scripts, everything but search, copy and the switch works', async () => {
    const { page, close } = await visit(browser(), site, article, { ...desk, javaScriptEnabled: false });
    expect(await page.locator('.copy').count()).toBe(0);
    expect(await page.locator('.scheme-switch').isVisible()).toBe(false);
    expect(await page.locator('.contents ol').first().isVisible()).toBe(true);
    await page.setViewportSize(phone.viewport);
    expect(await page.locator('.contents ol').first().isVisible()).toBe(false);
    await page.locator('.contents summary').click();
    expect(await page.locator('.contents ol').first().isVisible()).toBe(true);
    await page.goto(`${site.url}search/`);
    await page.getByText('Search needs JavaScript').waitFor();
    expect(await page.locator('.search-form').isVisible()).toBe(false);
    await close();
  });

  test('each font has its characters in every weight, in two files that are loaded when needed', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    const fonts = ['JetBrains Mono', 'Literata'].flatMap((face) =>
      ['400 1rem', '700 1rem', ...(face === 'Literata' ? ['italic 400 1rem', 'italic 700 1rem'] : [])].map(
        (font) => `${font} "${face}"`,
      ),
    );
    const files = await page.evaluate(async (fonts) => {
      const found = fonts.map(async (font) => [
        await document.fonts.load(font, 'a'),
        await document.fonts.load(font, 'aő'),
      ]);
      return (await Promise.all(found)).map((sets) => sets.map(({ length }) => length));
    }, fonts);
    expect(Object.fromEntries(fonts.map((face, index) => [face, files[index]]))).toEqual(
      Object.fromEntries(fonts.map((face) => [face, [1, 2]])),
    );
    await close();
  });

  test('in print: light, no navigation, notes listed, lines wrapped, addresses shown, details open', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const gone of ['.site-header', '.site-footer', '.contents', '.footnote', '.permalink', '.copy']) {
      expect({ gone, visible: await page.locator(gone).first().isVisible() }).toEqual({ gone, visible: false });
    }
    for (const there of ['.footnotes', '.console-more pre', '.body details:not(.console-more) p']) {
      expect({ there, visible: await page.locator(there).first().isVisible() }).toEqual({ there, visible: true });
    }
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    expect(
      await page
        .locator('pre')
        .first()
        .evaluate((block) => getComputedStyle(block).whiteSpace),
    ).toBe('pre-wrap');
    const after = await page
      .locator('a.external')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(after).toContain('https://man7.org/');
    await close();
  });
});
