// Opens a page and watches it: console messages, requests, layout shifts, findings of axe.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import type { ServedSite } from './served-site.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

declare global {
  interface Window {
    readonly axe: { run(context: Document, options: unknown): Promise<AxeResults> };
    layoutShifts: { readonly startTime: number; readonly text: string }[];
    /** When the complete page was first painted and its second frame may begin. */
    wholeSince: number;
    policyViolations: string[];
  }
}

export interface Visit {
  readonly page: Page;
  /** Console messages, script errors, failed requests, requests to other hosts. Empty for a good page. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

/** A page that navigates from address to address. */
export interface Watched extends Visit {
  /** Opens a path of the site. Forgets what the previous page did, except for complaints. */
  readonly visit: (path: string) => Promise<void>;
}

const opened = new WeakMap<Browser, Map<string, Watched>>();

/** Opens an address as in a new page. Tests share a page for each kind of screen, because each page costs a process. */
export async function visit(
  browser: Browser,
  site: ServedSite,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const pages = opened.get(browser) ?? new Map<string, Watched>();
  opened.set(browser, pages);
  const key = JSON.stringify(options);
  const watched = pages.get(key) ?? (await openWatched(browser, site, options));
  pages.delete(key);
  await watched.visit(path);
  return {
    ...watched,
    async close() {
      const { page } = watched;
      await page.evaluate(() => localStorage.clear());
      await page.unrouteAll();
      await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
      if (options.viewport) await page.setViewportSize(options.viewport);
      watched.complaints.length = 0;
      pages.set(key, watched);
    },
  };
}

export async function openWatched(
  browser: Browser,
  site: ServedSite,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => {
    // A busy browser leaves out the transition between two pages: it says so, and shows the page.
    if (!/^Transition was (?:aborted|skipped)/.test(message)) complaints.push(`error: ${message}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) complaints.push(`requests ${request.url()}`);
  });
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) complaints.push(`${response.status()} for ${response.url()}`);
  });
  await page.addInitScript(watch);
  return {
    page,
    complaints,
    close: () => context.close(),
    async visit(path) {
      await page.goto(site.url + path, { waitUntil: 'load' });
      if (options.javaScriptEnabled !== false) await settled(page);
    },
  };
}

/** Waits for fonts, for requests of scripts, and for two frames. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    if (new URLSearchParams(location.search).has('q')) {
      while (document.querySelector('.search-results > li') === null) await new Promise((next) => setTimeout(next, 20));
    }
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  });
}

/** Runs in the page before the page's scripts. */
function watch(): void {
  window.layoutShifts = [];
  window.policyViolations = [];
  window.wholeSince = Number.POSITIVE_INFINITY;
  addEventListener('DOMContentLoaded', () => {
    requestAnimationFrame(() => requestAnimationFrame((now) => (window.wholeSince = now)));
  });
  addEventListener('securitypolicyviolation', (event) => {
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources, startTime } = entry as LayoutShift;
      const moved = sources.map(({ node }) => (node instanceof Element ? `${node.tagName}.${node.className}` : 'text'));
      if (!hadRecentInput) window.layoutShifts.push({ startTime, text: `${value.toFixed(4)} ${moved.join(', ')}` });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/**
 * What is wrong with the current page: policy, layout shifts, width. Shifts count from the frame after the first complete one: while a
 * page arrives, each row can widen the columns of a table, and tests don't control when the parser pauses. `arrival.test.ts` tests what
 * must not move even then.
 */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const wider = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      const scroller = element.parentElement?.closest(
        'pre, .table, .math, .diagram-image, .visually-hidden, .skip-link',
      );
      return box.right > root.clientWidth + 1 && !scroller && getComputedStyle(element).position !== 'absolute';
    });
    const shifts = window.layoutShifts.filter(({ startTime }) => startTime >= window.wholeSince);
    const sideways = root.scrollWidth > root.clientWidth;
    return [
      ...window.policyViolations.map((violation) => `policy: ${violation}`),
      ...shifts.map(({ text }) => `layout shift ${text}`),
      ...(sideways ? [`scrolls sideways: ${wider.map((one) => `${one.tagName}.${one.className}`).join(', ')}`] : []),
    ];
  });
}

/** axe's only rules that look at colors. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** axe's findings, one line for each element. */
export async function axeFindings(page: Page, which: 'all' | 'colors' | 'all but colors' = 'all'): Promise<string[]> {
  const rules = Object.fromEntries(colorRules.map((rule) => [rule, { enabled: which !== 'all but colors' }]));
  const options = which === 'colors' ? { runOnly: colorRules } : { rules };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // axe can't judge text on a gradient; the theme's gradients are only shadows at the edges of scrolling content.
  await page.evaluate(() => {
    const plain = new CSSStyleSheet();
    plain.replaceSync('* { background-image: none !important }');
    document.adoptedStyleSheets = [plain];
  });
  const { violations } = await page.evaluate(
    // Without details besides the HTML of elements, and without preloading style sheets, which no active rule needs.
    (chosen) => window.axe.run(document, { resultTypes: ['violations'], selectors: false, preload: false, ...chosen }),
    options,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join('; ')}`,
    ),
  );
}

/** What the copy button of the first such block puts on the clipboard. */
export async function copied(page: Page, selector: string): Promise<string> {
  const block = page.locator(selector).first();
  await block.hover();
  await block.locator('.copy').click();
  await block.locator('.copy[data-copied]').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}
