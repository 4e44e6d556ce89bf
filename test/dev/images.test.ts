// Smaller images in `dev`: generated when a browser requests them. If that fails, the open tab shows the error.

import { expect, test } from 'vitest';
import { png } from '../support/image.ts';
import { openTab, postOf, startDevSite } from './dev-site.ts';

const page = 'content/posts/p/index.md';
const shown = { [page]: postOf('P', '![Text](a.png)') };
const withImage = (seed: number) => ({ 'content/posts/p/a.png': png({ width: 400, height: 24, seed }) });

async function firstVariant(origin: string): Promise<string> {
  const html = await (await fetch(`${origin}/posts/p/`)).text();
  const [, address = 'none'] = /srcset="([^ "]+)/.exec(html) ?? [];
  return new URL(address, `${origin}/posts/p/`).href;
}

test('a requested image is generated, and has a new address after an edit', async () => {
  const site = await startDevSite({ ...shown, ...withImage(1) });
  const one = await firstVariant(site.origin);
  const answers = await Promise.all([fetch(one), fetch(one)]);
  for (const answer of answers) {
    expect(answer.headers.get('content-type')).toBe('image/avif');
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 4, 12)).toBe('ftypavif');
  }
  await site.save(withImage(2));
  const other = await firstVariant(site.origin);
  expect(other).not.toBe(one);
  expect((await fetch(other)).status).toBe(200);
  expect((await fetch(one)).status).toBe(404);
});

test('an image that can’t be generated is an error until the image is fixed', async () => {
  const { 'content/posts/p/a.png': whole } = withImage(1);
  const damaged = Buffer.from(whole ?? '').fill(0, 5_000, 15_000);
  const site = await startDevSite({ ...shown, 'content/posts/p/a.png': damaged });
  const tab = await openTab(site.origin, '/posts/p/');
  await tab.settled();
  expect(tab.messages).toEqual([]);
  expect((await fetch(await firstVariant(site.origin))).status).toBe(404);
  await tab.settled();
  expect(tab.messages).toMatchObject([
    { type: 'problems', problems: [{ code: 'image/unreadable', place: `${page}:6:9` }] },
  ]);
  await site.save({ [page]: postOf('P', '![Text](a.png) and more') });
  await tab.settled();
  expect(tab.messages.findLast(({ type }) => type === 'problems')).toMatchObject({ problems: [{}] });
  await site.save(withImage(1));
  await tab.settled();
  expect(tab.messages.findLast(({ type }) => type === 'problems')).toMatchObject({ problems: [] });
  expect((await fetch(await firstVariant(site.origin))).status).toBe(200);
});
