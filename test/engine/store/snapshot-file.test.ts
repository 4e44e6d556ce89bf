// The snapshot file: what is written comes back, and everything else is rejected.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DigestColumn } from '../../../src/engine/graph/digest-column.ts';
import { decodeSnapshot, encodeSnapshot, type SnapshotFile } from '../../../src/engine/store/snapshot-file.ts';
import { digestOf } from '../../../src/text/digest.ts';

const ints = fc.int32Array({ maxLength: 40 });
const digests = fc.oneof(
  fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: 32, maxLength: 32 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Any columns, whether they fit together or not. */
const anyFile: fc.Arbitrary<SnapshotFile<string>> = fc
  .tuple(
    ints,
    ints,
    ints,
    fc.array(fc.tuple(fc.nat(), fc.integer(), digests), { maxLength: 40 }),
    fc.array(fc.string()),
  )
  .map(([nodes, counts, reads, rows, words]) => ({
    namespace: 'tool 1',
    pack: 'values.pack',
    packLength: 1_000_000,
    snapshot: {
      shape: ['cell', 'page summary body'],
      counts: [1, 2],
      words,
      argument: nodes,
      readCount: nodes.map((_, index) => counts[index] ?? -1),
      reads,
      digest: DigestColumn.of(rows.map(([, , digest]) => digest)),
      offset: Float64Array.from(rows, ([offset]) => offset * 2 ** 20),
      length: Int32Array.from(rows, ([, length]) => length),
      notes: [[0, ['a note']]],
    },
  }));

test('a snapshot comes back as it was written', () => {
  fc.assert(
    fc.property(anyFile, (file) => {
      expect(decodeSnapshot(Buffer.concat(encodeSnapshot(file)), 'tool 1')).toEqual(file);
    }),
  );
});

const [file] = fc.sample(anyFile, { numRuns: 1, seed: 1 });
if (!file) throw new Error('unreachable');
const packed = Buffer.concat(encodeSnapshot(file));

test('a snapshot of another namespace is rejected', () => {
  expect(() => decodeSnapshot(packed, 'tool 2')).toThrow('another namespace');
});

test('a snapshot that was cut short is rejected, wherever it ends', () => {
  for (let end = 0; end < packed.length; end++)
    expect(() => decodeSnapshot(packed.subarray(0, end), 'tool 1'), `${end} bytes`).toThrow();
});

// Anyone who can write the file can write its digest.
for (const [what, from, to] of [
  ['more rows than there are', /"rows":\d+/, '"rows":1000000000'],
  ['fewer rows than there are', /"rows":\d+/, '"rows":0'],
  ['nodes that are not a number', /"nodes":\d+/, '"nodes":{}'],
  ['words that are not a list', /"words":\[.*?\],"notes"/, '"words":7,"notes"'],
  ['negative counts', '"counts":[1,2]', '"counts":[-1,4]'],
  ['half a row', /"rows":(\d+)/, '"rows":$1.5'],
  ['another byte order', '"isLittleEndian":true', '"isLittleEndian":false'],
] as const) {
  test(`a sealed head with ${what} is rejected`, () => {
    const body = packed.toString('latin1').slice(packed.indexOf(10) + 1);
    const changed = body.replace(from, to);
    expect(changed).not.toBe(body);
    const bytes = Buffer.from(changed, 'latin1');
    expect(() => decodeSnapshot(Buffer.concat([Buffer.from(`${digestOf(bytes)}\n`), bytes]), 'tool 1')).toThrow();
  });
}
