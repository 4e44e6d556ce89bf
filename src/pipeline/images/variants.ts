// An image file → its smaller variants: their types, widths and names. Names depend on the file and the encoder settings alone, so that no
// page waits for an encoder, which must not be loaded here.

import type { Digest } from '../../engine/graph/rule.ts';
import type { Variant } from '../../model/site.ts';
import { isTooLarge } from '../../site/links/images.ts';
import { digestOf } from '../../text/digest.ts';
import type { Size } from './assets.ts';
import { encoderSettings } from './encode.ts';

/**
 * The text column is 608 CSS pixels wide: 640 fills it on standard screens, 960 a phone's screen, 1280 the column on high-density screens
 * and the best phones. Each step is half as wide again as the one before, or less: more steps would save readers next to nothing.
 */
const widths = [640, 960, 1280] as const;
/** Best first: browsers use the first type that they support. */
const types = ['image/avif', 'image/webp'] as const;
/** The longest side that each format can have, in pixels. A variant that would be longer is left out. */
const maxSides = { 'image/avif': 16_384, 'image/webp': 16_383 } as const;
/** Narrower images are icons, and smaller files load in the time of one request. */
const [minWidth, minBytes] = [320, 10_000];

/** A file of the site with its address and content; `size` is null if it is not an image. */
interface PublishedFile {
  readonly path: string;
  readonly url: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly size: Size | null;
}

/**
 * Variants are never larger than the original. Animated images have none, nor have formats without a safe decoder (AVIF, HEIF, SVG), which
 * are recognized by their bytes, not by the name. Files of `public/` are copied as they are.
 */
export function variantsOf({ path, url, digest, bytes, size }: PublishedFile): Variant[] {
  if (path.startsWith('public/') || size === null || size.width < minWidth || bytes.length < minBytes) return [];
  if (isTooLarge(size) || !isStill(bytes)) return [];
  const stem = stemOf(url);
  return types.flatMap((type) =>
    widthsFor(size.width).flatMap((width) => {
      const height = Math.ceil((size.height * width) / size.width);
      if (Math.max(width, height) > maxSides[type]) return [];
      const cacheKey = digestOf(`${digest} ${width} ${type} ${encoderSettings}`);
      const url = `/assets/${stem}-${width}-${cacheKey.slice(0, 10)}.${type.slice('image/'.length)}`;
      return [{ url, type, width, cacheKey }];
    }),
  );
}

/** The steps below the image's width, and its own width unless the last step is nearly as wide. */
function widthsFor(width: number): number[] {
  const own = Math.min(width, widths.at(-1) ?? width);
  return [...widths.filter((step) => step < own * 0.9), own];
}

/** The name of the published file without digest and extension. */
function stemOf(url: string): string {
  const name = url.slice(url.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return url.startsWith('/assets/') ? name.replace(/-[0-9a-f]{10}$/, '') : name;
}

/** Whether these are the bytes of a PNG, JPEG or WebP with one frame. */
function isStill(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view[0] === 0xff && view[1] === 0xd8) return true;
  if (view.toString('latin1', 1, 4) === 'PNG') return !isAnimatedPng(view);
  // The second bit of the flags means "animated"; only the extended format has flags.
  if (view.toString('latin1', 8, 12) === 'WEBP')
    return view.toString('latin1', 12, 16) !== 'VP8X' || ((view[20] ?? 0) & 2) === 0;
  return false;
}

/** An animated PNG has a chunk `acTL` before its pixels. */
function isAnimatedPng(view: Buffer): boolean {
  for (let at = 8; at + 8 <= view.length; at += view.readUInt32BE(at) + 12) {
    const chunk = view.toString('latin1', at + 4, at + 8);
    if (chunk === 'acTL') return true;
    if (chunk === 'IDAT') return false;
  }
  return false;
}
