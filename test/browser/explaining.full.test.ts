// Tabs and the copy buttons of annotated, focused and folded blocks, in the guide that shows them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { copied, visit } from './visit.ts';

const guide = join(import.meta.dirname, '../../content/pages/explaining.md');
const file = join(import.meta.dirname, '../../content/pages/explaining/shop.py');
const desk = { viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] };

/** The code of the block in the guide that begins with a line. */
function written(opening: string): string {
  const text = readFileSync(guide, 'utf8').replace(/^````.*?^````/gms, '');
  const start = text.indexOf(`\n${opening}\n`) + opening.length + 2;
  return text.slice(start, text.indexOf('```', start));
}

describeInChromium(60_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('ours');
  }, 120_000);

  afterAll(() => site.close());

  test('copies exactly the lines of annotated, folded and focused blocks, and of the chosen tab', async () => {
    const { page, complaints, close } = await visit(browser(), site, 'explaining/', desk);
    const marked = written('```go title="shop.go"');
    expect(marked).toContain('// <1>');
    expect(await copied(page, '.code:has(.annotation)')).toBe(marked.replaceAll(/ \/\/ <\d>/g, ''));
    const [, region = ''] = /# \[sell\]\n(.*)^ +# \[\/sell\]/ms.exec(readFileSync(file, 'utf8')) ?? [];
    expect(region).toContain('# <2>');
    expect(await copied(page, '.code[data-language=Python]:has(.annotation)')).toBe(
      region.replaceAll(/ {2}# <\d>/g, '').replaceAll(/^ {4}/gm, ''),
    );
    expect(await copied(page, '.console:has(.annotation)')).toBe('python3 shop.py\necho $?\n');
    expect(await copied(page, '.code:has(.code-more)')).toBe(written('```go /left/ focus=8-9 collapse=1-5'));
    expect(await copied(page, '.tab-panel-1 > .code')).toBe(written('```go tab="Go"'));
    await page.getByText('Python', { exact: true }).first().click();
    expect(await copied(page, '.tab-panel-2 > .code')).toBe(written('```python tab="Python"'));
    expect(complaints).toEqual([]);
    await close();
  });

  test('what a reader selects has no numbers of annotations', async () => {
    const { page, close } = await visit(browser(), site, 'explaining/', desk);
    const selected = await page.evaluate(() => {
      const code = document.querySelector('pre:has(.annotation)');
      if (code) getSelection()?.selectAllChildren(code);
      return getSelection()?.toString();
    });
    expect(selected).toContain('s.mu.Lock()\n');
    expect(selected).not.toContain('1');
    await close();
  });

  test('the text of a plot can be selected, and nothing in it needs a style of its own', async () => {
    const { page, close } = await visit(browser(), site, 'explaining/', desk);
    const { selected, styles, series } = await page.evaluate(() => {
      const svg = document.querySelector('svg.plot');
      if (svg) getSelection()?.selectAllChildren(svg);
      const lines = [...document.querySelectorAll('svg.plot .plot-line')];
      return {
        selected: getSelection()?.toString(),
        styles: document.querySelectorAll('.diagram [style], .diagram style').length,
        series: lines.slice(0, 2).map((line) => getComputedStyle(line).stroke),
      };
    });
    expect(selected).toContain('File size (KiB)');
    expect(styles).toBe(0);
    expect(new Set(series).size).toBe(2);
    await close();
  });

  async function shownTabs(page: Page): Promise<string[]> {
    return page.evaluate(() =>
      [...document.querySelectorAll('.tab-panel')].flatMap((panel) =>
        getComputedStyle(panel).display === 'none' ? [] : [panel.querySelector('.tab-title')?.textContent ?? ''],
      ),
    );
  }

  test('tabs follow the choice in any group, by pointer and keyboard, without a script', async () => {
    const context = await browser().newContext({ ...desk, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}explaining/`);
    expect(await shownTabs(page)).toEqual(['Go', 'Go']);
    await page.locator('.tabs').nth(1).getByText('Python').first().click();
    expect(await shownTabs(page)).toEqual(['Python', 'Python']);
    await page.keyboard.press('ArrowLeft');
    expect(await shownTabs(page)).toEqual(['Go', 'Go']);
    const chosen = await page.evaluate(() =>
      [...document.querySelectorAll('.tab-label')].map((label) => getComputedStyle(label).borderBottomColor),
    );
    expect(chosen.slice(0, 2)).toEqual(chosen.slice(2));
    expect(chosen[0]).not.toBe(chosen[1]);
    await page.emulateMedia({ media: 'print' });
    expect(await shownTabs(page)).toEqual(['Go', 'Python', 'Go', 'Python']);
    await context.close();
  });
});
