// A page in Arabic and one in Hebrew: the text goes from right to left and code from left to right, and nothing covers anything.
// `DIRECTION_SCREENSHOTS=FOLDER` saves screenshots there.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { serveFiles } from './served-files.ts';
import { axeFindings, faultsOf, openWatched } from './visit.ts';

const folder = process.env['DIRECTION_SCREENSHOTS'];
const screens = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const texts = {
  ar: [
    'حلقة أحداث صغيرة',
    'تنتظر الحلقة الحدث التالي، ثم تستدعي الدالة `poll()` التي سُجّلت له.',
    'ملاحظة عن القراءة',
    'عنوان فرعي',
  ],
  he: [
    'לולאת אירועים קטנה',
    'הלולאה ממתינה לאירוע הבא, ואז קוראת לפונקציה `poll()` שנרשמה עבורו.',
    'הערה על הקריאה',
    'כותרת משנה',
  ],
} as const;

function pageIn(lang: keyof typeof texts): string {
  const [title, text, note, heading] = texts[lang];
  return `---
title: ${title}
lang: ${lang}
---

${text} [example](https://example.org/)

> [!NOTE]
> ${note}

## ${heading}

\`\`\`go title="loop/main.go" {2} numbers
func main() {
	run()
}
\`\`\`

\`\`\`go
total := first + last
\`\`\`

\`\`\`console
$ ls -l
total 0
\`\`\`

- ${text}
  - ${text}

| ${heading} | ${title} |
|---|---|
| ${note} | 1 |

$$
a^2 + b^2 = c^2
$$

${text}[^1]

[^1]: ${note}

## ${title}

${text}

## ${note}

${text}
`;
}

describeInChromium(120_000, (browser) => {
  test.each(['ar', 'he'] as const)('%s', async (lang) => {
    const site = await serveFiles({
      'content/site.yaml': 'title: Site\nurl: https://site.test\n',
      [`content/pages/${lang}.md`]: pageIn(lang),
    });
    for (const [name, options] of Object.entries(screens)) {
      const watched = await openWatched(browser(), site, options);
      const { page, complaints, close } = watched;
      await watched.visit(`${lang}/`);
      if (folder) await page.screenshot({ path: join(folder, `${lang} ${name}.png`), fullPage: true });
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
      expect(await faultsOf(page), name).toEqual([]);
      expect(await axeFindings(page, 'all but colors'), name).toEqual([]);
      expect(await directionsOf(page), name).toEqual([]);
      expect(await inkIsOnTheLeft(page), name).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
    await site.close();
  });
});

/** What is on the wrong side. */
function directionsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const check = (isRight: boolean, what: string) => void (isRight || wrong.push(what));
    const boxOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect();
    };
    for (const code of document.querySelectorAll('main :is(pre, code, math)'))
      check(getComputedStyle(code).direction === 'ltr', `${code.tagName} goes from right to left`);
    for (const text of document.querySelectorAll('main :is(p, h1, h2, li, td)'))
      check(getComputedStyle(text).direction === 'rtl', `${text.tagName} goes from left to right`);
    const h2 = document.querySelector('main .prose > h2');
    if (h2?.firstChild) {
      const [text, box] = [boxOf(h2.firstChild), h2.getBoundingClientRect()];
      check(box.right - text.right < 2, 'the heading does not start on the right');
    }
    const callout = document.querySelector('.callout');
    if (callout) check(getComputedStyle(callout).borderRightWidth === '3px', 'the line of the callout is on the left');
    for (const block of document.querySelectorAll('.code')) {
      const label = getComputedStyle(block, '::after');
      if (label.content === 'none' || label.display === 'none') continue;
      const box = block.getBoundingClientRect();
      check(Number.parseFloat(label.right) === 0, 'the label is not at the end of the line');
      const labelStart = box.right - Number.parseFloat(label.width) - 2 * 12;
      const first = block.querySelector('.code-title') ?? block.querySelector('pre code');
      const text = first && document.createTreeWalker(first, NodeFilter.SHOW_TEXT).nextNode();
      if (text) check(boxOf(text).right < labelStart, `the label covers ${text.textContent}`);
    }
    return wrong;
  });
}

/** Whether a short listing begins at the left edge of its block: there are more dark pixels than on the right, where the label is. */
async function inkIsOnTheLeft(page: Page): Promise<boolean> {
  const pre = page.locator('.code:not(.console):not(:has(figcaption)) pre').first();
  const { data, info } = await sharp(await pre.screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [left, right] = [0, 0];
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++) {
      if ((data[y * info.width + x] ?? 255) > 140) continue;
      if (x < info.width / 2) left++;
      else right++;
    }
  return left > 20 && left > 2 * right;
}
