// What readers see of texts as authors of other generators write them: where things are, by computed geometry and by what is painted.
// `LOOKS_SCREENSHOTS=FOLDER` saves screenshots there.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
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

/** What a screen shows: a style sheet may leave a box where it is and still paint elsewhere. */
describeInChromium(120_000, (browser) => {
  test.each([390, 1280])('on a screenshot %d pixels wide everything is where the text is', async (width) => {
    const site = await siteOf();
    const watched = await openWatched(browser(), site, { viewport: { width, height: 900 }, deviceScaleFactor: 2 });
    const { page } = watched;
    const open = async (name: string) => {
      await watched.visit(`posts/${name}/`);
      const boxes = (selector: string) => boxesOf(page, `.body > ${selector}`);
      const [, column] = await boxes('p');
      if (!column) throw new Error('the page has no text');
      return { boxes, column };
    };
    /** The whole width of the screen. */
    const rows = (top: number, bottom: number) => ({ left: 0, right: width, top, bottom });

    const line = await open('line');
    const [rule] = await line.boxes('hr');
    const dots = rule && (await inkIn(page, rows(rule.top, rule.bottom)));
    expect.soft(centerOf(dots)).toBeCloseTo(centerOf(line.column) ?? 0, -0.5);

    const bare = await open('bare');
    const [box] = await bare.boxes('div');
    const [, , text] = await bare.boxes('p');
    if (!box || !text) throw new Error('the page lacks a paragraph');
    const painted = await inkIn(page, rows(text.top, text.bottom));
    expect.soft(painted?.left).toBeGreaterThan(bare.column.left - 3);
    expect.soft(painted?.right).toBeLessThan(bare.column.right + 3);
    const boxed = await inkIn(page, rows(box.top, text.top));
    expect.soft((painted?.top ?? 0) - (boxed?.bottom ?? 0)).toBeGreaterThan(12);

    const code = await open('code');
    const blocks = await code.boxes(':is(.code, .tabs, pre)');
    expect(blocks.length).toBe(4);
    const edges: (Box | null)[] = [];
    // From above the block: its corner may be that of the screen.
    for (const { top, bottom } of blocks) edges.push(await inkIn(page, rows(top - 3, bottom)));
    for (const edge of edges) {
      expect.soft(edge?.left).toBeCloseTo(edges[0]?.left ?? 0, -0.5);
      expect.soft(edge?.right).toBeCloseTo(edges[0]?.right ?? 0, -0.5);
    }
    await watched.close();
    await site.close();
  });

  test('on a screenshot there is a gap between the arrow of a link and the next letter', async () => {
    const site = await siteOf();
    const options = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 4 };
    const { page, close, visit: open } = await openWatched(browser(), site, options);
    await open('posts/links/');
    const ends = await endsOfLinks(page);
    expect(ends).toHaveLength(3);
    for (const end of ends) expect(await inkGroups(page, end)).toBe(2);
    await close();
    await site.close();
  });

  test('excerpts neither begin with what was left of a formula nor end with what was left of a tag', async () => {
    const words = 'word '.repeat(59);
    const site = await serveFiles({
      'content/site.yaml': 'title: Site\nurl: https://site.test\n',
      'content/posts/a.md': `---\ntitle: A\ndate: 2026-11-02\n---\n\n$$n$$: the number of nodes.\n\n<!--more-->\n\nText.\n`,
      'content/posts/b.md': `---\ntitle: B\ndate: 2026-11-01\n---\n\n${words}{{ page.title }} and more.\n\n<!--more-->\n\nText.\n`,
    });
    const watched = await openWatched(browser(), site, { viewport: { width: 1280, height: 900 } });
    const { page } = watched;
    await watched.visit('');
    if (folder) await page.screenshot({ path: join(folder, 'excerpts.png') });
    const texts = await page.locator('main article p, main .entry p').allInnerTexts();
    const descriptions = [];
    for (const name of ['a', 'b']) {
      await watched.visit(`posts/${name}/`);
      descriptions.push(await page.locator('meta[name="description"]').getAttribute('content'));
    }
    expect(texts.join('\n')).toContain(': the number of nodes.');
    expect([...texts, ...descriptions].filter((text) => /^\s*:|\{\{\s*…?$/.test(text ?? ''))).toEqual([]);
    expect(descriptions[0]).toBe('n: the number of nodes.');
    expect(descriptions[1]).toMatch(/word…?$/);
    await watched.close();
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

function centerOf(box: Pick<Box, 'left' | 'right'> | null | undefined): number | undefined {
  return box ? (box.left + box.right) / 2 : undefined;
}

/** A part of the page as it is painted: for each pixel whether it differs from the one in the top left corner. */
async function paintedIn(page: Page, { left, right, top, bottom }: Box) {
  const clip = { x: left, y: top, width: right - left, height: bottom - top };
  const { data, info } = await sharp(await page.screenshot({ clip, fullPage: true }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isPainted = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return [0, 1, 2].some((channel) => Math.abs((data[at + channel] ?? 0) - (data[channel] ?? 0)) > 2);
  };
  return { isPainted, width: info.width, height: info.height, scale: info.width / clip.width };
}

/** The edges of what is painted in a part of the page; null if nothing is. */
async function inkIn(page: Page, part: Box): Promise<Box | null> {
  const { isPainted, width, height, scale } = await paintedIn(page, part);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isPainted(x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  if (right < 0) return null;
  const [x, y] = [(pixel: number) => part.left + pixel / scale, (pixel: number) => part.top + pixel / scale];
  return { left: x(left), right: x(right + 1), top: y(top), bottom: y(bottom + 1) };
}

/** How many groups of columns with something painted there are, with blank columns between them. */
async function inkGroups(page: Page, part: Box): Promise<number> {
  const { isPainted, width, height } = await paintedIn(page, part);
  let groups = 0;
  let wasInk = false;
  for (let x = 0; x < width; x++) {
    const isInk = Array.from({ length: height }, (_, y) => y).some((y) => isPainted(x, y));
    if (isInk && !wasInk) groups++;
    wasInk = isInk;
  }
  return groups;
}

/** For each link to another site, what is after its text, up to the end of the next letter, without the line below the link. */
function endsOfLinks(page: Page): Promise<Box[]> {
  return page.evaluate(() => {
    const boxOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll('.body .external')].map((link) => {
      const [text, next] = [link.firstChild, link.nextSibling];
      if (!text || !next) throw new Error('no text in the link or after it');
      const { right, top, height } = boxOf(text);
      return { left: right + 1, right: boxOf(next).right + 4, top: top + 2, bottom: top + height * 0.7 };
    });
  });
}
