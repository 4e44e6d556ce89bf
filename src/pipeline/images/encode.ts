// The one door to sharp: bytes of a picture → the same picture, smaller, as AVIF or WebP. Equal input gives equal bytes.
// sharp is loaded when the first picture is made, never before, and sees no format whose decoder has a history of holes.

import type { Sharp } from 'sharp';
import { maxPixels } from '../../site/links/images.ts';

/**
 * Part of every cacheKey: must change whenever the bytes would. Measured on screenshots and photographs 640 to 1280 wide: AVIF at
 * quality 55 shows no loss at reading distance in a third to a tenth of the original's bytes, WebP at 78 in a half to a fifth;
 * both stay below the original even for flat screenshots from 10 KB up. Effort 2 of 9: more takes 2 to 10 times as long and saves
 * next to nothing. `smartSubsample` keeps red text on dark ground readable in WebP, which AVIF's 4:4:4 does by itself.
 */
export const settings = 'sharp 0.35.5, avif 55/2, webp 78';

export interface Encoding {
  readonly width: number;
  readonly type: string;
}

/** Rejects for what is no picture or a damaged one. */
export async function encode(bytes: Uint8Array, { width, type }: Encoding): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const input = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' });
  const scaled = input.autoOrient().resize({ width, withoutEnlargement: true });
  return printed(scaled, type).toBuffer();
}

function printed(picture: Sharp, type: string): Sharp {
  return type === 'image/avif'
    ? picture.avif({ quality: 55, effort: 2, chromaSubsampling: '4:4:4' })
    : picture.webp({ quality: 78, smartSubsample: true });
}

/** The library itself is not there: no picture's fault. */
export class NoEncoder extends Error {
  readonly library: string;

  constructor(library: string, cause: unknown) {
    super(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));
    this.library = library;
  }
}

let loading: ReturnType<typeof load> | undefined;

function loadSharp() {
  loading ??= load();
  return loading;
}

async function load() {
  try {
    const { default: sharp } = await import('sharp');
    // One thread for each picture: how many there are must not show in the bytes, and whole pictures fill the processor as well.
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    return sharp;
  } catch (cause) {
    throw new NoEncoder('sharp', cause);
  }
}
