// Runs jobs in worker threads, with a time limit for each. Both ends of a thread are in this file.
// A thread works on one job at a time, in the order in which it got them, so its oldest unanswered job is the one that runs. If a thread is
// lost, its job runs once more, alone and after all others, before it is blamed: the machine may have been busy. Callers must not depend on
// the order of results.

import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface PoolOptions<Job, Result> {
  /** The worker's module, which calls `answerJobs`. */
  readonly file: URL;
  /** The maximum number of threads; no more are started than there are jobs. */
  readonly threads: number;
  /**
   * Milliseconds of computing that one job may take. Where other programs have the cores, so that this process computes less than the clock
   * says, a job may take up to `patience` times as long.
   */
  readonly limitMs: number;
  /** Megabytes that a thread may use. */
  readonly limitMb: number;
  /** Sent to each thread when it starts: plain values. Default: nothing. */
  readonly data?: unknown;
  /** The message that a worker gets for a job: plain values. */
  readonly messageOf: (job: Job) => unknown;
  readonly onResult: (job: Job, result: Result) => void;
  /** Called for a job that took too long, or ended its thread, twice. */
  readonly onLost: (job: Job, reason: LossReason) => void | Promise<void>;
  /** Called when a thread is stopped. */
  readonly onThreadEnd?: (use: ThreadUse) => void;
}

/** How a thread spent its time, in milliseconds. */
export interface ThreadUse {
  /** Jobs that it finished. */
  readonly jobs: number;
  /** From its start until it could take a job. */
  readonly startMs: number;
  readonly busyMs: number;
  /** Ready, but without a job, or with a job that had not arrived yet. */
  readonly idleMs: number;
}

export type LossReason = 'slow' | 'crashed';

/** Jobs that a thread has at a time: while one runs, the next is there already. */
const queueLength = 3;
const checkMs = 250;
/** A job that doesn't compute at all, because it waits for something that never happens, is ended after this many limits. */
const patience = 6;
/** Parsers make much garbage: a large young generation saves a tenth of the time. */
const youngGenerationMb = 64;

/**
 * Resolves when every job has a result or is lost; rejects if a worker can't start or fails, or if `onResult` throws. No thread is left in
 * either case.
 */
export async function runInPool<Job, Result>(jobs: Iterable<Job>, options: PoolOptions<Job, Result>): Promise<void> {
  const suspects: Job[] = [];
  await runOnce(jobs, { ...options, onLost: (job) => void suspects.push(job) });
  for (const suspect of suspects) {
    const reasons: LossReason[] = [];
    await runOnce([suspect], { ...options, threads: 1, onLost: (_, reason) => void reasons.push(reason) });
    for (const reason of reasons) await options.onLost(suspect, reason);
  }
}

interface PoolThread<Job> {
  readonly worker: Worker;
  /** Jobs that it has not answered, the running one first. */
  readonly jobs: Job[];
  isReady: boolean;
  readonly startedMs: number;
  /** When it was ready for its first job. */
  readyMs: number;
  busyMs: number;
  finished: number;
  /** When the first job started, and what this process had computed by then, in all of its threads. */
  sinceMs: number;
  sinceCpuMs: number;
  /** Whether it was over its limit at the last check: messages that it sent meanwhile are read before it is stopped. */
  isOverdue: boolean;
}

async function runOnce<Job, Result>(jobs: Iterable<Job>, options: PoolOptions<Job, Result>): Promise<void> {
  let stopAll = async () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      stopAll = start(jobs, options, resolve, reject);
    });
  } finally {
    await stopAll();
  }
}

