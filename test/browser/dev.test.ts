// The authoring loop in a real browser: what a writer sees after a save.

import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { postOf, startDevSite } from '../dev/dev-site.ts';
import { describeInChromium } from '../support/chromium.ts';

describeInChromium(60_000, (browser) => {
  let client = '';
  beforeAll(async () => {
    const entry = join(import.meta.dirname, '../../src/dev/client.ts');
    const made = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
    client = made.outputFiles[0]?.text ?? '';
  });

  const long = Array.from({ length: 200 }, (_, line) => `Line ${line}.\n`).join('\n');
  const details = '<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n';
  const post = (words: string) => postOf('A', `${words}\n\n${details}${long}`);

  async function open(hasTheme = false) {
    const site = await startDevSite({ 'content/posts/a.md': post('Old words.') }, { client, hasTheme });
    const page = await browser().newPage();
    await page.goto(`${site.origin}/posts/a/`);
    // Lost with the document: tells a change in place from a reload.
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await connected(page);
    return { site, page };
  }

  const isSame = (page: Page) => page.evaluate(() => 'isSame' in window);
  const connected = (page: Page) => page.waitForLoadState('networkidle');

  test('an update keeps the place on the page, open details and focus', async () => {
    const { site, page } = await open();
    await page.locator('summary').click();
    await page.locator('nav a').first().focus();
    await page.evaluate(() => window.scrollTo(0, 1500));
    await site.save({ 'content/posts/a.md': post('New words.') });
    await page.getByText('New words.').waitFor({ state: 'attached' });
    const state = await page.evaluate(() => ({
      y: window.scrollY,
      isOpen: document.querySelector('details')?.open,
      focus: document.activeElement?.tagName,
    }));
    expect(state).toEqual({ y: 1500, isOpen: true, focus: 'A' });
    expect(await isSame(page)).toBe(true);
    await page.close();
  });

  test('a style sheet is exchanged without a reload', async () => {
    const { site, page } = await open(true);
    await site.save({ 'templates/styles/main.css': 'h1 { color: rgb(1, 2, 3) }\n' });
    const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1') ?? document.body).color);
    await expect.poll(colour).toBe('rgb(1, 2, 3)');
    await site.save({ 'templates/styles/main.css': 'h1 { color: rgb(4, 5, 6) }\n' });
    await expect.poll(colour).toBe('rgb(4, 5, 6)');
    expect(await page.locator('link[rel=stylesheet]').count()).toBe(1);
    expect(await isSame(page)).toBe(true);
    await page.close();
  });

  test('an error lies over the last good page, and goes when it is mended', async () => {
    const { site, page } = await open();
    await site.save({ 'content/posts/a.md': post('Bad words.').replace('title', 'titel') });
    const overlay = page.locator('octavo-overlay section');
    await expect.poll(() => overlay.innerText()).toContain('content/posts/a.md:2:1');
    expect(await page.getByText('Old words.').count()).toBe(1);
    await site.save({ 'content/posts/a.md': post('Mended words.') });
    await page.getByText('Mended words.').waitFor();
    await expect.poll(() => overlay.count()).toBe(0);
    expect(await isSame(page)).toBe(true);
    await page.close();
  });
});
