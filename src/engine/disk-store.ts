// A store that outlives the process: values in an append-only pack, traces beside it. Both are written by one process at a time;
// another that finds the store taken reads what is there and keeps what it makes to itself.
// Nothing here can make a build wrong: traces of another namespace are not read, and every value is checked by its digest.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../text/digest.ts';
import { openPack, type Pack } from './pack.ts';
import type { Digest } from './rule.ts';
import type { Address, SavedNode, Store } from './store.ts';
import { packTraces, unpackTraces } from './traces.ts';
import { takeTurn } from './turn.ts';

export interface DiskStoreOptions {
  /** Absolute; made when there is something to write. */
  readonly folder: string;
  /** Whatever a value depends on besides its reads: code, libraries, Node. Traces of another namespace count for nothing. */
  readonly namespace: string;
  /** Whether to start from nothing, whatever is there. */
  readonly isFresh?: boolean;
}

export interface DiskStore<N> extends Store<N> {
  /** Lets go of files and of the turn to write. */
  close(): void;
}

/** A pack is copied without its dead values when they are more than the living ones, and more than this. */
const slackBytes = 1024 * 1024;
const tracesName = 'traces.json';

export function openDiskStore<N>({ folder, namespace, isFresh = false }: DiskStoreOptions): DiskStore<N> {
  const release = takeTurn(folder);
  const traces = isFresh ? null : readTraces<N>(folder, namespace);
  let packName = traces?.pack ?? freshName();
  let pack: Pack = openPack(join(folder, packName), traces?.packLength ?? 0, release !== null);
  let savedDigest: Digest | null = traces?.digest ?? null;

  return {
    load: () => traces?.nodes ?? null,
    save(nodes) {
      if (release === null) return;
      try {
        write(nodes);
      } catch {
        // A cache that cannot be written makes the next build slower and nothing else.
      }
    },
    put: (content, digest) => pack.append(content, digest),
    has: (address) => pack.has(address),
    read(address) {
      const content = pack.read(address);
      return content !== null && digestOf(content) === address.digest ? content : null;
    },
    close() {
      pack.close();
      release?.();
    },
  };

  function write(nodes: readonly SavedNode<N>[]): void {
    const live = new Map<Digest, number>();
    for (const { address } of nodes) if (address) live.set(address.digest, address.length);
    const liveBytes = [...live.values()].reduce((sum, length) => sum + length, 0);
    const kept = pack.length() > 2 * liveBytes + slackBytes ? compacted(nodes) : nodes;
    pack.flush();
    const text = packTraces({ namespace, pack: packName, packLength: pack.length(), nodes: kept });
    const digest = digestOf(text);
    if (digest === savedDigest) return;
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${tracesName}.${process.pid}`);
    writeFileSync(draft, text);
    renameSync(draft, join(folder, tracesName));
    savedDigest = digest;
    for (const name of readdirSync(folder))
      if (name.endsWith('.pack') && name !== packName) rmSync(join(folder, name), { force: true });
  }

  /** Copies living values into a new pack; the old one stays until the traces that name the new one are written. */
  function compacted(nodes: readonly SavedNode<N>[]): SavedNode<N>[] {
    const name = freshName();
    const next = openPack(join(folder, name), 0, true);
    const moved = new Map<Digest, Address>();
    const result = nodes.map((node) => {
      const { address } = node;
      if (!address) return node;
      const content = moved.has(address.digest) ? null : pack.read(address);
      if (content) moved.set(address.digest, next.append(content, address.digest));
      return Object.assign({}, node, { address: moved.get(address.digest) ?? null });
    });
    next.flush();
    pack.close();
    pack = next;
    packName = name;
    return result;
  }
}

function freshName(): string {
  return `values-${process.pid}-${Date.now().toString(36)}.pack`;
}

interface ReadTraces<N> {
  readonly nodes: readonly SavedNode<N>[];
  readonly pack: string;
  readonly packLength: number;
  readonly digest: Digest;
}

/** Anything but traces that this very tool wrote whole is no traces at all. */
function readTraces<N>(folder: string, namespace: string): ReadTraces<N> | null {
  try {
    const text = readFileSync(join(folder, tracesName), 'utf8');
    const { pack, packLength, nodes } = unpackTraces<N>(text, namespace);
    return /^[\w-]+\.pack$/.test(pack) ? { nodes, pack, packLength, digest: digestOf(text) } : null;
  } catch {
    return null;
  }
}
