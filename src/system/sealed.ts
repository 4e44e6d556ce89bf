// Content behind a digest of its own, so that a file that was cut short or damaged is told from a whole one: the digest, a line end, the
// content. It finds damage, not intent: anyone who can write the file can seal it.

import { digestOf, digestOfPieces } from '../text/digest.ts';

export interface Sealed {
  readonly digest: string;
  readonly content: Buffer;
}

/** In pieces, to be written one after the other: the content may be as large as all else in memory. */
export function seal(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  return [Buffer.from(`${digestOfPieces(pieces)}\n`), ...pieces];
}

/** Throws for bytes that `seal` did not make, or not all of them. */
export function unseal(bytes: Uint8Array): Sealed {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.indexOf(10);
  const digest = view.toString('latin1', 0, Math.max(0, end));
  const content = view.subarray(end + 1);
  if (digestOf(content) !== digest) throw new Error('damaged content');
  return { digest, content };
}
