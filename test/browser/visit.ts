// Opens a page and watches it: what it says on the console, what it asks for, whether it moves, what axe finds.

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
    /** When the page was first painted whole and may begin its second frame. */
    wholeSince: number;
    policyViolations: string[];
  }
}

export interface Visit {
  readonly page: Page;
  /** Console messages, errors of scripts, failed requests, requests to other hosts. Empty for a good page. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

/** One page that goes from address to address. */
export interface Watched extends Visit {
  /** Opens a path of the site; what a former page did is forgotten, except for complaints. */
  readonly visit: (path: string) => Promise<void>;
}

const opened = new WeakMap<Browser, Map<string, Watched>>();

/** A page at an address, as if newly opened: one for each kind of screen is kept from test to test, as each costs a process. */
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
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) complaints.push(`asks for ${request.url()}`);
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

/** Waits for fonts, for requests that scripts began, and for two frames. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    if (new URLSearchParams(location.search).has('q')) {
      while (document.querySelector('.search-results > li') === null) await new Promise((next) => setTimeout(next, 20));
    }
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  });
}

/** Runs in the page before its own scripts. */
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
 * What is wrong with a page as it stands: policy, shifts, width. Shifts count from the frame after the first that shows all of it: while
 * it arrives the columns of a table become wider with each row, and when the parser pauses is not ours to choose. What stands still even
 * then has a test of its own (`arrival.test.ts`).
 */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const wider = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      const scroller = element.parentElement?.closest(
        'pre, .table, .math, .diagram-picture, .visually-hidden, .skip-link',
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

/** Only these rules of axe's look at colors. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** Axe's findings, one line for each element. */
export async function axeFindings(page: Page, which: 'all' | 'colors' | 'all but colors' = 'all'): Promise<string[]> {
  const rules = Object.fromEntries(colorRules.map((rule) => [rule, { enabled: which !== 'all but colors' }]));
  const options = which === 'colors' ? { runOnly: colorRules } : { rules };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // On a gradient axe gives no judgement; those of the theme are shades at the edges of what scrolls.
  await page.evaluate(() => {
    const plain = new CSSStyleSheet();
    plain.replaceSync('* { background-image: none !important }');
    document.adoptedStyleSheets = [plain];
  });
  const { violations } = await page.evaluate(
    // Without what it would tell of elements beside their HTML, and without the rules for style sheets, of which none is on.
    (chosen) => window.axe.run(document, { resultTypes: ['violations'], selectors: false, preload: false, ...chosen }),
    options,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join('; ')}`,
    ),
  );
}
