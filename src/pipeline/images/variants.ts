// A picture's file → the smaller encodings that pages offer beside it: which, how wide, under which names. Names are decided from
// the file and the settings alone, so that no page waits for an encoder; the bytes are made by `encode.ts` when they are needed.

import type { Digest } from '../../engine/graph/rule.ts';
import type { Variant } from '../../model/site.ts';
import { isTooLarge } from '../../site/links/images.ts';
import { digestOf } from '../../text/digest.ts';
import type { Size } from './assets.ts';
import { settings } from './encode.ts';

/**
 * The column is 608 CSS pixels wide: 640 fills it on plain screens, 960 a phone's, 1280 the column on fine screens and the finest
 * phones. Each step has about half as many pixels again as the one before: more steps would save readers next to nothing.
 */
const widths = [640, 960, 1280] as const;
/** Best first: browsers take the first type that they know. */
const types = ['image/avif', 'image/webp'] as const;
/** Narrower pictures are icons, and lighter ones are loaded in the time that it takes to ask for them. */
const [minWidth, minBytes] = [320, 10_000];

/** A file of the site, the address of the original, and what it holds; `size` null for what is no picture. */
interface PublishedFile {
  readonly path: string;
  readonly url: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly size: Size | null;
}

/**
 * Nothing is ever enlarged; what moves is left alone, and so is what no safe decoder exists for (AVIF, HEIF, SVG), which is told
 * by the bytes, not by the name. Files of `public/` are copied as they are.
 */
export function variantsOf({ path, url, digest, bytes, size }: PublishedFile): Variant[] {
  if (path.startsWith('public/') || size === null || size.width < minWidth || bytes.length < minBytes) return [];
  if (isTooLarge(size) || !isStill(bytes)) return [];
  const stem = stemOf(url);
  return types.flatMap((type) =>
    widthsFor(size.width).map((width) => {
      const cacheKey = digestOf(`${digest} ${width} ${type} ${settings}`);
      return {
        url: `/assets/${stem}-${width}-${cacheKey.slice(0, 10)}.${type.slice('image/'.length)}`,
        type,
        width,
        cacheKey,
      };
    }),
  );
}

/** The steps below the picture's width, and the picture's own where it adds something to the last of them. */
function widthsFor(width: number): number[] {
  const own = Math.min(width, widths.at(-1) ?? width);
  return [...widths.filter((step) => step < own * 0.9), own];
}

/** The name of the published file without digest and ending. */
function stemOf(url: string): string {
  const name = url.slice(url.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return url.startsWith('/assets/') ? name.replace(/-[0-9a-f]{10}$/, '') : name;
}

/** Whether these are the bytes of a PNG, JPEG or WebP with one frame. */
function isStill(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view[0] === 0xff && view[1] === 0xd8) return true;
  if (view.toString('latin1', 1, 4) === 'PNG') return !isAnimatedPng(view);
  // The second bit of the flags says "animated"; only the extended format has them.
  if (view.toString('latin1', 8, 12) === 'WEBP')
    return view.toString('latin1', 12, 16) !== 'VP8X' || ((view[20] ?? 0) & 2) === 0;
  return false;
}

/** A chunk `acTL` before the first pixels makes a PNG move. */
function isAnimatedPng(view: Buffer): boolean {
  for (let at = 8; at + 8 <= view.length; at += view.readUInt32BE(at) + 12) {
    const chunk = view.toString('latin1', at + 4, at + 8);
    if (chunk === 'acTL') return true;
    if (chunk === 'IDAT') return false;
  }
  return false;
}
