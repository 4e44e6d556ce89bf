// A build system in the sense of "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018): a suspending scheduler with
// constructive traces, synchronous throughout. It knows rules, digests and reads; it must never know what they are about.
//
// Why a warm build equals a clean one: a rule's value is a function of what it read through `get`; a trace is reused only if every
// read, in the order it was made, has the digest it had then, down to the inputs; and inputs are digests of content.

import { digestOf } from '../text/digest.ts';
import type { Derived, Digest, Get, Leaf, Noted, Read, Rule } from './rule.ts';
import type { Address, Store } from './store.ts';

export interface Engine<N> {
  readonly get: Get;
  /** Starts a new picture of the world: inputs are asked again, and every trace is checked against them. */
  refresh(): void;
  /** Whether a leaf must be computed (again): it never was, one of its reads differs, or its value is lost. */
  isStale(leaf: Leaf<unknown>, argument: string): boolean;
  /** Takes a leaf's value with the inputs that it was computed from. */
  provide<V>(leaf: Leaf<V>, argument: string, reads: readonly Read[], noted: Noted<V, N>): void;
  /** Notes of all nodes that these roots rest on, each node's once. */
  notes(roots: readonly Root[]): N[];
  /** Notes of one node alone. */
  notesOf(root: Root): readonly N[];
  /** Forgets every node that the roots do not rest on and writes the rest down. */
  save(roots: readonly Root[]): void;
  /** How often each rule ran or was provided since the last `refresh`. */
  counts(): { readonly [rule: string]: number };
  /** Why a node was made anew since the last `refresh`: the reads that differed, outermost first. Empty where it was not. */
  why(root: Root): readonly Reason[];
}

export type Root = readonly [rule: Rule<unknown>, argument: string];

export interface Reason {
  readonly rule: string;
  readonly argument: string;
  /** The read that differed; null where there was no trace to check. */
  readonly because: { readonly rule: string; readonly argument: string; readonly part: string | null } | null;
}

/** A leaf was asked for before it was provided. The session must provide it and ask again. */
export class StaleLeaf extends Error {
  readonly rule: string;
  readonly argument: string;

  constructor(rule: string, argument: string) {
    super(`leaf \`${rule}\` of \`${argument}\` must be provided first`);
    this.rule = rule;
    this.argument = argument;
  }
}

interface Node<N> {
  readonly rule: Rule<unknown>;
  readonly argument: string;
  /** Set on a node that stands for one part of another. */
  readonly whole: Node<N> | null;
  readonly part: string | null;
  /** Nodes by part name, for rules with parts. */
  parts: Map<string, Node<N>> | null;
  digest: Digest | null;
  reads: readonly Node<N>[] | null;
  /** Digests of the reads when they were made. */
  seen: readonly Digest[];
  notes: readonly N[];
  address: Address | null;
  /** Revision in which the digest was last found to be right. */
  checked: number;
  /** Revision in which the rule last ran. */
  ran: number;
  /** The read that made it run; null where it had no trace. */
  cause: Node<N> | null;
  held: { readonly value: unknown } | null;
}

