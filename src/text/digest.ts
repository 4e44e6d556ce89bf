// Digests of texts and bytes, as hex; the only file that hashes. Equal bytes give equal digests on every machine. Paths and
// times must never be hashed, only content.

import { createHash, hash } from 'node:crypto';

/** SHA-256 shortened to 128 bits: 32 hex digits. Text is hashed as UTF-8. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex').slice(0, 32);
}

/** The digest of the concatenated pieces. */
export function digestOfPieces(pieces: readonly Uint8Array[]): string {
  return pieces
    .reduce((all, piece) => all.update(piece), createHash('sha256'))
    .digest('hex')
    .slice(0, 32);
}

/** The id of a file's content in a git repository whose ids have this many digits: 40 or 64. */
export function gitBlobId(content: Uint8Array, digits: number): string {
  return createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}

/** Whether a text has the form of a digest. For texts from files that anyone may have written. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
