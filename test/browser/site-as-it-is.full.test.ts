// The site in this repository, whatever its posts: every post and page on a phone and on a desktop. axe takes longer than everything
// else together, so it checks only enough pages to cover every kind of element, and two more; a soak run checks all pages.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampled } from '../faults/sample.ts';
import { describeInChromium } from '../support/chromium.ts';
import { randomRun } from '../support/random.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { axeFindings, faultsOf, openWatched } from './visit.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const more = randomRun('axed', { full: 2, soak: 10_000 });

describeInChromium(300_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('ours');
  }, 120_000);

  afterAll(() => site.close());

  test(`every page (${more.label})`, { timeout: 300_000 + 1000 * more.count }, async () => {
    const paths = readdirSync(site.dist, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) =>
        /^(?:posts\/[^/]+\/)?index\.html$|^(?!posts|page|tags|series|search)[^/]+\/index\.html$/.test(path),
      );
    const kinds = new Map(paths.toSorted().map((path) => [path, kindsIn(readFileSync(join(site.dist, path), 'utf8'))]));
    const cover = coverOf(kinds);
    const axed = new Set([
      ...cover,
      ...sampled(
        [...kinds.keys()].filter((path) => !cover.includes(path)),
        more,
      ),
    ]);
    const watched = await openWatched(browser(), site, { viewport: phone });
    const { page } = watched;
    const bad: unknown[] = [];
    for (const path of kinds.keys()) {
      await page.setViewportSize(phone);
      await watched.visit(path.replace(/index\.html$/, ''));
      const narrow = await faultsOf(page);
      await page.setViewportSize(desktop);
      const wide = await faultsOf(page);
      // The palette's own test and the sample site check contrast, for which axe needs seconds on long code.
      const axe = axed.has(path) ? await axeFindings(page, 'all but colors') : [];
      const found = [...watched.complaints.splice(0), ...narrow, ...wide, ...axe];
      if (found.length > 0) bad.push({ path, found });
    }
    await watched.close();
    expect(paths.length).toBeGreaterThan(10);
    expect(cover.length).toBeGreaterThan(3);
    expect(bad).toEqual([]);
  });
});

/** Elements with their classes and attributes, such as `a.external`, `svg[role=img]`, `th[scope]`. axe ignores highlighting classes. */
function kindsIn(html: string): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const [, tag = '', attributes = ''] of html.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    kinds.add(tag);
    for (const [, name = '', value = ''] of attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
      kinds.add(name === 'role' || name === 'type' ? `${tag}[${name}=${value}]` : `${tag}[${name}]`);
      if (name !== 'class') continue;
      for (const word of value.split(' ')) if (!/^(?:hljs|language)-|_$/.test(word)) kinds.add(`${tag}.${word}`);
    }
  }
  return kinds;
}

/** A small set of pages that together have every kind: repeatedly takes the page with the most missing kinds. */
function coverOf(kinds: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const left = new Set([...kinds.values()].flatMap((all) => Array.from(all)));
  const cover: string[] = [];
  while (left.size > 0) {
    const newIn = (all: ReadonlySet<string>) => [...all].filter((kind) => left.has(kind));
    const [best] = [...kinds].toSorted(([, a], [, b]) => newIn(b).length - newIn(a).length);
    if (!best) break;
    cover.push(best[0]);
    for (const kind of best[1]) left.delete(kind);
  }
  return cover;
}
