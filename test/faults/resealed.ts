// What an attacker would do to a cache: changes its values and then corrects every digest, so that nothing reveals it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DigestColumn } from '../../src/engine/graph/digest-column.ts';
import { decodeSnapshot, encodeSnapshot } from '../../src/engine/store/snapshot-file.ts';
import { digestOf } from '../../src/text/digest.ts';

/** The snapshot file, as far as it is changed. */
export interface Columns {
  namespace: string;
  pack: string;
  packLength: number;
  snapshot: {
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

export interface ForgedStore {
  readonly columns: Columns;
  /** Arguments of a rule's nodes. */
  readonly argumentsOf: (rule: string) => string[];
  /** Replaces a stored value, or one of its parts. */
  readonly change: (rule: string, argument: string, to: (value: Json) => Json, part?: string) => void;
}

/** Lets `act` change the store in `folder`, then seals it again. */
export function reseal(folder: string, act: (store: ForgedStore) => void): void {
  const file = join(folder, 'snapshot');
  const columns = readColumns(readFileSync(file));
  const { snapshot } = columns;
  const packFile = join(folder, columns.pack);
  let pack = readFileSync(packFile).subarray(0, columns.packLength);
  const rules = snapshot.shape.map((words) => words.split(' '));

  function rowsOf(rule: string): { argument: string; row: number }[] {
    let [node, row] = [0, 0];
    for (const [place, words] of rules.entries()) {
      const count = snapshot.counts[place] ?? 0;
      if (words[0] === rule)
        return Array.from({ length: count }, (_, index) => ({
          argument: snapshot.words[snapshot.argument[node + index] ?? -1] ?? '',
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
      const [offset = 0, length = 0] = [snapshot.offset[row], snapshot.length[row]];
      const value: Json = JSON.parse(pack.toString('utf8', offset, offset + length));
      const bytes = Buffer.from(JSON.stringify(to(value)));
      snapshot.offset[row] = pack.length;
      snapshot.length[row] = bytes.length;
      snapshot.digest[row] = digestOf(bytes);
      pack = Buffer.concat([pack, bytes]);
      if (part !== undefined)
        snapshot.digest[node] = digestOf(snapshot.digest.slice(node + 1, node + words.length).join(' '));
    },
  });
  columns.packLength = Math.max(pack.length, columns.packLength);
  writeFileSync(packFile, pack);
  writeFileSync(file, bytesOf(columns));
}

function readColumns(bytes: Buffer): Columns {
  const [, head = ''] = bytes.toString('latin1').split('\n', 2);
  const { namespace }: { namespace: string } = JSON.parse(Buffer.from(head, 'latin1').toString());
  const { pack, packLength, snapshot } = decodeSnapshot<unknown>(bytes, namespace);
  return {
    namespace,
    pack,
    packLength,
    snapshot: {
      shape: [...snapshot.shape],
      counts: [...snapshot.counts],
      words: [...snapshot.words],
      argument: [...snapshot.argument],
      readCount: [...snapshot.readCount],
      reads: [...snapshot.reads],
      digest: Array.from({ length: snapshot.digest.length }, (_, row) => snapshot.digest.get(row)),
      offset: [...snapshot.offset],
      length: [...snapshot.length],
      notes: snapshot.notes.map(([row, notes]) => [row, [...notes]]),
    },
  };
}

function bytesOf({ snapshot, ...columns }: Columns): Uint8Array {
  const pieces = encodeSnapshot({
    ...columns,
    snapshot: {
      ...snapshot,
      digest: DigestColumn.of(snapshot.digest),
      argument: Int32Array.from(snapshot.argument),
      readCount: Int32Array.from(snapshot.readCount),
      reads: Int32Array.from(snapshot.reads),
      offset: Float64Array.from(snapshot.offset),
      length: Int32Array.from(snapshot.length),
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
