// Smaller pictures in `dev`: made when a browser asks for them, and where that fails the open tab says why.

import { expect, test } from 'vitest';
import { png } from '../support/image.ts';
import { openTab, postOf, startDevSite } from './dev-site.ts';

const page = 'content/posts/p/index.md';
const shown = { [page]: postOf('P', '![Text](a.png)') };
const drawn = (seed: number) => ({ 'content/posts/p/a.png': png({ width: 400, height: 24, seed }) });

async function firstVariant(origin: string): Promise<string> {
  const html = await (await fetch(`${origin}/posts/p/`)).text();
  const [, address = 'none'] = /srcset="([^ "]+)/.exec(html) ?? [];
  return new URL(address, `${origin}/posts/p/`).href;
}

test('one that is asked for is made; after an edit it has another address', async () => {
  const site = await startDevSite({ ...shown, ...drawn(1) });
  const one = await firstVariant(site.origin);
  const answers = await Promise.all([fetch(one), fetch(one)]);
  for (const answer of answers) {
    expect(answer.headers.get('content-type')).toBe('image/avif');
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 4, 12)).toBe('ftypavif');
  }
  await site.save(drawn(2));
  const other = await firstVariant(site.origin);
  expect(other).not.toBe(one);
  expect((await fetch(other)).status).toBe(200);
  expect((await fetch(one)).status).toBe(404);
});

test('one that can not be made is a problem of the site until the picture is mended', async () => {
  const { 'content/posts/p/a.png': whole } = drawn(1);
  const site = await startDevSite({ ...shown, 'content/posts/p/a.png': whole?.subarray(0, 15_000) ?? '' });
  const tab = await openTab(site.origin, '/posts/p/');
  await tab.settled();
  expect(tab.heard).toEqual([]);
  expect((await fetch(await firstVariant(site.origin))).status).toBe(404);
  await tab.settled();
  expect(tab.heard).toMatchObject([
    { type: 'problems', problems: [{ code: 'picture/unreadable', place: `${page}:6:9` }] },
  ]);
  await site.save({ [page]: postOf('P', '![Text](a.png) and more') });
  await tab.settled();
  expect(tab.heard.findLast(({ type }) => type === 'problems')).toMatchObject({ problems: [{}] });
  await site.save(drawn(1));
  await tab.settled();
  expect(tab.heard.findLast(({ type }) => type === 'problems')).toMatchObject({ problems: [] });
  expect((await fetch(await firstVariant(site.origin))).status).toBe(200);
});
