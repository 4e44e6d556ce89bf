// Cards: which posts have one, when they are drawn, and what the head of a page says about them.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { rendererVersion } from '../../../src/pipeline/images/draw-card.ts';
import { quickFolder, writeFiles } from '../../support/folder.ts';
import { png } from '../../support/image.ts';
import { bareTheme, cleanBuild, startProcess } from '../../support/rig.ts';

const drawn = vi.hoisted(() => ({ count: 0 }));

vi.mock(import('../../../src/pipeline/images/draw-card.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    pngOf(svg, fonts) {
      drawn.count++;
      return real.pngOf(svg, fonts);
    },
  };
});

beforeEach(() => {
  drawn.count = 0;
});

const fonts = join(import.meta.dirname, '..', '../../templates/fonts');
const post = (title: string, more = '', body = 'Text.') =>
  `---\ntitle: ${title}\ndate: 2026-11-01\ntags: [go]\n${more}---\n\nOpening.\n\n<!--more-->\n\n${body}\n`;

function siteWith(
  files: { readonly [path: string]: string | Uint8Array },
  settings = 'url: https://example.org/b\ncards: true\n',
) {
  const folder = quickFolder();
  const root = join(folder, 'site');
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  for (const name of ['card-bold.ttf', 'card-regular.ttf'])
    cpSync(join(fonts, name), join(root, 'templates/fonts', name));
  writeFiles(root, { 'content/site.yaml': `title: Site\n${settings}`, ...files });
  return { root, cache: join(folder, 'cache'), dist: join(root, 'dist'), templates: join(root, 'templates') };
}

type Site = ReturnType<typeof siteWith>;

async function built({ root, cache, templates }: Site) {
  const run = startProcess(root, cache, { templates });
  const result = await run.build();
  run.end();
  return result;
}

function cardsIn({ dist }: Site): { [path: string]: Buffer } {
  const folder = join(dist, 'assets');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('card-')) : [];
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(folder, name))]));
}

/** Whether there is something dark where titles are. */
async function hasTitle(card: Buffer | undefined): Promise<boolean> {
  const region = { left: 88, top: 160, width: 1000, height: 340 };
  const pixels = await sharp(card).extract(region).grayscale().removeAlpha().raw().toBuffer();
  return pixels.some((light) => light < 40);
}

test('each post has one, with address, size and text in its head', async () => {
  const site = siteWith({
    'content/posts/a.md': post('A & B'),
    'content/posts/b.md': post('Second', 'unlisted: true\n'),
    'content/pages/about.md': '---\ntitle: About\n---\n\nText.\n',
  });
  // The default theme, which prints complete heads.
  expect((await built({ ...site, templates: join(fonts, '..') })).diagnostics).toEqual([]);
  const cards = cardsIn(site);
  const names = Object.keys(cards);
  expect(names).toEqual([expect.stringMatching(/^card-a-[0-9a-f]{10}\.png$/), expect.stringMatching(/^card-b-/)]);
  for (const card of Object.values(cards)) {
    expect(await sharp(card).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(await hasTitle(card)).toBe(true);
  }
  const html = readFileSync(join(site.dist, 'posts/a/index.html'), 'utf8');
  const properties = [...html.matchAll(/<meta (?:property|name)="(og:image[^"]*|twitter:[^"]*)" content="([^"]*)"/g)];
  expect(properties.map(([, name, value]) => [name, value])).toEqual([
    ['og:image', `https://example.org/b/assets/${names[0]}`],
    ['og:image:width', '1200'],
    ['og:image:height', '630'],
    ['og:image:alt', 'A &amp; B'],
    ['twitter:card', 'summary_large_image'],
  ]);
  expect(readFileSync(join(site.dist, 'about/index.html'), 'utf8')).not.toContain('og:image');
});

describe('none', () => {
  const bare = { 'content/posts/a.md': post('A') };
  const cases: { readonly [why: string]: Site | (() => Site) } = {
    'where the site wants none': () => siteWith(bare, 'url: https://example.org\n'),
    'where the site has no address to give it': () => siteWith(bare, 'cards: true\n'),
    'where the post brings a cover': () =>
      siteWith({
        'content/posts/a.md': post('A', 'cover: x.png\n'),
        'content/posts/x.png': png({ width: 9, height: 9 }),
      }),
  };
  for (const [why, made] of Object.entries(cases))
    test(why, async () => {
      const site = typeof made === 'function' ? made() : made;
      expect((await built(site)).report).not.toBe(null);
      expect(cardsIn(site)).toEqual({});
      expect(drawn.count).toBe(0);
    });
});

test('no page waits for a card; each is drawn once, and again only when its content changes', async () => {
  const site = siteWith({ 'content/posts/a.md': post('A'), 'content/posts/b.md': post('B') });
  await cleanBuild(site.root, { templates: site.templates });
  drawn.count = 0;
  await built(site);
  const first = cardsIn(site);
  const after = async (change: () => void) => {
    change();
    drawn.count = 0;
    await built(site);
    return drawn.count;
  };
  expect(await after(() => {})).toBe(0);
  expect(await after(() => writeFiles(site.root, { 'content/posts/a.md': post('A', '', 'Other text.') }))).toBe(0);
  expect(cardsIn(site)).toEqual(first);
  expect(await after(() => writeFiles(site.root, { 'content/posts/a.md': post('A2') }))).toBe(1);
  expect(await after(() => rmSync(site.dist, { recursive: true }))).toBe(0);
  expect(await after(() => rmSync(site.cache, { recursive: true }))).toBe(2);
  const other = join(fonts, 'card-regular.ttf');
  expect(await after(() => cpSync(other, join(site.templates, 'fonts/card-bold.ttf')))).toBe(2);
});

test('the cache key of each includes the version of resvg', () => {
  const { version }: { version: unknown } = createRequire(import.meta.url)('@resvg/resvg-js/package.json');
  expect(rendererVersion).toBe(`resvg-js ${String(version)}`);
});

test('the bytes are always the same', async () => {
  const files = { 'content/posts/a.md': post('Same bytes, always') };
  const [one, other] = [siteWith(files), siteWith(files)];
  await built(one);
  await built(other);
  expect(cardsIn(one)).toEqual(cardsIn(other));
});

describe('characters that the font lacks', () => {
  const titles: { readonly [title: string]: readonly string[] } = {
    深入理解事件循环: ['warning card/letters 深入理解事件循环'],
    'كيف تعمل الحاويات': ['warning card/letters كيف تعمل الحاويات'],
    '🚀 Fast': [],
  };
  for (const [title, said] of Object.entries(titles))
    test(title, async () => {
      const text = post(title);
      const site = siteWith({ 'content/posts/a.md': text });
      const { diagnostics } = await built(site);
      const places = diagnostics.map(
        ({ severity, code, at }) => `${severity} ${code} ${text.slice(at?.start, at?.end)}`,
      );
      expect(places).toEqual(said);
      const [card] = Object.values(cardsIn(site));
      expect(await hasTitle(card)).toBe(true);
    });
});

test('a theme without fonts for cards is an error at the setting', async () => {
  const settings = 'url: https://example.org\ncards: true\n';
  const site = siteWith({ 'content/posts/a.md': post('A') }, settings);
  rmSync(join(site.templates, 'fonts/card-bold.ttf'));
  const { diagnostics, report } = await built(site);
  expect(diagnostics).toMatchObject([{ code: 'card/no-font', severity: 'error', at: { path: 'content/site.yaml' } }]);
  expect(report).toBe(null);
});
