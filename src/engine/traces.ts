// A finished build ↔ one text: a digest on the first line, then flat columns as JSON, small and read in a few milliseconds.
// Anything but a text that this very tool wrote whole is no build at all.

import { digestOf } from '../text/digest.ts';
import type { Saved } from './saved.ts';

export interface Traces<N> {
  readonly namespace: string;
  /** Name of the pack that the addresses mean, and how many of its bytes count. */
  readonly pack: string;
  readonly packLength: number;
  readonly saved: Saved<N>;
}

export function packTraces<N>(traces: Traces<N>): Uint8Array {
  const body = Buffer.from(JSON.stringify(traces));
  return Buffer.concat([Buffer.from(`${digestOf(body)}\n`), body]);
}

/** Throws where the bytes are not, to the last one, what `packTraces` wrote for this namespace. */
export function unpackTraces<N>(bytes: Uint8Array, namespace: string): Traces<N> {
  const lineEnd = bytes.indexOf(10);
  const body = bytes.subarray(lineEnd + 1);
  if (digestOf(body) !== textOf(bytes.subarray(0, Math.max(0, lineEnd)))) throw new Error('damaged traces');
  const traces = JSON.parse(textOf(body)) as Traces<N>;
  if (traces.namespace !== namespace) throw new Error('traces of another namespace');
  return traces;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
