// Smaller variants of images: which a page offers, when they are made, and what happens to images that can't be read.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { imageSize } from 'image-size';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { encode, encoderSettings } from '../../../src/pipeline/images/encode.ts';
import { quickFolder, writeFiles } from '../../support/folder.ts';
import { png } from '../../support/image.ts';
import { openClean, startProcess } from '../../support/rig.ts';

const made = vi.hoisted(() => ({ count: 0 }));

vi.mock(import('../../../src/pipeline/images/encode.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    encode(bytes, encoding) {
      made.count++;
      return real.encode(bytes, encoding);
    },
  };
});

const wide = png({ width: 1300, height: 12 });
const pictures: { [name: string]: Uint8Array } = {};

beforeAll(async () => {
  const still = sharp(wide);
  pictures['photo.jpg'] = await still.clone().jpeg({ quality: 100 }).toBuffer();
  pictures['photo.webp'] = await still.clone().webp({ lossless: true }).toBuffer();
  pictures['drawn.avif'] = await still.clone().avif({ quality: 100, effort: 0 }).toBuffer();
  const frames = { raw: { width: 700, height: 40, channels: 3, pageHeight: 20 } } as const;
  const noise = await sharp(png({ width: 700, height: 40 }))
    .raw()
    .toBuffer();
  pictures['moves.webp'] = await sharp(noise, frames).webp({ lossless: true }).toBuffer();
  pictures['moves.gif'] = await sharp(noise, frames).gif().toBuffer();
});

beforeEach(() => {
  made.count = 0;
});

function siteWith(body: string, files: { readonly [name: string]: Uint8Array }) {
  const folder = quickFolder();
  const root = join(folder, 'site');
  writeFiles(root, {
    'content/site.yaml': 'title: Site\nurl: https://example.org\n',
    'content/posts/p/index.md': `---\ntitle: P\ndate: 2026-11-01\n---\n\nOpening.\n\n<!--more-->\n\n${body}\n`,
    ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`content/posts/p/${name}`, bytes])),
  });
  return { root, cache: join(folder, 'cache'), dist: join(root, 'dist') };
}

/** The bytes of every file in a folder, by path. */
function bytesIn(folder: string): { [path: string]: string } {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]));
}

async function built({ root, cache }: { root: string; cache: string }) {
  const run = startProcess(root, cache);
  const result = await run.build();
  run.end();
  return result;
}

/** The candidates in `srcset`, as type and width, once for each source. */
function sourcesOf(html: string): string[] {
  return [...html.matchAll(/<source type="image\/(\w+)" srcset="([^"]*)"/g)].map(
    ([, type, set = '']) =>
      `${type} ${set
        .split(', ')
        .map((candidate) => candidate.split(' ')[1])
        .join(' ')}`,
  );
}

