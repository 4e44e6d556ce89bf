// Cached settings: when they are found, when they are decoded again, and that both are the same.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSettings } from '../../../src/pipeline/cache/settings-cache.ts';
import { openToolCache, type ToolCacheOptions } from '../../../src/pipeline/cache/tool-cache.ts';
import { scratchFolder } from '../../support/folder.ts';

const text = 'title: Kept\nurl: https://example.org\nnav:\n  - {title: A, href: /a/}\ntags: [go, go]\n';
const bytes = Buffer.from(text);

/** Settings as a second process reads them, which must always be right, and what it found in the cache of the first. */
async function check(change: { text?: string | null; url?: string | null; options?: Partial<ToolCacheOptions> }) {
  const ordinary = { folder: join(scratchFolder(), 'settings'), tool: 'one', isFresh: false, mayWrite: true };
  const first = await openSettings(openToolCache(ordinary))(bytes, null);
  expect(first).toEqual(await openSettings(null)(bytes, null));
  expect(first.diagnostics.map(({ code }) => code)).toEqual(['site/repeated-tags']);
  const [name = ''] = readdirSync(ordinary.folder);
  const file = join(ordinary.folder, name);
  expect(readFileSync(file, 'utf8')).toContain('"Kept"');
  const again = change.text === undefined ? bytes : change.text === null ? null : Buffer.from(change.text);
  const url = change.url ?? null;
  const cache = openToolCache({ ...ordinary, ...change.options });
  const found: string[] = [];
  const settings = await openSettings({ ...cache, read: (key) => noted(cache.read(key)) })(again, url);
  expect(settings).toEqual(await openSettings(null)(again, url));
  return { found, file, ordinary };

  function noted(one: string | null): string | null {
    if (one !== null) found.push(one);
    return one;
  }
}

test.each<[string, Parameters<typeof check>[0], number]>([
  ['are found', {}, 1],
  ['are decoded from another text', { text: text.replace('Kept', 'Other') }, 0],
  ['are decoded if the file is gone', { text: null }, 0],
  ['are decoded for another address', { url: 'https://example.net' }, 0],
  ['are decoded by another tool', { options: { tool: 'two' } }, 0],
  ['are decoded if caches are ignored', { options: { isFresh: true } }, 0],
  ['are decoded if there is no cache', { options: { folder: null } }, 0],
])('settings %s', async (_, change, times) => {
  expect((await check(change)).found).toHaveLength(times);
});

test('damaged settings are decoded again', async () => {
  const { file, ordinary } = await check({});
  const content = readFileSync(file, 'utf8');
  for (const damaged of [content.replace('Kept', 'Lost'), content.slice(0, -1), content.slice(1), '', '\n']) {
    writeFileSync(file, damaged);
    expect(await openSettings(openToolCache(ordinary))(bytes, null)).toEqual(await openSettings(null)(bytes, null));
  }
});
