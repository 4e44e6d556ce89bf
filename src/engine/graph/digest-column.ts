// The digests of all rows of a table, as bytes: a million strings of 32 letters take ten times the memory, and a restored table would have
// to make each of them.
// It must never mistake one digest for another: inputs may use any text as a digest, and irregular ones are stored as they are.

import type { Digest } from './rule.ts';

/** Bytes of a content digest, which is written with two hex digits for each. */
export const digestBytes = 16;
const words = digestBytes / 4;

/** By character code; -1 for all but lowercase hex digits. */
const valueOfDigit = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** The digest that was last parsed. */
const parsed = new Int32Array(words);
const parsedBytes = new Uint8Array(parsed.buffer);

export class DigestColumn {
  length: number;
  /** `digestBytes` bytes for each row, and spare room; all zero for a row that has no digest or an irregular one. */
  #bytes: Buffer;
  #words: Int32Array;
  /** By row, for the few that are not content digests. */
  readonly #irregular: Map<number, Digest>;

  /** A column of rows without a digest. */
  constructor(length: number) {
    this.length = length;
    this.#words = new Int32Array(words * length);
    this.#bytes = Buffer.from(this.#words.buffer);
    this.#irregular = new Map();
  }

  static of(digests: readonly Digest[]): DigestColumn {
    const column = new DigestColumn(digests.length);
    for (const [row, digest] of digests.entries()) column.set(row, digest);
    return column;
  }

  /** From what `bytes` and `irregular` returned. Throws for an irregular digest that is not a text, or whose row does not exist. */
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

  /** The digest of a row; empty if it has none. */
  get(row: number): Digest {
    const irregular = this.#irregular.get(row);
    if (irregular !== undefined) return irregular;
    return this.#isEmpty(row) ? '' : this.#bytes.toString('hex', digestBytes * row, digestBytes * (row + 1));
  }

  is(row: number, digest: Digest): boolean {
    if (!parseDigest(digest)) return this.get(row) === digest;
    return this.#isParsed(row) && !this.#irregular.has(row);
  }

  set(row: number, digest: Digest): void {
    this.#irregular.delete(row);
    if (parseDigest(digest)) this.#words.set(parsed, words * row);
    else {
      this.#words.fill(0, words * row, words * (row + 1));
      if (digest !== '') this.#irregular.set(row, digest);
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

  /** Copies a digest from another column. */
  copy(row: number, from: DigestColumn, fromRow: number): void {
    const irregular = from.#irregular.get(fromRow);
    if (irregular === undefined) this.#irregular.delete(row);
    else this.#irregular.set(row, irregular);
    for (let word = 0; word < words; word++) this.#words[words * row + word] = from.#words[words * fromRow + word] ?? 0;
  }

  copied(): DigestColumn {
    return DigestColumn.from(this.bytes(), this.#irregular);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, digestBytes * this.length);
  }

  /** The digests that are not in `bytes`. */
  irregular(): readonly (readonly [row: number, digest: Digest])[] {
    return [...this.#irregular];
  }

  #isEmpty(row: number): boolean {
    parsed.fill(0);
    return this.#isParsed(row);
  }

  #isParsed(row: number): boolean {
    for (let word = 0; word < words; word++) if (this.#words[words * row + word] !== parsed[word]) return false;
    return true;
  }
}

/** Whether this is a content digest; its bytes are in `parsed` then. Zeros mean that a row has none, so a digest of zeros is irregular. */
function parseDigest(digest: Digest): boolean {
  if (digest.length !== 2 * digestBytes) return false;
  let bits = 0;
  for (let byte = 0; byte < digestBytes; byte++) {
    const high = valueOfDigit[digest.charCodeAt(2 * byte)] ?? -1;
    const low = valueOfDigit[digest.charCodeAt(2 * byte + 1)] ?? -1;
    if (high < 0 || low < 0) return false;
    parsedBytes[byte] = (high << 4) | low;
    bits |= high | low;
  }
  return bits !== 0;
}
