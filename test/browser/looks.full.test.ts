// What readers see of texts as authors of other generators write them: where things are, by computed geometry.
// `LOOKS_SCREENSHOTS=FOLDER` saves screenshots there.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { serveFiles } from './served-files.ts';
import { openWatched, visit } from './visit.ts';

const folder = process.env['LOOKS_SCREENSHOTS'];
const widths = [390, 1024, 1280, 1600];
const long =
  'A paragraph that is long enough to fill the whole column, whatever the width of the screen may be. '.repeat(2);
const short = '```go\nx := 1\n```\n';
const wide = `\`\`\`go\nx := "${'wide '.repeat(17)}"\n\`\`\`\n`;

const texts: { readonly [name: string]: string } = {
  line: `${long}\n\n---\n\nText.`,
  bare: `${long}\n\n<div>Boxed.</div>\n${long} <b>And</b> more.\n\n${long}`,
  code: `${long}\n\n${short}\n${wide}\n<pre>plain</pre>\n\n${short.replace('go', 'go tab="Go"')}\n${short.replace('go', 'c tab="C"')}\n- Item\n\n  ${short.replaceAll('\n', '\n  ')}`,
  tabs: `${long}\n\n${short}\n${wide.replace('go', 'go tab="Go"')}\n${short.replace('go', 'c tab="C"')}`,
  narrow: `${long}\n\n${short}\n<pre>plain</pre>`,
  links: ['', '*', '**'].map((mark) => `${mark}H[H](https://other.example/)H${mark}`).join('\n\n'),
};

function siteOf() {
  const posts = Object.entries(texts).map(([name, text]) => [
    `content/posts/${name}.md`,
    `---\ntitle: ${name}\ndate: 2026-11-02\n---\n\nStart.\n\n<!--more-->\n\n${text}\n`,
  ]);
  return serveFiles({ 'content/site.yaml': 'title: Site\nurl: https://site.test\n', ...Object.fromEntries(posts) });
}

describeInChromium(120_000, (browser) => {
  test('lines, bare text and code blocks are where the text is', async () => {
    const site = await siteOf();
    for (const width of widths) {
      const open = async (name: string) => {
        const { page, close } = await visit(browser(), site, `posts/${name}/`, { viewport: { width, height: 900 } });
        if (folder) await page.screenshot({ path: join(folder, `${name} ${width}.png`), fullPage: true });
        const boxes = (selector: string) => boxesOf(page, selector.replace(/^|, /g, '$&.body > '));
        const screen = page.evaluate(() => document.body.getBoundingClientRect().right);
        return { boxes, screen, close };
      };

      const line = await open('line');
      expect
        .soft((await line.boxes('hr')).map(sides), `${width}`)
        .toEqual((await line.boxes('p')).slice(1, 2).map(sides));
      await line.close();

      const bare = await open('bare');
      const paragraphs = await bare.boxes('p');
      const [box] = await bare.boxes('div');
      const [, before, text, after] = paragraphs;
      if (!box || !before || !text || !after) throw new Error('the page lacks a paragraph');
      expect.soft(sides(text), `${width}`).toEqual(sides(before));
      expect.soft(text.top - box.bottom, `${width}`).toBeCloseTo(box.top - before.bottom, 0);
      expect.soft(after.top - text.bottom, `${width}`).toBeCloseTo(box.top - before.bottom, 0);
      await bare.close();

      for (const name of ['code', 'tabs'] as const) {
        const code = await open(name);
        const all = (await code.boxes('.code, .tabs > :nth-child(2) > .code, pre')).map(sides);
        expect(all.length, name).toBe({ code: 4, tabs: 2 }[name]);
        expect.soft(new Set(all.map(({ left, right }) => `${left} ${right}`)).size, `${name} ${width}`).toBe(1);
        await code.close();
      }

      // Without long lines, code is as wide as the text; on a phone it is as wide as the screen.
      const narrow = await open('narrow');
      const [column] = (await narrow.boxes('p')).slice(1).map(sides);
      const screen = { left: 0, right: await narrow.screen };
      const expected = width < 640 ? screen : column;
      expect.soft((await narrow.boxes('.code, pre')).map(sides), `${width}`).toEqual([expected, expected]);
      await narrow.close();
    }
    await site.close();
  });

  test('the arrow of a link keeps off the next letter', async () => {
    const site = await siteOf();
    const { page, close, visit: open } = await openWatched(browser(), site, { viewport: { width: 1280, height: 900 } });
    await open('posts/links/');
    if (folder) await page.screenshot({ path: join(folder, 'links.png') });
    const gaps = await gapsAfterArrows(page);
    expect(gaps).toHaveLength(3);
    expect(
      gaps.every((gap) => gap > 0.1),
      gaps.join(),
    ).toBe(true);
    await close();
    await site.close();
  });
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxesOf(page: Page, selector: string): Promise<Box[]> {
  return page.evaluate(
    (selected) =>
      [...document.querySelectorAll(selected)].map((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    selector,
  );
}

/** To whole pixels. */
function sides({ left, right }: Box) {
  return { left: Math.round(left), right: Math.round(right) };
}

/** What is free between the arrow of each link, which its clip path draws, and the text right after the link: in `em`. */
function gapsAfterArrows(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const boxOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll('.body .external')].map((link) => {
      const [text, next] = [link.firstChild, link.nextSibling];
      if (!text || !next) throw new Error('no text in the link or after it');
      const { clipPath, fontSize } = getComputedStyle(link, '::after');
      const edges = [...clipPath.matchAll(/([\d.]+)px [\d.]+px/g)].map(([, x]) => Number(x));
      return (boxOf(next).left - boxOf(text).right - Math.max(...edges)) / Number.parseFloat(fontSize);
    });
  });
}
