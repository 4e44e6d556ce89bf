// The authoring loop in a real browser: what a writer sees after a save.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { postOf, startDevSite } from '../dev/dev-site.ts';
import { describeInChromium } from '../support/chromium.ts';

describeInChromium(60_000, (browser) => {
  let client = '';
  let context: BrowserContext;
  const ourTheme = join(import.meta.dirname, '../../templates');
  beforeAll(async () => {
    const entry = join(import.meta.dirname, '../../src/dev/browser/client.ts');
    const made = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
    client = made.outputFiles[0]?.text ?? '';
    context = await browser().newContext();
  });

  const long = Array.from({ length: 200 }, (_, line) => `Line ${line}.\n`).join('\n');
  const details = '<details><summary>More</summary>\n\nHidden words.\n\n</details>\n\n';
  const post = (words: string) => postOf('A', `${words}\n\n${details}${long}`);

  async function open(hasTheme = false) {
    const site = await startDevSite({ 'content/posts/a.md': post('Old words.') }, { client, hasTheme });
    const page = await context.newPage();
    await page.goto(`${site.origin}/posts/a/`);
    // A reload loses this: it tells an update in place from a reload.
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await connected(page);
    return { site, page };
  }

  const isSame = (page: Page) => page.evaluate(() => 'isSame' in window);
  const connected = (page: Page) => page.waitForLoadState('networkidle');

  test('an update keeps the scroll position, open details and focus', async () => {
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

  test('a style sheet is replaced without a reload', async () => {
    const { site, page } = await open(true);
    await site.save({ 'templates/styles/main.css': 'h1 { color: rgb(1, 2, 3) }\n' });
    const color = () => page.evaluate(() => getComputedStyle(document.querySelector('h1') ?? document.body).color);
    await expect.poll(color).toBe('rgb(1, 2, 3)');
    await site.save({ 'templates/styles/main.css': 'h1 { color: rgb(4, 5, 6) }\n' });
    await expect.poll(color).toBe('rgb(4, 5, 6)');
    expect(await page.locator('link[rel=stylesheet]').count()).toBe(1);
    expect(await isSame(page)).toBe(true);
    await page.close();
  });

  test('an error covers the last good page until it is fixed', async () => {
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

  test('an error in a template is shown at its own file and line', async () => {
    const { site, page } = await open(true);
    const file = join(site.root, 'templates/article.tsx');
    const good = readFileSync(file, 'utf8');
    const overlay = page.locator('octavo-overlay section');
    await site.save({ 'templates/article.tsx': `${good}\nconst = 1;\n` });
    await expect.poll(() => overlay.innerText()).toContain(`templates/article.tsx:${good.split('\n').length + 1}:7`);
    const throwing = good.replace(/return \(/, 'throw new Error("no such luck");\n  return (');
    await site.save({ 'templates/article.tsx': throwing });
    const line = throwing.slice(0, throwing.indexOf('throw new')).split('\n').length;
    await expect.poll(() => overlay.innerText()).toContain('no such luck');
    expect(await overlay.innerText()).toContain(`templates/article.tsx:${line}:`);
    await site.save({ 'templates/article.tsx': good });
    await expect.poll(() => overlay.count()).toBe(0);
    expect(await isSame(page)).toBe(true);
    await page.close();
  });

  test('a tab whose script comes late catches up in place', async () => {
    const site = await startDevSite({ 'content/posts/a.md': post('Old words.') }, { client });
    const page = await context.newPage();
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/__octavo/client.js*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${site.origin}/posts/a/`, { waitUntil: 'commit' });
    await page.getByText('Old words.').waitFor();
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await site.save({ 'content/posts/a.md': post('New words.') });
    expect(await page.getByText('Old words.').count()).toBe(1);
    release();
    await page.getByText('New words.').waitFor();
    expect(await isSame(page)).toBe(true);
    await page.close();
  });

  test('a tab catches up with a restarted server', async () => {
    const { site, page } = await open();
    const port = site.server.port;
    await site.close();
    await startDevSite({ 'content/posts/a.md': post('New words.') }, { client, port });
    await page.getByText('New words.').waitFor();
    await page.close();
  });

  test('of eight tabs, only those whose page changed are updated', async () => {
    const files = { 'content/posts/a.md': post('Words of a.'), 'content/posts/b.md': post('Words of b.') };
    const site = await startDevSite(files, { client });
    const context = await browser().newContext();
    // The tabs must not use up all connections that a browser opens to one host.
    const tabs = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const page = await context.newPage();
        await page.goto(`${site.origin}/posts/${at % 2 === 0 ? 'a' : 'b'}/`);
        await connected(page);
        await page.evaluate(() => {
          document.addEventListener('octavo:update', () => {
            document.documentElement.dataset['updates'] = String(
              Number(document.documentElement.dataset['updates'] ?? 0) + 1,
            );
          });
        });
        return page;
      }),
    );
    await site.save({ 'content/posts/a.md': post('New words of a.') });
    await Promise.all(tabs.filter((_, at) => at % 2 === 0).map((page) => page.getByText('New words of a.').waitFor()));
    // Any message to the other tabs would have arrived before this.
    await site.save({ 'content/posts/b.md': post('New words of b.') });
    await Promise.all(tabs.filter((_, at) => at % 2 === 1).map((page) => page.getByText('New words of b.').waitFor()));
    const updates = await Promise.all(
      tabs.map((page) => page.evaluate(() => document.documentElement.dataset['updates'])),
    );
    expect(updates).toEqual(Array.from({ length: 8 }, () => '1'));
    await context.close();
  });

  test('copy buttons, the color scheme switch and the search work after an update', async () => {
    const code = (words: string) => postOf('A', `${words}\n\n\`\`\`js\nlet ${words};\n\`\`\``);
    const site = await startDevSite({ 'content/posts/a.md': code('old') }, { client, theme: ourTheme });
    const context = await browser().newContext({
      colorScheme: 'light',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(`${site.origin}/posts/a/`);
    await connected(page);
    const scheme = page.locator('.scheme-switch');
    await scheme.click();
    const label = await scheme.getAttribute('aria-label');
    await site.save({ 'content/posts/a.md': code('fresh') });
    await page.getByText('let fresh;').waitFor();
    await page.locator('.copy').click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('let fresh;\n');
    expect(await page.locator('.copy').count()).toBe(1);
    expect(await scheme.getAttribute('aria-label')).toBe(label);
    expect(await page.evaluate(() => document.documentElement.dataset['shown'])).toBe('dark');
    await scheme.click();
    expect(await page.evaluate(() => document.documentElement.dataset['shown'])).toBe('light');

    await page.goto(`${site.origin}/search/?q=A`);
    await connected(page);
    const result = page.locator('.search-results li');
    await result.waitFor();
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await site.save({ 'content/site.yaml': 'title: Another title\n' });
    await page.locator('.site-title', { hasText: 'Another title' }).waitFor();
    await expect.poll(() => result.count()).toBe(1);
    expect(await isSame(page)).toBe(true);
    await context.close();
  });

  test('the table of contents marks the current section after an update too', async () => {
    const chapters = (names: readonly string[]) => postOf('A', names.map((name) => `## ${name}\n\n${long}`).join('\n'));
    const files = { 'content/posts/a.md': chapters(['One', 'Two', 'Three']) };
    const site = await startDevSite(files, { client, theme: ourTheme });
    const page = await browser().newPage({ viewport: { width: 1440, height: 800 } });
    await page.goto(`${site.origin}/posts/a/`);
    await connected(page);
    const marked = () => page.locator('.contents a[aria-current]').allInnerTexts();
    await page.evaluate(() => document.querySelector('#two')?.scrollIntoView());
    await expect.poll(marked).toEqual(['Two']);
    await site.save({ 'content/posts/a.md': chapters(['One', 'Two', 'New', 'Three']) });
    await page.locator('.contents a', { hasText: 'New' }).waitFor();
    await expect.poll(marked).toEqual(['Two']);
    await page.evaluate(() => document.querySelector('#new')?.scrollIntoView());
    await expect.poll(marked).toEqual(['New']);
    await page.close();
  });

  test('the "page not found" page of a site under a path finds its styles, and its links work', async () => {
    const site = await startDevSite(
      { 'content/posts/a.md': post('Words.'), 'content/site.yaml': 'title: Dev\nurl: https://s.example/blog\n' },
      { client, theme: ourTheme },
    );
    const page = await context.newPage();
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400 && !response.url().endsWith('/nowhere/')) failed.push(response.url());
    });
    await page.goto(`${site.origin}/nowhere/`);
    await connected(page);
    expect(failed).toEqual([]);
    await page.locator('.site-title a').click();
    await page.waitForURL(`${site.origin}/`);
    await page.close();
  });
});
