// The small site under faults: builds it repeatedly in one folder, from one state to the other, and returns what is in `dist/`.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { quickFolder, writeFiles } from '../support/folder.ts';
import { startProcess } from '../support/rig.ts';
import { type Call, type Fault, faultyDisk } from './faulty-disk.ts';
import { putState, states } from './small-site.ts';

type Built = Awaited<ReturnType<ReturnType<typeof startProcess>['build']>>;

/** Which build a fault is put into: one from nothing to the first state, or one from either state to the other. */
export interface Way {
  readonly to: 0 | 1;
  readonly isCold: boolean;
}

export const ways: readonly Way[] = [
  { to: 0, isCold: true },
  { to: 1, isCold: false },
  { to: 0, isCold: false },
];

export interface Outcome {
  /** Null if the process was killed before. */
  readonly result: Built | null;
  readonly thrown: unknown;
  readonly calls: readonly Call[];
}

export interface Bench {
  readonly root: string;
  readonly cache: string;
  /** What a clean build of either state leaves in `dist/`. */
  readonly clean: readonly [Tree, Tree];
  /** Prepares a way: builds its first state without a fault and puts the files of its last state in place. */
  enter(way: Way): Promise<void>;
  /** Puts the site's files into a state. */
  put(state: 0 | 1): void;
  /** One run of the program over the site as it is. */
  build(fault?: Fault): Promise<Outcome>;
  /** Everything in `dist/` except the foreign file, which must never change. */
  dist(): Tree;
}

/** Bytes as Latin-1 by path; empty folders by their path and a slash. */
export type Tree = { readonly [path: string]: string };

const foreign = { path: 'CNAME', text: 'example.org' };

export async function openBench(): Promise<Bench> {
  // Files must be old enough to be recognized by their times alone.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  const clean = await cleanTrees();
  forget();

  function forget(): void {
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
    writeFiles(join(root, 'dist'), { [foreign.path]: foreign.text });
  }

  function dist(): Tree {
    const { [foreign.path]: foreignText, ...tree } = treeOf(join(root, 'dist'));
    if (foreignText !== foreign.text) throw new Error('a file that is not ours was touched');
    return tree;
  }

  async function enter({ to, isCold }: Way): Promise<void> {
    const from = to === 0 ? 1 : 0;
    if (isCold) forget();
    else if (JSON.stringify(dist()) !== JSON.stringify(clean[from])) {
      putState(root, states[from]);
      await buildOnce(root, cache, { kind: 'none' });
    }
    putState(root, states[to]);
  }

  return {
    root,
    cache,
    clean,
    enter,
    put: (state) => putState(root, states[state]),
    build: (fault = { kind: 'none' }) => buildOnce(root, cache, fault),
    dist,
  };
}

/**
 * Files that are neither in their old nor in their new state, and those that are missing though both states have them. Our own hidden
 * files may be anything, and folders may be empty for a while.
 */
export function broken(now: Tree, before: Tree, after: Tree): string[] {
  return [...Object.keys(now), ...Object.keys(before)].filter((path) => {
    const isOurs = path.startsWith('.octavo-') || path.endsWith('/');
    return !isOurs && now[path] !== before[path] && now[path] !== after[path];
  });
}

let made: readonly [Tree, Tree] | null = null;

/** What a clean build of either state leaves in `dist/`: built in this process, once. */
export async function cleanTrees(): Promise<readonly [Tree, Tree]> {
  made ??= [await cleanTree(0), await cleanTree(1)];
  return made;
}

async function cleanTree(state: 0 | 1): Promise<Tree> {
  const folder = quickFolder();
  const root = join(folder, 'site');
  putState(root, states[state]);
  const { result } = await buildOnce(root, join(folder, 'cache'), { kind: 'none' });
  if (!result?.report || result.diagnostics.length > 0) throw new Error(JSON.stringify(result?.diagnostics));
  return treeOf(join(root, 'dist'));
}

async function buildOnce(root: string, cache: string, fault: Fault): Promise<Outcome> {
  const { disk, calls, end } = faultyDisk(fault);
  let process: ReturnType<typeof startProcess> | null = null;
  try {
    process = startProcess(root, cache, { disk });
    return { result: await process.build(), thrown: null, calls };
  } catch (thrown) {
    return { result: null, thrown, calls };
  } finally {
    process?.end();
    end();
  }
}

/** In the order of code units, so that equal trees print alike. */
export function treeOf(folder: string): Tree {
  const found: [path: string, text: string][] = [];
  const walk = (below: string): void => {
    const entries = readdirSync(join(folder, below), { withFileTypes: true });
    if (entries.length === 0 && below !== '') found.push([below, '']);
    for (const entry of entries) {
      if (entry.isDirectory()) walk(`${below}${entry.name}/`);
      else found.push([`${below}${entry.name}`, readFileSync(join(folder, below, entry.name), 'latin1')]);
    }
  };
  walk('');
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
