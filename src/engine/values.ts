// Values of nodes: digested when they are made, stored as far as their rule keeps them, read back and checked when they are asked
// for. A value with parts lies in the store part by part. What comes back must always be equal to what was put in.

import { digestOf } from '../text/digest.ts';
import { at, type NodeTable } from './graph/nodes.ts';
import type { Derived, Digest, Leaf } from './graph/rule.ts';
import { openLruCache, type Retained } from './lru-cache.ts';
import type { Store, StoredValue } from './store/store.ts';

/** A rule whose values are made: anything but an input. */
export type Made = Derived<unknown, unknown> | Leaf<unknown>;

export interface Values {
  /** Stores what is kept of a value. Returns digests of the node's rows: the whole, then its parts. */
  keep(node: number, rule: Made, value: unknown): Digest[];
  /** Holds a value that was just made, as its digest says it is. */
  hold(node: number, rule: Made, value: unknown): void;
  /** The value of a row, or `lost`. */
  read(row: number, rule: Made): unknown;
  /** Whether the store has all that is kept of a node; unless `isThorough`, without a look at its content. */
  isStored(node: number, rule: Made, isThorough?: boolean): boolean;
  /** Forgets what is at hand: it will be read from the store, or made again. */
  letGo(): void;
  /** To be called when the rows of the table have changed places. */
  moved(table: NodeTable<unknown>, places: Int32Array): void;
}

/** Stands for a value that the store does not give back. */
export const lost = Symbol('lost');

type Fields = { readonly [name: string]: unknown };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Takes each text that was just made and is not kept, in UTF-8, with its digest; the bytes are no longer the engine's. */
export type OnText = (text: Uint8Array, digest: Digest) => void;

/** How much of what was made or read stays at hand. */
export interface RetainLimits {
  readonly values: number;
  /** As they are stored; in memory they take several times as much. */
  readonly bytes: number;
}

/** About as much as the pages of one screen rest on. */
export const smallRetainLimits: RetainLimits = { values: 256, bytes: 16 * 1024 * 1024 };

