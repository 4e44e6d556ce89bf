// The one door to hashing: a digest of a text or of bytes, as hex. Equal bytes give equal digests, on every machine.
// It must never see anything but content: no paths, no times.

import { createHash, hash } from 'node:crypto';

/** SHA-256, cut to 128 bits: 32 hex digits. Text is hashed as UTF-8. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex').slice(0, 32);
}

/** Of bytes that lie in pieces, as if they lay in one. */
export function digestOfPieces(pieces: readonly Uint8Array[]): string {
  return pieces
    .reduce((all, piece) => all.update(piece), createHash('sha256'))
    .digest('hex')
    .slice(0, 32);
}

/** Whether a text could be one: for those read from files that anybody may have written. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
