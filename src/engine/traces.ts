// Nodes ↔ one JSON text of flat columns: small, and read in a few milliseconds for a hundred thousand nodes.

import { digestOf } from '../text/digest.ts';
import type { SavedNode } from './store.ts';

export interface Traces<N> {
  readonly namespace: string;
  /** Name of the pack that the addresses mean, and how many of its bytes count. */
  readonly pack: string;
  readonly packLength: number;
  readonly nodes: readonly SavedNode<N>[];
}

/** One column for each field; `-1` stands for null. */
interface Columns<N> {
  readonly namespace: string;
  readonly pack: string;
  readonly packLength: number;
  readonly words: readonly string[];
  readonly rule: readonly number[];
  readonly argument: readonly string[];
  readonly part: readonly number[];
  readonly digest: readonly string[];
  /** How many reads each node has; all reads follow one another in `reads`. */
  readonly readCount: readonly number[];
  readonly reads: readonly number[];
  readonly offset: readonly number[];
  readonly length: readonly number[];
  readonly notes: readonly (readonly [node: number, notes: readonly N[]])[];
}

export function packTraces<N>({ namespace, pack, packLength, nodes }: Traces<N>): string {
  const words: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (word: string): number => {
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, words.length);
    return words.push(word) - 1;
  };
  const columns: Columns<N> = {
    namespace,
    pack,
    packLength,
    rule: nodes.map((node) => placeOf(node.rule)),
    argument: nodes.map((node) => node.argument),
    part: nodes.map((node) => (node.part === null ? -1 : placeOf(node.part))),
    digest: nodes.map((node) => node.digest),
    readCount: nodes.map((node) => node.reads?.length ?? -1),
    reads: nodes.flatMap((node) => node.reads ?? []),
    offset: nodes.map((node) => node.address?.offset ?? -1),
    length: nodes.map((node) => node.address?.length ?? -1),
    notes: nodes.flatMap((node, index) => (node.notes.length > 0 ? [[index, node.notes] as const] : [])),
    words,
  };
  const body = JSON.stringify(columns);
  return `${digestOf(body)}\n${body}`;
}

/** Throws where the text is not, to the last character, what `packTraces` wrote for this namespace. */
export function unpackTraces<N>(text: string, namespace: string): Traces<N> {
  const lineEnd = text.indexOf('\n');
  const body = text.slice(lineEnd + 1);
  if (digestOf(body) !== text.slice(0, lineEnd)) throw new Error('damaged traces');
  const columns = JSON.parse(body) as Columns<N>;
  if (columns.namespace !== namespace) throw new Error('traces of another namespace');
  const { words, rule, argument, part, digest, readCount, reads, offset, length } = columns;
  const notes = new Map(columns.notes);
  let read = 0;
  const nodes = argument.map((each, index): SavedNode<N> => {
    const count = numberAt(readCount, index);
    const from = read;
    read += Math.max(0, count);
    const at = numberAt(offset, index);
    const digestHere = digest[index] ?? '';
    return {
      rule: words[numberAt(rule, index)] ?? '',
      argument: each,
      part: numberAt(part, index) < 0 ? null : (words[numberAt(part, index)] ?? ''),
      digest: digestHere,
      reads: count < 0 ? null : reads.slice(from, read),
      notes: notes.get(index) ?? [],
      address: at < 0 ? null : { offset: at, length: numberAt(length, index), digest: digestHere },
    };
  });
  return { namespace, pack: columns.pack, packLength: columns.packLength, nodes };
}

function numberAt(column: readonly number[], index: number): number {
  const value = column[index];
  if (typeof value !== 'number') throw new Error('a column is too short');
  return value;
}
