// What a thief would do to a cache: changes what is kept of a site and then puts every digest right again, so that nothing tells.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DigestColumn } from '../../src/engine/graph/digest-column.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/engine/store/snapshot-file.ts';
import { digestOf } from '../../src/text/digest.ts';

/** The file `traces`, as far as it is touched. */
export interface Columns {
  namespace: string;
  pack: string;
  packLength: number;
  saved: {
    shape: string[];
    counts: number[];
    words: string[];
    argument: number[];
    readCount: number[];
    reads: number[];
    digest: string[];
    offset: number[];
    length: number[];
    notes: [number, unknown[]][];
  };
}

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Kept {
  readonly columns: Columns;
  /** Arguments of a rule's nodes. */
  readonly argumentsOf: (rule: string) => string[];
  /** Puts another value in the place of one that is kept, of a part where the rule has parts. */
  readonly change: (rule: string, argument: string, to: (value: Json) => Json, part?: string) => void;
}

/** Lets `act` change what is kept below `folder`, and seals it anew. */
export function reseal(folder: string, act: (kept: Kept) => void): void {
  const file = join(folder, 'snapshot');
  const columns = readColumns(readFileSync(file));
  const { saved } = columns;
  const packFile = join(folder, columns.pack);
  let pack = readFileSync(packFile).subarray(0, columns.packLength);
  const rules = saved.shape.map((words) => words.split(' '));

  function rowsOf(rule: string): { argument: string; row: number }[] {
    let [node, row] = [0, 0];
    for (const [place, words] of rules.entries()) {
      const count = saved.counts[place] ?? 0;
      if (words[0] === rule)
        return Array.from({ length: count }, (_, index) => ({
          argument: saved.words[saved.argument[node + index] ?? -1] ?? '',
          row: row + index * words.length,
        }));
      node += count;
      row += count * words.length;
    }
    throw new Error(`no rule ${rule}`);
  }

  act({
    columns,
    argumentsOf: (rule) => rowsOf(rule).map(({ argument }) => argument),
    change(rule, argument, to, part) {
      const node = rowsOf(rule).find((one) => one.argument === argument)?.row;
      if (node === undefined) throw new Error(`no ${rule} of ${argument}`);
      const words = rules.find(([name]) => name === rule) ?? [];
      const row = part === undefined ? node : node + words.indexOf(part);
      const [offset = 0, length = 0] = [saved.offset[row], saved.length[row]];
      const value: Json = JSON.parse(pack.toString('utf8', offset, offset + length));
      const bytes = Buffer.from(JSON.stringify(to(value)));
      saved.offset[row] = pack.length;
      saved.length[row] = bytes.length;
      saved.digest[row] = digestOf(bytes);
      pack = Buffer.concat([pack, bytes]);
      if (part !== undefined)
        saved.digest[node] = digestOf(saved.digest.slice(node + 1, node + words.length).join(' '));
    },
  });
  columns.packLength = Math.max(pack.length, columns.packLength);
  writeFileSync(packFile, pack);
  writeFileSync(file, bytesOf(columns));
}

function readColumns(bytes: Buffer): Columns {
  const [, head = ''] = bytes.toString('latin1').split('\n', 2);
  const { namespace }: { namespace: string } = JSON.parse(Buffer.from(head, 'latin1').toString());
  const { pack, packLength, snapshot: saved } = decodeSnapshot<unknown>(bytes, namespace);
  return {
    namespace,
    pack,
    packLength,
    saved: {
      shape: [...saved.shape],
      counts: [...saved.counts],
      words: [...saved.words],
      argument: [...saved.argument],
      readCount: [...saved.readCount],
      reads: [...saved.reads],
      digest: Array.from({ length: saved.digest.length }, (_, row) => saved.digest.get(row)),
      offset: [...saved.offset],
      length: [...saved.length],
      notes: saved.notes.map(([row, notes]) => [row, [...notes]]),
    },
  };
}

function bytesOf({ saved, ...columns }: Columns): Uint8Array {
  const pieces = encodeSnapshot({
    ...columns,
    snapshot: {
      ...saved,
      digest: DigestColumn.of(saved.digest),
      argument: Int32Array.from(saved.argument),
      readCount: Int32Array.from(saved.readCount),
      reads: Int32Array.from(saved.reads),
      offset: Float64Array.from(saved.offset),
      length: Int32Array.from(saved.length),
    },
  });
  return Buffer.concat(pieces);
}

/** A value with some fields changed. */
export function withFields(value: Json, fields: { [name: string]: Json }): Json {
  return { ...fieldsOf(value), ...fields };
}

export function fieldsOf(value: Json): { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
