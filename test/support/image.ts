// Generates PNG images for tests: the same options always give the same bytes.

import { crc32, deflateSync } from 'node:zlib';

export interface ImageOptions {
  readonly width: number;
  readonly height: number;
  /** Another seed gives another image of the same size. */
  readonly seed?: number;
  /** Chunks before the pixels, by their four-letter type. */
  readonly before?: { readonly [chunk: string]: Uint8Array };
}

/** A PNG with noise on a color gradient, which does not compress well. */
export function png({ width, height, seed = 1, before = {} }: ImageOptions): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let noise = seed;
  for (let y = 0, at = 0; y < height; y++) {
    // Each row begins with its filter type, 0 for none.
    at++;
    for (let x = 0; x < width; x++) {
      noise = (noise * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
      rows[at++] = (x * 255) / width;
      rows[at++] = (y * 255) / height;
      rows[at++] = noise >> 20;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits per channel, true color.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...Object.entries(before).map(([name, data]) => chunk(name, data)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
