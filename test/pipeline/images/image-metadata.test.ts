// Guards what is left of an image without its metadata: every pixel, the color profile and the orientation; and that no bytes make it fail.

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutMetadata } from '../../../src/pipeline/images/image-metadata.ts';
import { png } from '../../support/image.ts';

/** The tool's encoder keeps sharp from reading these formats, in this whole process. */
const otherFormats = { operation: ['VipsForeignLoadNsgif', 'VipsForeignLoadTiff'] };
beforeAll(() => sharp.unblock(otherFormats));
afterAll(() => sharp.block(otherFormats));

function image(format: 'jpeg' | 'png' | 'webp' | 'avif', progressive = false): Promise<Buffer> {
  return sharp(png({ width: 60, height: 40 }))
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Artist: 'secret' }, IFD3: { GPSMapDatum: 'secret' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret</x:xmpmeta>')
    .withIccProfile('p3')
    .toFormat(format, { progressive })
    .toBuffer();
}

async function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}

describe.each([
  ['jpeg', false],
  ['jpeg', true],
  ['png', false],
  ['webp', false],
  ['avif', false],
] as const)('%s, progressive: %s', (format, progressive) => {
  test('has the same pixels, profile and orientation, and nothing else', async () => {
    const original = await image(format, progressive);
    const clean = Buffer.from(withoutMetadata(original));
    expect(original.includes('secret')).toBe(true);
    expect(clean.includes('secret')).toBe(false);
    expect(Buffer.from(withoutMetadata(clean))).toEqual(clean);
    if (format === 'avif') {
      // Not decoded here, because the tool's decoder refuses AVIF. Its orientation is in other boxes.
      expect(clean.length).toBe(original.length);
      expect([...clean].every((byte, at) => byte === 0 || byte === original[at])).toBe(true);
      return;
    }
    expect(await pixelsOf(clean)).toEqual(await pixelsOf(original));
    const [before, after] = [await sharp(original).metadata(), await sharp(clean).metadata()];
    expect(after.icc).toEqual(before.icc);
    expect(after.orientation).toBe(6);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
  });

  test('never throws, wherever it is cut or changed', async () => {
    const original = await image(format, progressive);
    for (let length = 0; length < original.length; length += length < 200 ? 1 : 53) {
      withoutMetadata(original.subarray(0, length));
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Buffer.from(original);
        changed[length] = value;
        withoutMetadata(changed);
      }
    }
  });
});

/** A GIF with comments, XMP and a loop, two frames. */
async function gif(): Promise<Buffer> {
  const frames = { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } } as const;
  const noise = await sharp(png({ width: 20, height: 40 }))
    .raw()
    .toBuffer();
  const image = await sharp(noise, frames)
    .gif({ loop: 3, delay: [100, 200] })
    .toBuffer();
  const comment = Buffer.from('\u0021\u00fe\u0006secret\0', 'latin1');
  const trailer = Array.from({ length: 256 }, (_, index) => String.fromCharCode(255 - index)).join('');
  const xmp = Buffer.from(`\u0021\u00ff\u000bXMP DataXMP<x>secret</x>\u0001${trailer}\0`, 'latin1');
  const start = 13 + (((image[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((image[10] ?? 0) & 7) + 1));
  return Buffer.concat([image.subarray(0, start), comment, xmp, image.subarray(start), Buffer.from('secret')]);
}

async function tiff(isTiled: boolean): Promise<Buffer> {
  return sharp(png({ width: 60, height: 40 }))
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Artist: 'secret', ImageDescription: 'secret' }, IFD3: { GPSMapDatum: 'secret' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret</x:xmpmeta>')
    .withIccProfile('p3')
    .tiff({ compression: 'deflate', tile: isTiled })
    .toBuffer();
}

function box(type: string, ...content: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8, type.padStart(8, '\0'), 'latin1');
  head.writeUInt32BE(body.length + 8);
  return Buffer.concat([head, body]);
}

/** The boxes of a phone's video, without one that plays. */
function video(): Buffer {
  const header = (type: string) => box(type, '\0\0\0\0SecrEtti\0\0\u0003\u00e8');
  const place = box('udta', box('\u00a9xyz', '\0\u0012\u0015\u00c7secret+48.85+002.29/'));
  const keys = box('meta', box('hdlr', '\0\0\0\0\0\0\0\0mdta'), box('ilst', 'secret'));
  const track = box('trak', header('tkhd'), box('mdia', header('mdhd'), box('minf', 'stays')), box('udta', 'secret'));
  const large = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('uuid'), Buffer.alloc(8), Buffer.from('secret')]);
  large.writeBigUInt64BE(BigInt(large.length), 8);
  return Buffer.concat([
    box('ftyp', 'qt  '),
    box('mdat', 'pixels'),
    box('moov', header('mvhd'), track, keys, place),
    large,
  ]);
}

test('a GIF has its frames, loop and delays, and nothing else', async () => {
  const original = await gif();
  const clean = Buffer.from(withoutMetadata(original));
  expect(original.includes('secret')).toBe(true);
  expect(clean.includes('secret')).toBe(false);
  expect(clean.at(-1)).toBe(0x3b);
  expect(Buffer.from(withoutMetadata(clean))).toEqual(clean);
  const read = (image: Buffer) => sharp(image, { animated: true });
  const { pages, loop, delay } = await read(clean).metadata();
  expect({ pages, loop, delay }).toEqual({ pages: 2, loop: 3, delay: [100, 200] });
  expect(await read(clean).raw().toBuffer()).toEqual(await read(original).raw().toBuffer());
});

test.each([false, true])(
  'a TIFF has its pixels, profile and orientation, and nothing else, tiled: %s',
  async (isTiled) => {
    const original = await tiff(isTiled);
    const clean = Buffer.from(withoutMetadata(original));
    expect(original.includes('secret')).toBe(true);
    expect(clean.includes('secret')).toBe(false);
    expect(clean.length).toBe(original.length);
    expect(Buffer.from(withoutMetadata(clean))).toEqual(clean);
    expect(await pixelsOf(clean)).toEqual(await pixelsOf(original));
    const [before, after] = [await sharp(original).metadata(), await sharp(clean).metadata()];
    expect([after.icc, after.orientation, after.exif]).toEqual([before.icc, 6, undefined]);
  },
);

test('a video has its tracks, and neither places, names nor times', () => {
  const original = video();
  const clean = Buffer.from(withoutMetadata(original));
  expect(clean.length).toBe(original.length);
  expect(/secret|SecrEtti|xyz/.test(clean.toString('latin1'))).toBe(false);
  for (const kept of ['qt  ', 'pixels', 'stays', '\u0003\u00e8'])
    expect(clean.includes(Buffer.from(kept, 'latin1'))).toBe(true);
  expect(clean.toString('latin1').match(/free/g)).toHaveLength(4);
  expect(Buffer.from(withoutMetadata(clean))).toEqual(clean);
});

test.each([
  ['GIF', gif],
  ['TIFF', () => tiff(false)],
  ['video', video],
] as const)('a %s never makes it throw or loop, wherever it is cut or changed', async (_, make) => {
  const original = await make();
  for (let length = 0; length < original.length; length += length < 400 ? 1 : 53) {
    withoutMetadata(original.subarray(0, length));
    for (const value of [0, 1, 0x7f, 0xff]) {
      const changed = Buffer.from(original);
      changed[length] = value;
      withoutMetadata(changed);
    }
  }
});

test('an image without metadata is unchanged', () => {
  const bytes = png({ width: 10, height: 10 });
  expect(Buffer.from(withoutMetadata(bytes))).toEqual(Buffer.from(bytes));
});
