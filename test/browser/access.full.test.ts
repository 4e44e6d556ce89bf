// Other ways of reading: without styles, without scripts, zoomed in, by keyboard, with reduced motion, in forced colors.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, faultsOf, visit } from './visit.ts';

const article = 'posts/everything/';
const everyKind = ['', article, 'tags/', 'tags/go/', 'series/networks/', 'archive/', 'search/', '404.html'];
const desk = { viewport: { width: 1440, height: 900 } };

describeInChromium(60_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('sample');
  }, 120_000);

  afterAll(() => site.close());

  test('without styles and scripts, the page reads from top to bottom and hides no text', async () => {
    const { page, close } = await visit(browser(), site, 'about/', { ...desk, javaScriptEnabled: false });
    await page.route('**/*.css', (route) => route.abort());
    await page.goto(site.url + article);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('16px');
    const order = ['.skip-link', '.site-title', '.site-nav', 'h1', '.body > p', '.article-end', '.site-footer'];
    const tops = await Promise.all(order.map((part) => topOf(page, part)));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(order.length);
    const hidden = await page
      .locator('.body > :not([popover])')
      .evaluateAll((parts) =>
        parts.filter((part) => part.getBoundingClientRect().height === 0).map((part) => part.outerHTML),
      );
    expect(hidden).toEqual([]);
    // Only notes (which are also listed at the end) and what the author collapsed stay hidden.
    expect(await page.locator('.footnotes li').first().isVisible()).toBe(true);
    await close();
  });

  test('at twice the size, nothing scrolls horizontally and nothing is lost', async () => {
    for (const path of everyKind) {
      const { page, close } = await visit(browser(), site, path, { viewport: { width: 640, height: 450 } });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      expect({ path, faults: (await faultsOf(page)).filter((fault) => !fault.startsWith('layout shift')) }).toEqual({
        path,
        faults: [],
      });
      await close();
    }
  });

  test('touch targets are large enough', async () => {
    for (const path of everyKind) {
      const { page, close } = await visit(browser(), site, path, { viewport: { width: 390, height: 844 } });
      const small = await page
        .locator('.site-header a, .site-footer a, button, .pager a, .tag-list a, .read-more, summary, .links a')
        .evaluateAll((targets) =>
          targets.flatMap((target) => {
            const { width, height } = target.getBoundingClientRect();
            const reach = getComputedStyle(target, '::after');
            const tall = Math.max(height, Number.parseFloat(reach.height) || 0);
            const wide = Math.max(width, Number.parseFloat(reach.width) || 0);
            const isShown = target.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            return isShown && Math.min(wide, tall) < 24 ? [`${target.outerHTML} ${wide} × ${tall}`] : [];
          }),
        );
      expect({ path, small }).toEqual({ path, small: [] });
      await close();
    }
  });

  test('the keyboard reaches everything interactive, with a visible focus', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    const count = await page.locator('a, button, summary, input, [tabindex="0"]').count();
    const unseen: string[] = [];
    const reached = new Set<string>();
    for (let press = 0; press < count; press++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        return { element: element.outerHTML.slice(0, 120), isSeen };
      });
      if (at === null) break;
      reached.add(at.element);
      if (!at.isSeen) unseen.push(at.element);
    }
    expect(unseen).toEqual([]);
    expect(reached.size).toBeGreaterThan(30);
    await close();
  });

  test('with reduced motion, nothing is animated', async () => {
    const { page, close } = await visit(browser(), site, article, desk);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await page.locator('*').evaluateAll((elements) =>
      elements
        .filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return !/^0s(?:, 0s)*$/.test(transitionDuration) || animationName !== 'none' || scrollBehavior !== 'auto';
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(moving).toEqual([]);
    await close();
  });

  test('in forced colors, lines, marks and diagrams are still visible', async () => {
    const { page, complaints, close } = await visit(browser(), site, article, desk);
    await page.emulateMedia({ forcedColors: 'active' });
    const marked = page.locator('.line-marked').first();
    expect(await marked.evaluate((line) => getComputedStyle(line).outlineStyle)).toBe('solid');
    const [ground, ink] = await page.evaluate(() => {
      const label = document.querySelector('.diagram text') ?? document.body;
      return [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(label).fill];
    });
    expect(ink).not.toBe(ground);
    expect(await axeFindings(page, 'all but colors')).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('each navigation link has a name of its own', async () => {
    const { page, close } = await visit(browser(), site, '', desk);
    const names = await page.locator('.read-more').evaluateAll((links) => links.map((link) => link.textContent));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
    await close();
  });
});

async function topOf(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).first().boundingBox())?.y ?? -1;
}
