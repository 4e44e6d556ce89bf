// Values of nodes: digested when they are made, stored as their rule asks, read back and checked when they are asked for. A value with
// parts is stored part by part. A value that comes back must always be equal to the one that was put in, or count as lost.

import { digestOf } from '../text/digest.ts';
import { at, type NodeTable } from './graph/nodes.ts';
import type { Derived, Digest, Leaf } from './graph/rule.ts';
import { openLruCache, type Retained } from './lru-cache.ts';
import type { Store, StoredValue } from './store/store.ts';

/** A rule whose values are made: anything but an input. */
export type ValueRule = Derived<unknown, unknown> | Leaf<unknown>;

export interface Values {
  /** Stores a new value as its rule asks. Returns digests of the node's rows: the whole, then its parts. */
  put(node: number, rule: ValueRule, value: unknown): Digest[];
  /** The value of a row, or `lost`. */
  read(row: number, rule: ValueRule): unknown;
  /** Whether the store has all that belongs to a node; only if `isThorough`, with a look at its content. */
  isStored(node: number, rule: ValueRule, isThorough?: boolean): boolean;
  /** Frees memory: values will be read from the store, or made again. */
  release(): void;
  /** Must be called when rows have moved: the new table, and the new index of each row, below 0 if it is gone. */
  moved(table: NodeTable<unknown>, newRows: Int32Array): void;
}

/** Returned for a value that the store does not give back. */
export const lost = Symbol('lost');

type Fields = { readonly [name: string]: unknown };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Takes each text that was just made and is not stored, in UTF-8, with its digest; the bytes are no longer the engine's. */
export type OnText = (text: Uint8Array, digest: Digest) => void;

/** How many of the values that were last made or read stay in memory. */
export interface RetainLimits {
  readonly values: number;
  /** As they are stored; in memory they take several times as much. */
  readonly bytes: number;
}

/** About as much as the pages of one screen depend on. */
export const smallRetainLimits: RetainLimits = { values: 256, bytes: 16 * 1024 * 1024 };

export interface ValueOptions {
  readonly isStrict: boolean;
  readonly retain: RetainLimits;
  readonly onText: OnText | undefined;
}