describe('what a page offers', () => {
  const moving = { acTL: new Uint8Array([0, 0, 0, 2, 0, 0, 0, 0]) };
  const cases: { readonly [name: string]: readonly [bytes: () => Uint8Array | undefined, sources: readonly string[]] } =
    {
      'wide.png': [() => wide, ['avif 640w 960w 1280w', 'webp 640w 960w 1280w']],
      'own.png': [() => png({ width: 1100, height: 12 }), ['avif 640w 960w 1100w', 'webp 640w 960w 1100w']],
      'near.png': [() => png({ width: 1000, height: 12 }), ['avif 640w 1000w', 'webp 640w 1000w']],
      'narrow.png': [() => png({ width: 400, height: 24 }), ['avif 400w', 'webp 400w']],
      'photo.jpg': [() => pictures['photo.jpg'], ['avif 640w 960w 1280w', 'webp 640w 960w 1280w']],
      'photo.webp': [() => pictures['photo.webp'], ['avif 640w 960w 1280w', 'webp 640w 960w 1280w']],
      'icon.png': [() => png({ width: 300, height: 40 }), []],
      'light.png': [() => png({ width: 1300, height: 1 }), []],
      'moves.png': [() => png({ width: 1300, height: 12, before: moving }), []],
      'moves.webp': [() => pictures['moves.webp'], []],
      'moves.gif': [() => pictures['moves.gif'], []],
      'drawn.avif': [() => pictures['drawn.avif'], []],
      // The bytes decide the format: sharp would pass these to decoders that it must not use.
      'disguised.png': [() => pictures['drawn.avif'], []],
      'drawn.svg': [
        () =>
          Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1300" height="99">${' '.repeat(20_000)}</svg>`),
        [],
      ],
    };
  for (const [name, [bytes, sources]] of Object.entries(cases))
    test(name, async () => {
      const site = siteWith(`![Text](${name})`, { [name]: bytes() ?? new Uint8Array() });
      expect(statSync(join(site.root, 'content/posts/p', name)).size).toBeGreaterThan(
        name === 'light.png' ? 0 : 10_000,
      );
      const { diagnostics } = await openClean(site.root).build();
      expect(diagnostics.filter(({ code }) => code !== 'image/wrong-name')).toEqual([]);
      const { files } = await openClean(site.root).build();
      const page = files?.find(({ path }) => path === 'posts/p/index.html');
      expect(sourcesOf(Buffer.from(page?.bytes() ?? []).toString())).toEqual(sources);
      // No page waits for an encoder.
      expect(made.count).toBe(0);
    });

  test('no variants of files in public/, of covers, and of images that are only linked to', async () => {
    const site = siteWith('[x](linked.png) ![Text](/there.png)', {
      'linked.png': wide,
      'cover.png': png({ width: 900, height: 20 }),
    });
    const text = readFileSync(join(site.root, 'content/posts/p/index.md'), 'utf8');
    writeFiles(site.root, {
      'public/there.png': wide,
      'content/posts/p/index.md': text.replace('title: P', 'title: P\ncover: cover.png'),
    });
    const { diagnostics } = await built(site);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(bytesIn(site.dist)).filter((path) => /\.(?:avif|webp)$/.test(path))).toEqual([]);
  });
});

describe('what is written', () => {
  test('each variant has the type in its name, the original stays, feeds and copies show only that', async () => {
    const site = siteWith('![Text](wide.png "Caption")', { 'wide.png': wide });
    await built(site);
    const files = bytesIn(site.dist);
    const variants = Object.keys(files).filter((path) => /\.(?:avif|webp)$/.test(path));
    expect(variants.map((path) => path.replace(/-[0-9a-f]{10}\./, '.')).sort()).toEqual([
      'assets/wide-1280.avif',
      'assets/wide-1280.webp',
      'assets/wide-640.avif',
      'assets/wide-640.webp',
      'assets/wide-960.avif',
      'assets/wide-960.webp',
    ]);
    for (const path of variants) {
      const { type, width } = imageSize(Buffer.from(files[path] ?? '', 'latin1'));
      expect(path).toMatch(new RegExp(`-${width}-[0-9a-f]{10}\\.${type}$`));
    }
    const html = files['posts/p/index.html'] ?? '';
    const original = Object.keys(files).find((path) => /^assets\/wide-[0-9a-f]{10}\.png$/.test(path)) ?? 'none';
    expect(files[original]).toBe(Buffer.from(wide).toString('latin1'));
    expect(html).toContain(`<a href="../../${original}"><picture><source type="image/avif"`);
    expect(html).toContain(`<img src="../../${original}" width="1300" height="12"`);
    for (const path of variants) expect(html).toContain(`../../${path} `);
    for (const path of ['feed.xml', 'feed.json', 'rss.xml', 'posts/p/index.md']) {
      expect(files[path]).toContain(original);
      expect(files[path]).not.toMatch(/picture|srcset|avif/);
    }
  });

  test('a rotated image is upright', async () => {
    const lying = await sharp(png({ width: 700, height: 900 }))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const site = siteWith('![Text](photo.jpg)', { 'photo.jpg': lying });
    await built(site);
    const files = bytesIn(site.dist);
    const variant = Object.keys(files).find((path) => path.endsWith('.webp')) ?? 'none';
    expect(imageSize(Buffer.from(files[variant] ?? '', 'latin1'))).toMatchObject({ width: 640, height: 498 });
    expect(files['posts/p/index.html']).toContain('width="900" height="700"');
  });

  test('the same with an empty cache, a full one, and a damaged one; nothing is made twice', async () => {
    const site = siteWith('![Text](wide.png) ![Other](photo.jpg)', {
      'wide.png': wide,
      'photo.jpg': pictures['photo.jpg'] ?? wide,
    });
    await built(site);
    expect(made.count).toBe(12);
    const first = bytesIn(site.dist);
    const again = async (spoil: () => void, count: number) => {
      spoil();
      made.count = 0;
      expect((await built(site)).diagnostics).toEqual([]);
      expect(bytesIn(site.dist)).toEqual(first);
      expect(made.count).toBe(count);
    };
    const keptFiles = () => readdirSync(join(site.cache, 'made')).map((name) => join(site.cache, 'made', name));
    const variant = Object.keys(first).find((path) => path.endsWith('.avif')) ?? 'none';
    await again(() => {}, 0);
    await again(() => rmSync(site.dist, { recursive: true }), 0);
    await again(() => writeFileSync(join(site.dist, variant), 'tampered with'), 0);
    await again(() => rmSync(join(site.cache, 'made'), { recursive: true }), 12);
    await again(() => {
      rmSync(site.dist, { recursive: true });
      for (const file of keptFiles().slice(0, 3)) writeFileSync(file, readFileSync(file).subarray(0, -1));
    }, 3);
    await again(() => rmSync(site.cache, { recursive: true }), 12);
  });

  test('a cached file that is damaged before it is written is made again', async () => {
    const site = siteWith('![Text](wide.png)', { 'wide.png': wide });
    const run = startProcess(site.root, site.cache);
    await run.build();
    const first = bytesIn(site.dist);
    const folder = join(site.cache, 'made');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'rotten');
    rmSync(site.dist, { recursive: true });
    await run.build();
    run.end();
    expect(bytesIn(site.dist)).toEqual(first);
  });

  test('unused variants are removed from dist/, and from the cache once they are the greater part of it', async () => {
    const site = siteWith('![Text](wide.png)', { 'wide.png': wide });
    await built(site);
    for (const seed of [2, 3]) {
      writeFiles(site.root, { 'content/posts/p/wide.png': png({ width: 1300, height: 12, seed }) });
      await built(site);
      expect(Object.keys(bytesIn(site.dist)).filter((path) => path.endsWith('.avif'))).toHaveLength(3);
    }
    expect(readdirSync(join(site.cache, 'made'))).toHaveLength(6);
  });
});