/** Returns a function that stops all threads. */
function start<Job, Result>(
  jobs: Iterable<Job>,
  options: PoolOptions<Job, Result>,
  resolve: () => void,
  reject: (cause: unknown) => void,
): () => Promise<void> {
  const source = jobs[Symbol.iterator]();
  /** Jobs of lost threads that had not started yet. */
  const returned: Job[] = [];
  const threads = new Set<PoolThread<Job>>();
  const terminations: Promise<number>[] = [];

  const nextJob = (): Job | null => {
    const job = returned.pop();
    if (job !== undefined) return job;
    const { done, value } = source.next();
    return done ? null : value;
  };

  /** An error in an event handler ends the run. */
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (cause) {
      reject(cause);
    }
  };

  function startThreads(): void {
    while (threads.size < options.threads) {
      const job = nextJob();
      if (job === null) break;
      send(startThread(), job);
    }
    if (threads.size === 0) resolve();
  }

  function startThread(): PoolThread<Job> {
    const resourceLimits = { maxYoungGenerationSizeMb: youngGenerationMb, maxOldGenerationSizeMb: options.limitMb };
    const worker = new Worker(options.file, { resourceLimits, workerData: options.data });
    const startedMs = performance.now();
    const thread: PoolThread<Job> = {
      worker,
      jobs: [],
      isReady: false,
      startedMs,
      readyMs: startedMs,
      busyMs: 0,
      finished: 0,
      sinceMs: startedMs,
      sinceCpuMs: cpuMs(),
      isOverdue: false,
    };
    threads.add(thread);
    worker.on('message', (answer: Answer<Result>) => guarded(() => receive(thread, answer)));
    worker.on('messageerror', (cause) => reject(cause));
    // A thread that runs out of memory reports it before it exits.
    worker.on('error', (cause) => (thread.isReady ? undefined : reject(cause)));
    worker.on('exit', () => guarded(() => loseThread(thread, 'crashed')));
    return thread;
  }

  function send(thread: PoolThread<Job>, job: Job): void {
    if (thread.jobs.length === 0) startClock(thread);
    thread.jobs.push(job);
    thread.worker.postMessage(options.messageOf(job), []);
  }

  function receive(thread: PoolThread<Job>, answer: Answer<Result>): void {
    startClock(thread);
    thread.isOverdue = false;
    if (answer.kind === 'failed') throw answer.cause;
    if (answer.kind === 'ready') {
      thread.isReady = true;
      thread.readyMs = performance.now();
    } else {
      thread.busyMs += answer.ms;
      thread.finished++;
      const job = thread.jobs.shift();
      if (job !== undefined) options.onResult(job, answer.result);
    }
    while (thread.jobs.length < queueLength) {
      const job = nextJob();
      if (job === null) break;
      send(thread, job);
    }
    if (thread.jobs.length === 0) stopThread(thread);
    if (threads.size === 0) resolve();
  }

  function loseThread(thread: PoolThread<Job>, reason: LossReason): void {
    if (!threads.has(thread)) return;
    if (!thread.isReady) throw new Error('a worker thread ended before it was ready');
    stopThread(thread);
    const [running, ...others] = thread.jobs;
    returned.push(...others);
    if (running !== undefined) void options.onLost(running, reason);
    startThreads();
  }

  function stopThread(thread: PoolThread<Job>): void {
    if (!threads.delete(thread)) return;
    terminations.push(thread.worker.terminate());
    const { busyMs, readyMs, startedMs } = thread;
    const idleMs = thread.isReady ? Math.max(0, performance.now() - readyMs - busyMs) : 0;
    options.onThreadEnd?.({ jobs: thread.finished, startMs: readyMs - startedMs, busyMs, idleMs });
  }

  /** Threads compute about the same, so a job's share is one part of what this process computed while it ran. */
  function isTooLong(ms: number, processMs: number): boolean {
    if (ms < options.limitMs) return false;
    return processMs / threads.size >= options.limitMs || ms >= options.limitMs * patience;
  }

  const check = setInterval(() => {
    const nowMs = performance.now();
    for (const thread of threads) {
      if (!thread.isReady || !isTooLong(nowMs - thread.sinceMs, cpuMs() - thread.sinceCpuMs)) continue;
      // This thread may have been busy itself, so it reads the messages that have arrived first.
      if (thread.isOverdue) guarded(() => loseThread(thread, 'slow'));
      else thread.isOverdue = true;
    }
  }, checkMs);

  guarded(startThreads);
  return async () => {
    clearInterval(check);
    threads.forEach(stopThread);
    await Promise.all(terminations);
  };
}

function startClock(thread: { sinceMs: number; sinceCpuMs: number }): void {
  thread.sinceMs = performance.now();
  thread.sinceCpuMs = cpuMs();
}

/** What all threads of this process have computed, in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type Answer<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: Result; readonly ms: number }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** The worker's end: answers one message after the other. An error that `run` throws ends the whole run, so a job must report its own failures in its result. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function answerJobs<Message, Data>(run: (message: Message, data: Data) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const post = (answer: Answer<unknown>) => port.postMessage(answer);
  let last = Promise.resolve();
  port.on('message', (message: Message) => {
    last = last.then(async () => {
      try {
        const startedMs = performance.now();
        const result = await run(message, workerData as Data);
        post({ kind: 'done', result, ms: performance.now() - startedMs });
      } catch (cause) {
        post({ kind: 'failed', cause });
      }
    });
  });
  post({ kind: 'ready' });
}
