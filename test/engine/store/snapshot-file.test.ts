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

/** Any columns at all: whether they fit together is not asked here. */
const anyTraces: fc.Arbitrary<SnapshotFile<string>> = fc
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

test('what was packed comes out as it was', () => {
  fc.assert(
    fc.property(anyTraces, (traces) => {
      expect(decodeSnapshot(Buffer.concat(encodeSnapshot(traces)), 'tool 1')).toEqual(traces);
    }),
  );
});

const [traces] = fc.sample(anyTraces, { numRuns: 1, seed: 1 });
if (!traces) throw new Error('unreachable');
const packed = Buffer.concat(encodeSnapshot(traces));

test('traces of another namespace are none', () => {
  expect(() => decodeSnapshot(packed, 'tool 2')).toThrow('another namespace');
});

test('traces that end too early are none, wherever they end', () => {
  for (let end = 0; end < packed.length; end++)
    expect(() => decodeSnapshot(packed.subarray(0, end), 'tool 1'), `${end} bytes`).toThrow();
});

// Whoever can write the file can write its digest.
for (const [what, from, to] of [
  ['more rows than there are', /"rows":\d+/, '"rows":1000000000'],
  ['fewer rows than there are', /"rows":\d+/, '"rows":0'],
  ['nodes that are no number', /"nodes":\d+/, '"nodes":{}'],
  ['no list of words', /"words":\[.*?\],"notes"/, '"words":7,"notes"'],
  ['less than nothing', '"counts":[1,2]', '"counts":[-1,4]'],
  ['parts of a row', /"rows":(\d+)/, '"rows":$1.5'],
  ['numbers in another order of bytes', '"isLittleEndian":true', '"isLittleEndian":false'],
] as const) {
  test(`a sealed head that says ${what} is refused`, () => {
    const body = packed.toString('latin1').slice(packed.indexOf(10) + 1);
    const changed = body.replace(from, to);
    expect(changed).not.toBe(body);
    const bytes = Buffer.from(changed, 'latin1');
    expect(() => decodeSnapshot(Buffer.concat([Buffer.from(`${digestOf(bytes)}\n`), bytes]), 'tool 1')).toThrow();
  });
}
