// The digests of all rows of a table, as bytes: a million texts of 32 letters take ten times the memory, and must be made one by one
// wherever a table is read back.
// It must never take one digest for another: what is no digest of content, as inputs may use any text, is kept as it is.

import type { Digest } from './rule.ts';

/** Bytes of a digest of content, whose text has two hex digits for each. */
export const digestBytes = 16;
const words = digestBytes / 4;

/** By code of a character; -1 for those that are no hex digits as we write them. */
const valueOfDigit = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** The digest that was last taken apart. */
const asked = new Int32Array(words);
const askedBytes = new Uint8Array(asked.buffer);

export class DigestColumn {
  length: number;
  /** As many bytes as `digestBytes` for each row, and more; all of them zero for a row that has no digest, or an odd one. */
  #bytes: Buffer;
  #words: Int32Array;
  /** By row, for the few that are no digests of content. */
  readonly #odd: Map<number, Digest>;

  /** A column of rows without a digest. */
  constructor(length: number) {
    this.length = length;
    this.#words = new Int32Array(words * length);
    this.#bytes = Buffer.from(this.#words.buffer);
    this.#odd = new Map();
  }

  static of(digests: readonly Digest[]): DigestColumn {
    const column = new DigestColumn(digests.length);
    for (const [row, digest] of digests.entries()) column.set(row, digest);
    return column;
  }

  /** From what `bytes` and `odd` gave. Throws where the bytes are not those of whole rows, or an odd digest is none or of no row. */
  static from(bytes: Uint8Array, irregular: Iterable<readonly [row: number, digest: Digest]>): DigestColumn {
    const column = new DigestColumn(bytes.length / digestBytes);
    column.#bytes.set(bytes);
    for (const [row, digest] of irregular) {
      if (!Number.isSafeInteger(row) || row < 0 || row >= column.length || typeof digest !== 'string')
        throw new RangeError(`no digest \`${digest}\` of row ${row}`);
      column.set(row, digest);
    }
    return column;
  }

  /** The digest of a row; empty where it has none. */
  get(row: number): Digest {
    const odd = this.#odd.get(row);
    if (odd !== undefined) return odd;
    return this.#isEmpty(row) ? '' : this.#bytes.toString('hex', digestBytes * row, digestBytes * (row + 1));
  }

  is(row: number, digest: Digest): boolean {
    if (!takeApart(digest)) return this.get(row) === digest;
    return this.#isAsked(row) && !this.#odd.has(row);
  }

  set(row: number, digest: Digest): void {
    this.#odd.delete(row);
    if (takeApart(digest)) this.#words.set(asked, words * row);
    else {
      this.#words.fill(0, words * row, words * (row + 1));
      if (digest !== '') this.#odd.set(row, digest);
    }
  }

  /** Adds rows without a digest. */
  grow(length: number): void {
    if (words * length > this.#words.length) {
      const next = new Int32Array(words * length * 2);
      next.set(this.#words);
      this.#words = next;
      this.#bytes = Buffer.from(next.buffer);
    }
    this.length = length;
  }

  /** Takes a digest over from another column. */
  copy(row: number, from: DigestColumn, fromRow: number): void {
    const odd = from.#odd.get(fromRow);
    if (odd === undefined) this.#odd.delete(row);
    else this.#odd.set(row, odd);
    for (let word = 0; word < words; word++) this.#words[words * row + word] = from.#words[words * fromRow + word] ?? 0;
  }

  copied(): DigestColumn {
    return DigestColumn.from(this.bytes(), this.#odd);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, digestBytes * this.length);
  }

  /** Of rows whose bytes do not say it. */
  odd(): readonly (readonly [row: number, digest: Digest])[] {
    return [...this.#odd];
  }

  #isEmpty(row: number): boolean {
    asked.fill(0);
    return this.#isAsked(row);
  }

  #isAsked(row: number): boolean {
    for (let word = 0; word < words; word++) if (this.#words[words * row + word] !== asked[word]) return false;
    return true;
  }
}

/** Whether this is a digest of content; its bytes are in `asked` then. All zeros stand for none, so the one of zeros is an odd one. */
function takeApart(digest: Digest): boolean {
  if (digest.length !== 2 * digestBytes) return false;
  let some = 0;
  for (let byte = 0; byte < digestBytes; byte++) {
    const high = valueOfDigit[digest.charCodeAt(2 * byte)] ?? -1;
    const low = valueOfDigit[digest.charCodeAt(2 * byte + 1)] ?? -1;
    if (high < 0 || low < 0) return false;
    askedBytes[byte] = (high << 4) | low;
    some |= high | low;
  }
  return some !== 0;
}
