// Runs jobs in worker threads, each for as long as it may take and no longer. Both ends are in this file.
// A thread works on one job at a time, in the order in which it was given them, so the oldest that is not answered is the one
// that runs. A job whose thread was lost is tried once more, alone and when all others are done, before it is blamed: the machine
// may have been busy. The order of results must never matter to anybody.

import { parentPort, Worker } from 'node:worker_threads';

export interface PoolOptions<Job, Result> {
  /** The worker's module, which calls `answerJobs`. */
  readonly file: URL;
  /** At most so many at a time; no more are started than there are jobs. */
  readonly threads: number;
  /** Milliseconds that one job may take. */
  readonly limitMs: number;
  /** Megabytes that a thread may come to hold. */
  readonly limitMb: number;
  /** What the worker is told of a job: plain values. */
  readonly messageOf: (job: Job) => unknown;
  readonly take: (job: Job, result: Result) => void;
  /** Called for a job that took too long, or ended its thread, twice. */
  readonly lose: (job: Job, why: Loss) => void | Promise<void>;
}

export type Loss = 'slow' | 'crashed';

/** Jobs that a thread has in hand: while one runs, the next is there already. */
const depth = 3;
const checkMs = 250;
/** Parsers make much that is dead at once: room for the young saves a tenth of the time. */
const youngMb = 64;

/** Resolves when every job was taken or lost; rejects where a worker can't start, fails, or `take` throws. No thread is left in either case. */
export async function runInPool<Job, Result>(jobs: Iterable<Job>, options: PoolOptions<Job, Result>): Promise<void> {
  const suspects: Job[] = [];
  await runThrough(jobs, { ...options, lose: (job) => void suspects.push(job) });
  for (const suspect of suspects) {
    const losses: Loss[] = [];
    await runThrough([suspect], { ...options, threads: 1, lose: (_, why) => void losses.push(why) });
    for (const why of losses) await options.lose(suspect, why);
  }
}

/** A thread and what it has in hand, the running job first. */
interface Hand<Job> {
  readonly worker: Worker;
  readonly jobs: Job[];
  isReady: boolean;
  /** Since when the first job runs. */
  sinceMs: number;
  /** Seen over time once; whatever it sent meanwhile is read before it is ended. */
  isLate: boolean;
}

async function runThrough<Job, Result>(jobs: Iterable<Job>, options: PoolOptions<Job, Result>): Promise<void> {
  let stop = async () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      stop = start(jobs, options, resolve, reject);
    });
  } finally {
    await stop();
  }
}

/** Returns what ends all threads. */
function start<Job, Result>(
  jobs: Iterable<Job>,
  options: PoolOptions<Job, Result>,
  resolve: () => void,
  reject: (cause: unknown) => void,
): () => Promise<void> {
  const source = jobs[Symbol.iterator]();
  const left: Job[] = [];
  const hands = new Set<Hand<Job>>();
  const endings: Promise<number>[] = [];

  const next = (): Job | null => {
    const job = left.pop();
    if (job !== undefined) return job;
    const { done, value } = source.next();
    return done ? null : value;
  };

  /** Whatever throws in an event ends the run. */
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (cause) {
      reject(cause);
    }
  };

  function staff(): void {
    while (hands.size < options.threads) {
      const job = next();
      if (job === null) break;
      give(engage(), job);
    }
    if (hands.size === 0) resolve();
  }

  function engage(): Hand<Job> {
    const resourceLimits = { maxYoungGenerationSizeMb: youngMb, maxOldGenerationSizeMb: options.limitMb };
    const worker = new Worker(options.file, { resourceLimits });
    const hand: Hand<Job> = { worker, jobs: [], isReady: false, sinceMs: performance.now(), isLate: false };
    hands.add(hand);
    worker.on('message', (answer: Answer<Result>) => guarded(() => hear(hand, answer)));
    worker.on('messageerror', (cause) => reject(cause));
    // A thread that ran out of memory says so before it exits.
    worker.on('error', (cause) => (hand.isReady ? undefined : reject(cause)));
    worker.on('exit', () => guarded(() => dismiss(hand, 'crashed')));
    return hand;
  }

  function give(hand: Hand<Job>, job: Job): void {
    if (hand.jobs.length === 0) hand.sinceMs = performance.now();
    hand.jobs.push(job);
    hand.worker.postMessage(options.messageOf(job), []);
  }

  function hear(hand: Hand<Job>, answer: Answer<Result>): void {
    hand.sinceMs = performance.now();
    hand.isLate = false;
    if (answer.kind === 'failed') throw answer.cause;
    if (answer.kind === 'ready') hand.isReady = true;
    else {
      const job = hand.jobs.shift();
      if (job !== undefined) options.take(job, answer.result);
    }
    while (hand.jobs.length < depth) {
      const job = next();
      if (job === null) break;
      give(hand, job);
    }
    if (hand.jobs.length === 0) end(hand);
    if (hands.size === 0) resolve();
  }

  function dismiss(hand: Hand<Job>, why: Loss): void {
    if (!hands.has(hand)) return;
    if (!hand.isReady) throw new Error('a worker thread ended before it had begun');
    end(hand);
    const [running, ...others] = hand.jobs;
    left.push(...others);
    if (running !== undefined) void options.lose(running, why);
    staff();
  }

  function end(hand: Hand<Job>): void {
    hands.delete(hand);
    endings.push(hand.worker.terminate());
  }

  const watch = setInterval(() => {
    const nowMs = performance.now();
    for (const hand of hands) {
      if (!hand.isReady || nowMs - hand.sinceMs < options.limitMs) continue;
      // This thread may have been busy itself: first it reads what has come.
      if (hand.isLate) guarded(() => dismiss(hand, 'slow'));
      else hand.isLate = true;
    }
  }, checkMs);

  guarded(staff);
  return async () => {
    clearInterval(watch);
    hands.forEach(end);
    await Promise.all(endings);
  };
}

type Answer<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** The worker's end: answers one message after the other. What `run` throws ends the whole run: a job may fail only by its result. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function answerJobs<Message>(run: (message: Message) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const say = (answer: Answer<unknown>) => port.postMessage(answer);
  let last = Promise.resolve();
  port.on('message', (message: Message) => {
    last = last.then(async () => {
      try {
        say({ kind: 'done', result: await run(message) });
      } catch (cause) {
        say({ kind: 'failed', cause });
      }
    });
  });
  say({ kind: 'ready' });
}
