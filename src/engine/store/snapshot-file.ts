// A snapshot ↔ bytes: a sealed file with a head as JSON, a line end, then columns of numbers as they are in memory, because half a million
// numbers are read that way in no time. Must reject everything but a whole file of the same tool and byte order.

import { seal, unseal } from '../../system/sealed.ts';
import { DigestColumn, digestBytes } from '../graph/digest-column.ts';
import type { Digest } from '../graph/rule.ts';
import type { Snapshot } from './snapshot.ts';

export interface SnapshotFile<N> {
  readonly namespace: string;
  /** Name of the pack that the offsets refer to, and how many of its bytes count. */
  readonly pack: string;
  readonly packLength: number;
  readonly snapshot: Snapshot<N>;
}

interface Head<N> extends Omit<SnapshotFile<N>, 'snapshot'>, Pick<Snapshot<N>, 'shape' | 'counts' | 'words' | 'notes'> {
  readonly isLittleEndian: boolean;
  /** Lengths of the columns. */
  readonly nodes: number;
  readonly reads: number;
  readonly rows: number;
  /** By row, digests that are not content digests: inputs may use any text. */
  readonly irregular: readonly (readonly [row: number, digest: Digest])[];
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** In pieces, to be written one after the other: together they may be as large as everything else in memory. */
export function encodeSnapshot<N>({ namespace, pack, packLength, snapshot }: SnapshotFile<N>): readonly Uint8Array[] {
  const { shape, counts, words, notes, argument, readCount, reads, offset, length, digest } = snapshot;
  const head: Head<N> = {
    namespace,
    pack,
    packLength,
    isLittleEndian,
    nodes: argument.length,
    reads: reads.length,
    rows: digest.length,
    shape,
    counts,
    words,
    notes,
    irregular: digest.irregular(),
  };
  const body = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...[offset, argument, readCount, reads, length].map(bytesOf),
    digest.bytes(),
  ];
  return seal(body);
}

/** Throws unless `encodeSnapshot` made exactly these bytes for this namespace. */
export function decodeSnapshot<N>(bytes: Uint8Array, namespace: string): SnapshotFile<N> {
  const { content } = unseal(bytes);
  const end = content.indexOf(10);
  const head = JSON.parse(content.toString('utf8', 0, Math.max(0, end))) as Head<N>;
  const columns = content.subarray(end + 1);
  if (head.namespace !== namespace || head.isLittleEndian !== isLittleEndian)
    throw new Error('snapshot of another namespace');
  const { pack, packLength, nodes, reads, rows, shape, counts, words, notes, irregular } = head;
  const isWhole = (count: unknown): boolean => Number.isSafeInteger(count) && Number(count) >= 0;
  if (![shape, counts, words, notes, irregular].every(Array.isArray) || ![packLength, ...counts].every(isWhole))
    throw new Error('damaged snapshot');
  if (!notes.every((entry) => Array.isArray(entry) && Array.isArray(entry[1]))) throw new Error('damaged snapshot');
  // Columns must be there before memory is allocated for them.
  if (columns.length !== 8 * rows + 4 * (nodes + nodes + reads + rows) + digestBytes * rows)
    throw new Error('damaged snapshot');
  let taken = 0;
  const next = (length: number): Uint8Array => columns.subarray(taken, (taken += length));
  const offset = floatsFrom(next(8 * rows));
  const argument = intsFrom(next(4 * nodes));
  const readCount = intsFrom(next(4 * nodes));
  const read = intsFrom(next(4 * reads));
  const length = intsFrom(next(4 * rows));
  const digest = DigestColumn.from(next(digestBytes * rows), irregular);
  return {
    namespace,
    pack,
    packLength,
    snapshot: { shape, counts, words, notes, argument, readCount, reads: read, offset, length, digest },
  };
}

// Copies, because columns may start at offsets that numbers of their size can't have.
function intsFrom(column: Uint8Array): Int32Array {
  const ints = new Int32Array(column.length / 4);
  bytesOf(ints).set(column);
  return ints;
}

function floatsFrom(column: Uint8Array): Float64Array {
  const floats = new Float64Array(column.length / 8);
  bytesOf(floats).set(column);
  return floats;
}

function bytesOf(column: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
