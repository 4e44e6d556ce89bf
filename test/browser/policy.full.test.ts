// What the build says about the page's own policy, and what a browser blocks: for each setting and each kind of content, both or neither.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { png } from '../support/image.ts';
import { serveFiles } from './served-files.ts';

/** Codes that announce something that is kept in the page and blocked by its policy. */
const announced = new Set(['policy/blocked', 'media/foreign-host']);

/** Content that each setting may let in, by a name that is also its address. */
const contents: { readonly [name: string]: string } = {
  'inline-script': '<script>1</script>',
  'data-block': '<script type="application/json">{"a": 1}</script>',
  'own-script': '<script src="/own.js"></script>',
  'foreign-script': '<script src="https://other.test/x.js"></script>',
  'insecure-script': '<script src="http://other.test/x.js"></script>',
  'event-handler': '<p onclick="1">x</p>',
  'script-link': '<a href="javascript:1">click</a>',
  'style-attribute': '<p style="color: red">x</p>',
  'style-element': '<style>p { color: red }</style>',
  'foreign-style': '<link rel="stylesheet" href="https://other.test/x.css">',
  'foreign-frame': '<iframe src="https://other.test/x" title="X"></iframe>',
  'other-port-frame': '<iframe src="https://other.test:8443/x" title="X"></iframe>',
  'own-frame': '<iframe src="/own.html" title="X"></iframe>',
  'frame-with-source': '<iframe srcdoc="<p>x" title="X"></iframe>',
  'foreign-object': '<object data="https://other.test/x.svg"></object>',
  'foreign-embed': '<embed src="https://other.test/x.svg">',
  'foreign-base': '<base href="https://other.test/">',
  'foreign-form': '<form action="https://other.test/x"><button>send</button></form>',
  'own-form': '<form action="/search/"><button>send</button></form>',
  'foreign-image': '![x](https://other.test/x.png)',
  'insecure-image': '![x](http://other.test/x.png)',
  'data-image': '<img alt="x" src="data:image/png;base64,iVBORw0KGgo=">',
  'foreign-srcset': '<img alt="x" src="/own.png" srcset="https://other.test/x.png 2x, https://other.test/y.png 1x">',
  'foreign-video': '<video src="https://other.test/x.mp4" controls></video>',
  'foreign-poster': '<video src="/own.mp4" poster="https://other.test/x.png" controls></video>',
  'foreign-svg-image': '<svg width="9" height="9"><image href="https://other.test/x.png" width="9" height="9"/></svg>',
  background: '<table background="https://other.test/x.png"><tr><td>x</td></tr></table>',
};

const allowed = 'media: {hosts: [other.test]}\nscripts: {hosts: [other.test]}\nframes: {hosts: [other.test]}\n';

/** Settings, and the content that they let into the page and the browser blocks. */
const settings: readonly (readonly [name: string, yaml: string, blocked: readonly string[]])[] = [
  ['nothing', '', ['foreign-image', 'insecure-image', 'foreign-srcset', 'foreign-video', 'foreign-poster']],
  ['hosts', allowed, ['insecure-image']],
  [
    'trusted authors',
    'markdown: {html: trusted}\n',
    Object.keys(contents).filter(
      (name) => !['data-block', 'own-script', 'frame-with-source', 'own-form'].includes(name),
    ),
  ],
  [
    'trusted authors and hosts',
    `markdown: {html: trusted}\n${allowed}`,
    'inline-script insecure-script event-handler script-link style-attribute style-element foreign-style other-port-frame own-frame foreign-object foreign-embed foreign-base foreign-form insecure-image data-image'.split(
      ' ',
    ),
  ],
];

describeInChromium(300_000, (browser) => {
  test.each(settings)('%s', async (_, yaml, blocked) => {
    const pages = Object.entries(contents).map(([name, content]) => [
      `content/pages/${name}.md`,
      `---\ntitle: ${name}\n---\n\nText.\n\n${content}\n`,
    ]);
    const site = await serveFiles({
      'content/site.yaml': `title: T\nurl: https://site.test\nnav: []\n${yaml}`,
      ...Object.fromEntries(pages),
      'public/own.js': '1',
      'public/own.html': '<p>x',
      'public/own.png': png({ width: 1, height: 1 }),
      'public/own.mp4': '',
    });
    const found: { said: string[]; blocked: string[] } = { said: [], blocked: [] };
    for (const name of Object.keys(contents)) {
      // A page of its own: a form may still be on its way to another page.
      const page = await browser().newPage();
      const violations = await watchPolicy(page);
      await page.goto(`${site.url}${name}/`, { waitUntil: 'load' });
      const target = page.locator('main a[href^="javascript:"], main form button').first();
      if ((await target.count()) > 0) {
        await target.click({ noWaitAfter: true });
      }
      // A browser reports violations a little later; where none is expected, one that comes too late is missed at worst.
      if (blocked.includes(name)) await expect.poll(() => violations.length, { timeout: 30_000 }).toBeGreaterThan(0);
      else await page.waitForTimeout(100);
      if (violations.length > 0) found.blocked.push(name);
      await page.close();
      const said = site.diagnostics.some(
        ({ code, at }) => announced.has(code) && at?.path === `content/pages/${name}.md`,
      );
      if (said) found.said.push(name);
    }
    await site.close();
    expect(found.said.toSorted()).toEqual([...blocked].toSorted());
    expect(found.blocked.toSorted()).toEqual([...blocked].toSorted());
  });

  test('an allowed frame is sandboxed and lazy, and an allowed script runs', async () => {
    const site = await serveFiles({
      'content/site.yaml': `title: T\nurl: https://site.test\nnav: []\n${allowed}`,
      'content/pages/a.md':
        '---\ntitle: A\n---\n\n<script src="https://other.test/x.js" onload="1"></script>\n\n<iframe src="https://other.test/x" width="560" height="315" title="A film" onload="1" style="x"></iframe>\n',
    });
    const page = await browser().newPage();
    const violations = await watchPolicy(page);
    await page.goto(`${site.url}a/`, { waitUntil: 'load' });
    expect(await page.evaluate(() => document.documentElement.dataset['ran'])).toBe('yes');
    const frame = page.locator('main .embed > iframe');
    expect(await frame.evaluate((node) => node.getAttributeNames().toSorted())).toEqual([
      'allow',
      'height',
      'loading',
      'referrerpolicy',
      'sandbox',
      'src',
      'title',
      'width',
    ]);
    expect(await frame.getAttribute('loading')).toBe('lazy');
    await frame.scrollIntoViewIfNeeded();
    await page.frameLocator('main iframe').getByText('other page').waitFor();
    expect(violations).toEqual([]);
    expect(site.diagnostics).toEqual([]);
    await page.close();
    await site.close();
  });
});

/** Answers requests to other hosts, and notes what the policy blocks. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    if (window !== window.top) return;
    addEventListener('securitypolicyviolation', (event) => {
      const note: unknown = Reflect.get(window, 'noteViolation');
      if (typeof note === 'function') note(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.route(/other\.test/, async (route) => {
    const isScript = route.request().resourceType() === 'script';
    const body = isScript ? 'document.documentElement.dataset.ran = "yes"' : '<p>other page';
    await route.fulfill({ contentType: isScript ? 'text/javascript' : 'text/html', body });
  });
  return violations;
}