describe('bad images', () => {
  test('a damaged one is an error where it is shown; nothing is written', async () => {
    const damaged = Buffer.from(wide).fill(0, 5_000, 15_000);
    const site = siteWith('Text, ![Text](broken.png).', { 'broken.png': damaged });
    const { diagnostics, report } = await built(site);
    expect(diagnostics).toMatchObject([{ code: 'image/unreadable', severity: 'error' }]);
    const [{ message, at } = { message: '', at: null }] = diagnostics;
    expect(message).toContain('`content/posts/p/broken.png`');
    expect(at?.path).toBe('content/posts/p/index.md');
    expect(readFileSync(join(site.root, at?.path ?? ''), 'utf8').slice(at?.start, at?.end)).toBe('broken.png');
    expect(report).toBe(null);
    expect(existsSync(site.dist)).toBe(false);
  });

  test('one with too many pixels is an error before anything is made', async () => {
    const bytes = Buffer.from(wide);
    bytes.writeUInt32BE(10_000, 16);
    bytes.writeUInt32BE(6000, 20);
    const site = siteWith('![Text](huge.png)', { 'huge.png': bytes });
    const { diagnostics } = await built(site);
    expect(diagnostics).toMatchObject([{ code: 'image/too-large', at: { path: 'content/posts/p/index.md' } }]);
    expect(made.count).toBe(0);
  });
});

describe('the encoder', () => {
  test('makes equal bytes of equal images, alone or with others', async () => {
    for (const type of ['image/avif', 'image/webp']) {
      const alone = await encode(wide, { width: 640, type });
      const among = await Promise.all([1, 2, 3].map(() => encode(wide, { width: 640, type })));
      for (const one of among) expect(Buffer.compare(one, alone)).toBe(0);
    }
  });

  test('rejects formats that pages never offer', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [pictures['drawn.avif'], pictures['moves.gif'], svg])
      await expect(encode(bytes ?? wide, { width: 9, type: 'image/webp' })).rejects.toThrow(/unsupported|blocked/);
  });

  test('the settings, which are part of every name, include the version of sharp', () => {
    const folder = dirname(createRequire(import.meta.url).resolve('sharp'));
    const { version }: { version: unknown } = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'));
    expect(encoderSettings).toContain(`sharp ${String(version)},`);
  });
});
