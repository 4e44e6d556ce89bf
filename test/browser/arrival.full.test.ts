// A page that arrives in pieces, as on a slow connection or when the browser's parser pauses: its header must appear all at once,
// because its links are right-aligned and would move with each one that is added.

import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { type ServedSite, serveSite } from './served-site.ts';
import { visit } from './visit.ts';

/** More than two frames: enough to paint what has arrived. */
const pauseMs = 40;
const path = 'series/';

describeInChromium(120_000, (browser) => {
  let site: ServedSite;

  beforeAll(async () => {
    site = await serveSite('sample', (host) => (request, response) => {
      if (request.url !== `/blog/${path}`) return host(request, response);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      void send(piecesOf(readFileSync(join(site.dist, path, 'index.html'), 'utf8')), response);
    });
  }, 120_000);

  afterAll(() => site.close());

  test.each([320, 768, 1440])('nothing moves in the header, %d pixels wide', async (width) => {
    const { page, close } = await visit(browser(), site, path, { viewport: { width, height: 900 } });
    expect(await page.evaluate(() => window.layoutShifts)).toEqual([]);
    await close();
  });
});

/** Splits a page before each element of its header. */
function piecesOf(html: string): readonly string[] {
  const elements = [...html.matchAll(/<(?!\/)/g)].map(({ index }) => index);
  const cuts = elements.filter((at) => at >= html.indexOf('<header') && at < html.indexOf('</header>'));
  return [0, ...cuts].map((from, i) => html.slice(from, cuts[i]));
}

async function send(pieces: readonly string[], response: ServerResponse): Promise<void> {
  for (const piece of pieces) {
    response.write(piece);
    await pause(pauseMs);
  }
  response.end();
}
