// A page that arrives bit by bit, as on a slow line or where the browser's parser makes pauses: its header is there at once or not at
// all, as its links stand at the end of their line and would move with each that is added.

import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listen, namesOf } from '../../src/dev/listen.ts';
import { previewOf } from '../../src/dev/preview.ts';
import { builtSite } from '../support/built-site.ts';
import { describeInChromium } from '../support/chromium.ts';
import { openWatched } from './visit.ts';

/** More than two frames: what is there may be painted. */
const pauseMs = 40;
const path = 'series/';

describeInChromium(120_000, (browser) => {
  test.each([320, 768, 1440])('nothing moves in the header, %d pixels wide', async (width) => {
    const dist = await builtSite('sample');
    const whole = previewOf(dist, { hosts: namesOf('127.0.0.1'), base: '/blog' });
    const pieces = piecesOf(readFileSync(join(dist, path, 'index.html'), 'utf8'));
    const server = await listen(
      (request, response) => {
        if (request.url !== `/blog/${path}`) return whole(request, response);
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        void send(pieces, response);
      },
      '127.0.0.1',
      0,
    );
    const site = { url: `http://127.0.0.1:${server.port}/blog/`, dist, close: () => server.close() };
    const { page, visit, close } = await openWatched(browser(), site, { viewport: { width, height: 900 } });
    await visit(path);
    expect(await page.evaluate(() => window.layoutShifts)).toEqual([]);
    await close();
    await site.close();
  });
});

/** A page cut before each element of its header. */
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
