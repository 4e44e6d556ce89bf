// The worker for the tests of the pool: follows orders.

import { answerJobs } from '../../src/system/worker-pool.ts';

export type Order =
  | { readonly do: 'double'; readonly of: number }
  | { readonly do: 'hang' | 'loop' | 'exit' | 'hoard' | 'throw' }
  /** Hangs the first time. */
  | { readonly do: 'hang-once'; readonly flag: SharedArrayBuffer };

answerJobs(async (order: Order): Promise<number> => {
  if (order.do === 'double') return order.of * 2;
  if (order.do === 'hang') hang();
  if (order.do === 'loop') for (;;);
  if (order.do === 'hang-once' && Atomics.exchange(new Int32Array(order.flag), 0, 1) === 0) hang();
  if (order.do === 'exit') process.exit(3);
  if (order.do === 'throw') throw new Error('told to');
  if (order.do === 'hoard') for (const hoard: number[][] = []; ; ) hoard.push(Array.from({ length: 1e6 }, Math.random));
  return 0;
});

/** Leaves the processor to others, unlike a loop. */
function hang(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
