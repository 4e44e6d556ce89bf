// Threads that hang, die, hoard or never start: whatever a job does, every other job's result arrives, and no thread is left.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInPool } from '../../src/system/worker-pool.ts';
import { bundleModule } from '../support/bundled.ts';
import type { Order } from './pool-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-test-'));
let worker: URL;

beforeAll(async () => {
  worker = await bundleModule('test/system/pool-worker.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const doubles = Array.from({ length: 40 }, (_, of): Order => ({ do: 'double', of }));
const isHere = (order: Order) => order.do === 'double';

interface Options {
  readonly file?: URL;
  readonly threads?: number;
  readonly limitMs?: number;
  readonly take?: (order: Order) => void;
}

async function outcome(orders: Iterable<Order>, options: Options = {}) {
  const taken: number[] = [];
  const lost: string[] = [];
  const failure = await runInPool<Order, number>(orders, {
    file: options.file ?? worker,
    threads: options.threads ?? 2,
    limitMs: options.limitMs ?? 3000,
    limitMb: 64,
    messageOf: (order) => order,
    take(order, result) {
      options.take?.(order);
      taken.push(result);
    },
    lose: (order, why) => void lost.push(`${order.do} ${why}`),
  }).catch((cause: unknown) => String(cause));
  return { taken: taken.sort((a, b) => a - b), lost: lost.sort(), failure: failure ?? null };
}

const all = doubles.map((_, of) => of * 2);

describe('what becomes of jobs', () => {
  test.each<[string, Order[], string[]]>([
    ['none', [], []],
    ['more than threads', doubles, []],
    ['one hangs', [{ do: 'hang' }, ...doubles], ['hang slow']],
    ['one goes round in circles', [{ do: 'loop' }, ...doubles], ['loop slow']],
    ['one ends its thread', [...doubles, { do: 'exit' }], ['exit crashed']],
    ['one needs too much memory', [{ do: 'hoard' }, ...doubles], ['hoard crashed']],
    [
      'more misbehave than there are threads',
      [{ do: 'exit' }, { do: 'hang' }, ...doubles, { do: 'exit' }],
      ['exit crashed', 'exit crashed', 'hang slow'],
    ],
  ])('%s', { timeout: 60_000 }, async (_, orders, lost) => {
    const taken = orders.some(isHere) ? all : [];
    // However slow the machine is, it has the time to fill its memory.
    const limitMs = orders.some((order) => order.do === 'hoard') ? 50_000 : 3000;
    expect(await outcome(orders, { limitMs })).toEqual({ taken, lost, failure: null });
  });

  test('one hangs once: it is tried again before it is blamed', async () => {
    const order: Order = { do: 'hang-once', flag: new SharedArrayBuffer(4) };
    expect(await outcome([order, ...doubles])).toEqual({ taken: [0, ...all], lost: [], failure: null });
  });
});

describe('what ends a run', () => {
  test('a job that throws', async () => {
    expect((await outcome([...doubles, { do: 'throw' }])).failure).toBe('Error: told to');
  });

  test('a worker that ends before it begins', async () => {
    expect((await outcome(doubles, { file: written('process.exit(0)') })).failure).toBe(
      'Error: a worker thread ended before it had begun',
    );
  });

  test('a worker that throws before it begins', async () => {
    expect((await outcome(doubles, { file: written('throw new Error("no")') })).failure).toBe('Error: no');
  });

  test('no worker', async () => {
    expect((await outcome(doubles, { file: new URL('none.mjs', worker) })).failure).toContain('Cannot find module');
  });

  test('a result that can’t be taken', async () => {
    const take = () => {
      throw new Error('full');
    };
    expect((await outcome(doubles, { take })).failure).toBe('Error: full');
  });

  test('jobs that can’t be had', async () => {
    const jobs = function* () {
      yield* doubles.slice(0, 20);
      throw new Error('no more');
    };
    expect((await outcome(jobs())).failure).toBe('Error: no more');
  });
});

test('jobs are asked for as they are about to run', async () => {
  let asked = 0;
  let taken = 0;
  let most = 0;
  const jobs = function* () {
    for (const order of doubles) {
      asked++;
      most = Math.max(most, asked - taken);
      yield order;
    }
  };
  await outcome(jobs(), { threads: 2, take: () => taken++ });
  expect(asked).toBe(doubles.length);
  expect(most).toBeLessThanOrEqual(2 * 4);
});

test('no thread is left', async () => {
  const threads = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort').length;
  const before = threads();
  await outcome([...doubles, { do: 'throw' }]);
  await outcome([{ do: 'hang' }]);
  await outcome(doubles);
  expect(threads()).toBe(before);
});

function written(code: string): URL {
  const path = join(folder, `${code.length}.mjs`);
  writeFileSync(path, code);
  return pathToFileURL(path);
}