export function openValues(
  first: NodeTable<unknown>,
  store: Store<unknown>,
  { isStrict, retain, onText }: ValueOptions,
): Values {
  let table = first;
  let shared = new Map<number, Retained>();
  const recent = openLruCache(retain.values, retain.bytes);

  /** What memory holds of the value that a row has now. */
  function retainedAt(row: number): Retained | null {
    const retained = shared.get(row) ?? recent.get(row);
    return retained !== undefined && table.digest.is(row, retained.digest) ? retained : null;
  }

  function storeRow(row: number, { storage }: ValueRule, content: string | Uint8Array, value: unknown): Digest {
    const isText = typeof value === 'string';
    if (storage === 'none' && !(isText && onText)) return digestOf(content);
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const digest = digestOf(bytes);
    if (storage === 'none') onText?.(bytes, digest);
    else if (!table.digest.is(row, digest) || !has(row)) {
      const address = store.put(bytes, digest);
      table.offset[row] = address.offset;
      table.length[row] = address.length;
    }
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

  /** The stored value of a row. A damaged one is forgotten, so that the same value is stored anew. */
  function readStored(row: number, rule: ValueRule): { readonly value: unknown; readonly size: number } | null {
    const address = addressOf(row);
    const content = address && store.read(address);
    const value = content ? decoded(rule, partAt(row, rule), content) : lost;
    if (value !== lost) return { value, size: content?.length ?? 0 };
    table.length[row] = -1;
    return null;
  }

  function readRow(row: number, rule: ValueRule): unknown {
    const stored = readStored(row, rule);
    if (stored === null) return lost;
    recent.set(row, table.digest.get(row), frozen(stored.value), stored.size);
    return stored.value;
  }

  function frozen<V>(value: V): V {
    return isStrict ? deeplyFrozen(value) : value;
  }

  /** A value as its readers get it. */
  function handedOut({ storage }: ValueRule, value: unknown): unknown {
    return isStrict && storage === 'json' ? deeplyFrozen(JSON.parse(JSON.stringify(value))) : value;
  }

  /** Name of the part that a row is of; null for the whole. */
  function partAt(row: number, { parts }: ValueRule): string | null {
    return parts?.[row - at(table.node, row) - 1] ?? null;
  }

  function isShared(row: number, rule: ValueRule): boolean {
    const part = partAt(row, rule);
    return part === null ? rule.isShared === true : rule.sharedParts?.includes(part) === true;
  }

  function readFields(node: number, rule: ValueRule, parts: readonly string[]): unknown {
    const fields = parts.map((name, index) => [name, readRow(node + 1 + index, rule)] as const);
    return fields.some(([, value]) => value === lost) ? lost : frozen(Object.fromEntries(fields));
  }

  /** Digests of the rows, and the size of what was digested. */
  function putRows(
    node: number,
    rule: ValueRule,
    value: unknown,
  ): { readonly digests: Digest[]; readonly size: number } {
    const { parts } = rule;
    if (rule.kind === 'derived' && rule.digestOf) return { digests: [rule.digestOf(value)], size: 0 };
    if (!parts) {
      const content = encoded(rule, value);
      return { digests: [storeRow(node, rule, content, value)], size: content.length };
    }
    const names = Object.keys(value as Fields);
    if (names.length !== parts.length || !parts.every((name) => names.includes(name)))
      throw new TypeError(`its parts are \`${parts.join()}\` but it made \`${names.join()}\``);
    let size = 0;
    const digests = parts.map((name, index) => {
      const part = (value as Fields)[name];
      const content = encoded(rule, part);
      size += content.length;
      const digest = storeRow(node + 1 + index, rule, content, part);
      if (rule.sharedParts?.includes(name)) shared.set(node + 1 + index, { digest, value: handedOut(rule, part) });
      return digest;
    });
    return { digests: [digestOf(digests.join(' ')), ...digests], size };
  }

  return {
    put(node, rule, value) {
      const { digests, size } = putRows(node, rule, value);
      const [digest = ''] = digests;
      // Leaves are made all at once, and few of them are read soon.
      if (rule.kind === 'derived') {
        if (rule.isShared) shared.set(node, { digest, value: handedOut(rule, value) });
        else recent.set(node, digest, handedOut(rule, value), size);
      }
      return digests;
    },
    read(row, rule) {
      const node = at(table.node, row);
      const whole = retainedAt(node);
      if (whole !== null) return row === node ? whole.value : (whole.value as Fields)[partAt(row, rule) ?? ''];
      if (rule.storage === 'none') return lost;
      const part = row === node ? null : retainedAt(row);
      if (part !== null) return part.value;
      const value = rule.parts && row === node ? readFields(node, rule, rule.parts) : readRow(row, rule);
      if (value !== lost && isShared(row, rule)) shared.set(row, { digest: table.digest.get(row), value });
      return value;
    },
    isStored(node, rule, isThorough = false) {
      if (rule.storage === 'none') return true;
      const rows = rule.parts ? rule.parts.map((_, index) => node + 1 + index) : [node];
      // A thorough look is one at each of them: all that are damaged must be stored anew.
      return isThorough ? !rows.map((row) => readStored(row, rule)).includes(null) : rows.every(has);
    },
    release() {
      shared.clear();
      recent.clear();
    },
    moved(next, newRows) {
      table = next;
      shared = new Map(
        [...shared].flatMap(([row, retained]) => {
          const newRow = at(newRows, row);
          return newRow < 0 ? [] : [[newRow, retained] as const];
        }),
      );
      recent.moved(newRows);
    },
  };
}

/** A text stays as it is where it is not stored; all other plain data becomes JSON. */
function encoded({ storage }: ValueRule, value: unknown): string | Uint8Array {
  if (value instanceof Uint8Array && storage !== 'json') return value;
  const content = storage === 'none' && typeof value === 'string' ? value : JSON.stringify(value);
  if (typeof content === 'string' && storage !== 'bytes') return content;
  throw new TypeError(
    `it stores \`${storage}\` but made ${content === undefined ? 'nothing' : `a value of type ${typeof value}`}`,
  );
}

/** The one door through which stored data comes back: `lost` unless it has the shape that the rule asks for. */
function decoded({ storage, shape, partShapes }: ValueRule, part: string | null, content: Uint8Array): unknown {
  if (storage !== 'json') return content;
  const isOurs = part === null ? shape : partShapes?.[part];
  try {
    const data: unknown = JSON.parse(decoder.decode(content));
    return isOurs === undefined || isOurs(data) ? data : lost;
  } catch {
    return lost;
  }
}

function deeplyFrozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const inner of Object.values(value)) deeplyFrozen(inner);
  return Object.freeze(value);
}