export function openValues(
  first: NodeTable<unknown>,
  store: Store<unknown>,
  isStrict: boolean,
  hold: RetainLimits,
  onText: OnText | null,
): Values {
  let table = first;
  let shared = new Map<number, Retained>();
  const recent = openLruCache(hold.values, hold.bytes);

  /** What is at hand of the value that a row has now. */
  function heldAt(row: number): Retained | null {
    const held = shared.get(row) ?? recent.get(row);
    return held !== undefined && table.digest.is(row, held.digest) ? held : null;
  }

  function keepRow(row: number, rule: Made, content: string | Uint8Array): Digest {
    if (rule.keeps === 'none' && (onText === null || typeof content !== 'string')) return digestOf(content);
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const digest = digestOf(bytes);
    if (rule.keeps === 'none') {
      onText?.(bytes, digest);
      return digest;
    }
    if (table.digest.is(row, digest) && has(row)) return digest;
    const address = store.put(bytes, digest);
    table.offset[row] = address.offset;
    table.length[row] = address.length;
    return digest;
  }

  function addressOf(row: number): StoredValue | null {
    const length = at(table.length, row);
    return length < 0 ? null : { offset: at(table.offset, row), length, digest: table.digest.get(row) };
  }

  function has(row: number): boolean {
    const length = at(table.length, row);
    return length >= 0 && store.has(at(table.offset, row), length);
  }

  /** The stored content of a row. What is damaged is forgotten, so that the same value is stored anew. */
  function contentOf(row: number): Uint8Array | null {
    const address = addressOf(row);
    const content = address && store.read(address);
    if (content === null) table.length[row] = -1;
    return content;
  }

  function readRow(row: number, rule: Made): unknown {
    const content = contentOf(row);
    if (content === null) return lost;
    const value = decoded(rule, content);
    recent.set(row, table.digest.get(row), frozen(value), content.length);
    return value;
  }

  function frozen<V>(value: V): V {
    return isStrict ? deeplyFrozen(value) : value;
  }

  /** A value as whoever asks gets it. */
  function handedOut(rule: Made, value: unknown): unknown {
    return isStrict && rule.keeps === 'json' ? deeplyFrozen(JSON.parse(JSON.stringify(value))) : value;
  }

  function isShared(row: number, { isShared: isWholeShared = false, parts, sharedParts }: Made): boolean {
    const part = row - at(table.whole, row) - 1;
    return part < 0 ? isWholeShared : sharedParts?.includes(parts?.[part] ?? '') === true;
  }

  function readFields(node: number, rule: Made, parts: readonly string[]): unknown {
    const fields = parts.map((name, index) => [name, readRow(node + 1 + index, rule)] as const);
    return fields.some(([, value]) => value === lost) ? lost : frozen(Object.fromEntries(fields));
  }

  return {
    keep(node, rule, value) {
      const { parts } = rule;
      if (rule.kind === 'derived' && rule.digestOf) return [rule.digestOf(value)];
      if (!parts) return [keepRow(node, rule, encoded(rule, value))];
      const names = Object.keys(value as Fields);
      if (names.length !== parts.length || !parts.every((name) => names.includes(name)))
        throw new TypeError(`its parts are \`${parts.join()}\` but it made \`${names.join()}\``);
      const digests = parts.map((name, index) => {
        const part = (value as Fields)[name];
        const digest = keepRow(node + 1 + index, rule, encoded(rule, part));
        if (rule.sharedParts?.includes(name)) shared.set(node + 1 + index, { digest, value: handedOut(rule, part) });
        return digest;
      });
      return [digestOf(digests.join(' ')), ...digests];
    },
    hold(node, rule, value) {
      const handed = handedOut(rule, value);
      const digest = table.digest.get(node);
      if (rule.isShared) shared.set(node, { digest, value: handed });
      else recent.set(node, digest, handed, sizeOf(value, at(table.length, node)));
    },
    read(row, rule) {
      const node = at(table.whole, row);
      const whole = heldAt(node);
      if (whole !== null)
        return row === node ? whole.value : (whole.value as Fields)[rule.parts?.[row - node - 1] ?? ''];
      if (rule.keeps === 'none') return lost;
      const part = row === node ? null : heldAt(row);
      if (part !== null) return part.value;
      const value = rule.parts && row === node ? readFields(node, rule, rule.parts) : readRow(row, rule);
      if (value !== lost && isShared(row, rule)) shared.set(row, { digest: table.digest.get(row), value });
      return value;
    },
    isStored(node, rule, isThorough = false) {
      if (rule.keeps === 'none') return true;
      const rows = rule.parts ? rule.parts.map((_, index) => node + 1 + index) : [node];
      // A thorough look is one at each of them: all that are damaged are to be stored anew.
      return isThorough ? !rows.map((row) => contentOf(row)).includes(null) : rows.every(has);
    },
    letGo() {
      shared.clear();
      recent.clear();
    },
    moved(next, places) {
      table = next;
      const kept = [...shared].flatMap(([row, held]) => {
        const place = at(places, row);
        return place < 0 ? [] : [[place, held] as const];
      });
      shared = new Map(kept);
      recent.moved(places);
    },
  };
}

function encoded({ keeps }: Made, value: unknown): string | Uint8Array {
  const content = keeps === 'json' ? JSON.stringify(value) : value;
  if (typeof content === 'string' && keeps !== 'bytes') return content;
  if (content instanceof Uint8Array && (keeps === 'bytes' || keeps === 'none')) return content;
  throw new TypeError(
    `it keeps \`${keeps}\` but made ${content === undefined ? 'nothing' : `a value of type ${typeof content}`}`,
  );
}

function decoded({ keeps }: Made, content: Uint8Array): unknown {
  return keeps === 'json' ? JSON.parse(decoder.decode(content)) : content;
}

function sizeOf(value: unknown, storedLength: number): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : Math.max(0, storedLength);
}

function deeplyFrozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const inner of Object.values(value)) deeplyFrozen(inner);
  return Object.freeze(value);
}