const noReads: readonly never[] = [];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An engine over rules in their order: a rule may ask only for rules that stand before it, so cycles can't be written. */
export function createEngine<N>(rules: readonly Rule<unknown>[], store: Store<N>): Engine<N> {
  const order = new Map<string, number>(rules.map((rule, index) => [rule.name, index]));
  const nodes = rules.map(() => new Map<string, Node<N>>());
  let revision = 1;
  let counts: { [rule: string]: number } = {};
  load();

  function nodeOf(rule: Rule<unknown>, argument: string): Node<N> {
    const table = nodes[order.get(rule.name) ?? -1];
    if (!table) throw new Error(`rule \`${rule.name}\` is not in the engine's list`);
    const found = table.get(argument);
    if (found) return found;
    const node = newNode<N>(rule, argument, null, null);
    table.set(argument, node);
    return node;
  }

  function partOf(whole: Node<N>, part: string): Node<N> {
    const found = whole.parts?.get(part);
    if (found) return found;
    const { rule } = whole;
    if (rule.kind === 'input' || !rule.parts?.some((name) => name === part))
      throw new Error(`\`${rule.name}\` has no part \`${part}\``);
    const node = newNode<N>(rule, whole.argument, whole, part);
    whole.parts ??= new Map();
    whole.parts.set(part, node);
    return node;
  }

  /** The node's digest as of this revision; runs what must run. */
  function current(node: Node<N>): Digest {
    if (node.whole) {
      current(node.whole);
      if (node.digest === null) throw new Error(`\`${node.rule.name}\` made no part \`${node.part}\``);
      return node.digest;
    }
    if (node.checked === revision && node.digest !== null) return node.digest;
    const { rule } = node;
    if (rule.kind === 'input') return settle(node, rule.digest(node.argument));
    const differs = firstDifference(node);
    if (differs === 'none' && node.digest !== null) return settle(node, node.digest);
    if (rule.kind === 'leaf') throw new StaleLeaf(rule.name, node.argument);
    node.cause = differs === 'none' || differs === 'untraced' ? null : differs;
    return execute(node, rule as Derived<unknown, N>);
  }

  function settle(node: Node<N>, digest: Digest): Digest {
    node.digest = digest;
    node.checked = revision;
    return digest;
  }

  /** Reads are checked in the order they were made: a later one may only make sense if the earlier ones still hold. */
  function firstDifference(node: Node<N>): Node<N> | 'none' | 'untraced' {
    if (node.reads === null) return 'untraced';
    for (let index = 0; index < node.reads.length; index++) {
      const read = node.reads[index];
      if (read && current(read) !== node.seen[index]) return read;
    }
    return 'none';
  }

  function execute(node: Node<N>, rule: Derived<unknown, N>): Digest {
    const recorder = recorderFor(node);
    const noted = rule.run(node.argument, recorder.get);
    accept(node, noted, recorder.reads);
    return node.digest ?? '';
  }

  function accept(node: Node<N>, noted: Noted<unknown, N>, reads: readonly Node<N>[]): void {
    const { rule } = node;
    if (rule.kind === 'input') throw new Error('inputs are not computed');
    const digest = keep(node, rule, noted.value);
    node.reads = reads;
    node.seen = reads.map((read) => read.digest ?? '');
    node.notes = noted.diagnostics;
    node.ran = revision;
    settle(node, digest);
    counts[rule.name] = (counts[rule.name] ?? 0) + 1;
    node.held = rule.isShared ? { value: noted.value } : null;
  }

  /** Digests a value and stores what is kept of it: a value with parts lies in the store part by part. */
  function keep(node: Node<N>, rule: Computed, value: unknown): Digest {
    if (!rule.parts) return keepOne(node, rule, rule.keeps === 'json' ? JSON.stringify(value) : value);
    const digests = rule.parts.map((name) => {
      const part = partOf(node, name);
      part.digest = keepOne(part, rule, JSON.stringify((value as Fields)[name]));
      return part.digest;
    });
    return digestOf(digests.join(' '));
  }

  function keepOne(node: Node<N>, rule: Computed, content: unknown): Digest {
    if (typeof content !== 'string' && !(content instanceof Uint8Array))
      throw new Error(`\`${rule.name}\` keeps bytes but made none`);
    const digest = digestOf(content);
    if (rule.keeps === 'none') return digest;
    const isThere = node.digest === digest && node.address !== null && store.has(node.address);
    if (!isThere) node.address = store.put(typeof content === 'string' ? encoder.encode(content) : content, digest);
    return digest;
  }

  /** The node's value; its digest must be current. */
  function valueOf(node: Node<N>): unknown {
    const whole = node.whole ?? node;
    const { rule } = whole;
    if (rule.kind === 'input') return rule.read(whole.argument);
    if (whole.held) return node.part === null ? whole.held.value : (whole.held.value as Fields)[node.part];
    const value = storedValue(node, rule);
    if (value !== lost) {
      if (rule.isShared && node.part === null) whole.held = { value };
      return value;
    }
    if (rule.kind === 'leaf') {
      whole.reads = null;
      whole.checked = 0;
      throw new StaleLeaf(rule.name, whole.argument);
    }
    const again = (rule as Derived<unknown, N>).run(whole.argument, recorderFor(whole).get).value;
    if (rule.keeps !== 'none') keep(whole, rule, again);
    return node.part === null ? again : (again as Fields)[node.part];
  }

  function storedValue(node: Node<N>, rule: Computed): unknown {
    if (rule.keeps === 'none') return lost;
    if (rule.parts && node.part === null) {
      const fields = rule.parts.map((name) => [name, storedValue(partOf(node, name), rule)] as const);
      return fields.some(([, value]) => value === lost) ? lost : Object.fromEntries(fields);
    }
    const content = node.address === null ? null : store.read(node.address);
    if (content === null) {
      // Damaged: forgotten, so that the same value is stored anew.
      node.address = null;
      return lost;
    }
    return rule.keeps === 'json' ? JSON.parse(decoder.decode(content)) : content;
  }

  /** Whether all of a leaf's value is in the store; what is there is checked when it is read. */
  function isStored(node: Node<N>, rule: Computed): boolean {
    const kept = rule.parts ? rule.parts.map((name) => partOf(node, name)) : [node];
    return kept.every(({ address }) => address !== null && store.has(address));
  }

  function recorderFor(caller: Node<N>): { readonly get: Get; readonly reads: Node<N>[] } {
    const reads: Node<N>[] = [];
    const known = new Set<Node<N>>();
    const rank = order.get(caller.rule.name) ?? -1;
    const record = (node: Node<N>): Node<N> => {
      if ((order.get(node.rule.name) ?? 0) >= rank)
        throw new Error(`\`${caller.rule.name}\` asks for \`${node.rule.name}\`, which does not stand before it`);
      current(node);
      if (!known.has(node)) {
        known.add(node);
        reads.push(node);
      }
      return node;
    };
    return { get: getThrough(record), reads };
  }

  function getThrough(record: (node: Node<N>) => Node<N>): Get {
    const whole = <V>(rule: Rule<V>, argument: string): V => valueOf(record(nodeOf(rule, argument))) as V;
    const part = <V, K extends keyof V & string>(rule: Rule<V>, argument: string, name: K): V[K] =>
      valueOf(record(partOf(nodeOf(rule, argument), name))) as V[K];
    const digest = <V>(rule: Rule<V>, argument: string): Digest => record(nodeOf(rule, argument)).digest ?? '';
    return Object.assign(whole, { part, digest });
  }

  /** All nodes that the roots rest on, each once, reads before readers. */
  function reached(roots: readonly Root[]): Node<N>[] {
    const found: Node<N>[] = [];
    const seen = new Set<Node<N>>();
    const visit = (node: Node<N>) => {
      if (seen.has(node)) return;
      seen.add(node);
      if (node.whole) visit(node.whole);
      for (const read of node.reads ?? noReads) visit(read);
      found.push(node);
      // All parts of a value are kept, read or not: a later build may ask for one without running the rule.
      for (const part of node.parts?.values() ?? noReads) visit(part);
    };
    for (const [rule, argument] of roots) visit(nodeOf(rule, argument));
    return found;
  }

  function load(): void {
    const saved = store.load();
    if (!saved) return;
    const made: Node<N>[] = [];
    for (const row of saved) {
      const rule = rules[order.get(row.rule) ?? -1];
      const reads = row.reads?.map((index) => made[index]);
      if (!rule || reads?.includes(undefined)) return nodes.forEach((table) => table.clear());
      const node = row.part === null ? nodeOf(rule, row.argument) : partOf(nodeOf(rule, row.argument), row.part);
      node.digest = row.digest;
      node.reads = (reads as Node<N>[] | undefined) ?? null;
      node.seen = node.reads?.map((read) => read.digest ?? '') ?? [];
      node.notes = row.notes;
      node.address = row.address;
      made.push(node);
    }
  }

  return {
    get: getThrough((node) => {
      current(node);
      return node;
    }),
    refresh() {
      revision++;
      counts = {};
    },
    isStale(leaf, argument) {
      const node = nodeOf(leaf, argument);
      if (node.checked === revision && node.reads !== null) return false;
      if (firstDifference(node) !== 'none' || !isStored(node, leaf)) return true;
      settle(node, node.digest ?? '');
      return false;
    },
    provide(leaf, argument, reads, noted) {
      const node = nodeOf(leaf, argument);
      const read = [...new Set(reads.map(([input, path]) => nodeOf(input, path)))];
      for (const each of read) current(each);
      accept(node, noted, read);
    },
    notesOf: ([rule, argument]) => nodeOf(rule, argument).notes,
    notes: (roots) => reached(roots).flatMap((node) => node.notes),
    save(roots) {
      const kept = reached(roots);
      const index = new Map(kept.map((node, place) => [node, place]));
      const wanted = new Set(kept);
      for (const table of nodes) for (const [argument, node] of table) if (!wanted.has(node)) table.delete(argument);
      store.save(
        kept.map((node) => ({
          rule: node.rule.name,
          argument: node.argument,
          part: node.part,
          digest: node.digest ?? '',
          reads: node.reads?.map((read) => index.get(read) ?? -1) ?? null,
          notes: node.notes,
          address: node.address,
        })),
      );
    },
    counts: () => counts,
    why(root) {
      const reasons: Reason[] = [];
      for (
        let node: Node<N> | null = nodeOf(root[0], root[1]);
        node && node.ran === revision;
        node = node.cause?.whole ?? node.cause
      ) {
        const { cause } = node;
        const because = cause && { rule: cause.rule.name, argument: cause.argument, part: cause.part };
        reasons.push({ rule: node.rule.name, argument: node.argument, because });
      }
      return reasons;
    },
  };
}

function newNode<N>(rule: Rule<unknown>, argument: string, whole: Node<N> | null, part: string | null): Node<N> {
  return {
    rule,
    argument,
    whole,
    part,
    parts: null,
    digest: null,
    reads: null,
    seen: [],
    notes: [],
    address: null,
    checked: 0,
    ran: 0,
    cause: null,
    held: null,
  };
}

/** Stands for a stored value that cannot be read back. */
const lost = Symbol('lost');

/** A rule whose values are computed: anything but an input. */
type Computed = Derived<unknown, unknown> | Leaf<unknown>;

type Fields = { readonly [name: string]: unknown };
