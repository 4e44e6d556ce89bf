// Bytes of an image → a smaller encoding as AVIF or WebP, with sharp, which is loaded when the first image is made. Equal input gives equal
// bytes. sharp must never decode a format whose decoder has a history of vulnerabilities.

import type { Sharp } from 'sharp';
import { maxPixels } from '../../site/links/images.ts';

/**
 * Part of every cache key: must change whenever the bytes would. Measured on screenshots and photographs 640 to 1280 pixels wide: AVIF at
 * quality 55 shows no loss at reading distance with a third to a tenth of the original's bytes, WebP at 78 with a half to a fifth; both are
 * smaller than the original even for flat screenshots from 10 KB. Effort 2 of 9: more takes 2 to 10 times as long and saves next to
 * nothing. `smartSubsample` keeps red text on a dark background readable in WebP; AVIF's 4:4:4 does so by itself.
 */
export const encoderSettings = 'sharp 0.35.5, avif 55/2, webp 78';

export interface Encoding {
  readonly width: number;
  readonly type: string;
}

/** Rejects if the bytes are not an image, or a damaged one. */
export async function encode(bytes: Uint8Array, { width, type }: Encoding): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const input = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' });
  const scaled = input.autoOrient().resize({ width, withoutEnlargement: true });
  return encodedAs(scaled, type).toBuffer();
}

function encodedAs(image: Sharp, type: string): Sharp {
  return type === 'image/avif'
    ? image.avif({ quality: 55, effort: 2, chromaSubsampling: '4:4:4' })
    : image.webp({ quality: 78, smartSubsample: true });
}

/** The library itself can't be loaded, so no image is to blame. */
export class EncoderMissing extends Error {
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
    // One thread for each image: the number of threads must not affect the bytes, and several images use all cores, too.
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    return sharp;
  } catch (cause) {
    throw new EncoderMissing('sharp', cause);
  }
}
