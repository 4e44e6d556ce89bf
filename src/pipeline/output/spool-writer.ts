// Writes texts to files of one folder, `0`, `1` and so on: here, or in a thread. Both ends of the thread are in this file. Whoever hands
// texts over is at work without a pause and can't be told anything, so the thread counts in memory that both see.

import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Disk, realDisk, writeAll } from '../../system/disk.ts';

export interface SpoolWriter {
  /** Takes the bytes away: they are no longer the caller's. */
  write(bytes: Uint8Array): void;
  /** Whether the file of this number is there and whole; waits for it. */
  isWritten(number: number): boolean;
  end(): void;
}

/** What the thread is told when it starts. */
interface SpoolTask {
  readonly folder: string;
  /** How many files are written, then whether no more will be. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

const [writtenAt, endedAt] = [0, 1];
/** Texts travel together: a message for each would cost as much as the writing. */
const batchBytes = 1024 * 1024;
/** More than this the thread may not be behind. */
const maxBehind = 16 * 1024 * 1024;
/** A thread that has not written a file for so long will not write any. */
const patienceMs = 20_000;

/** Writes each text at once. */
export function spoolHere(folder: string, disk: Disk): SpoolWriter {
  const files = openFiles(folder, disk);
  return {
    write: (bytes) => void files.write(bytes),
    isWritten: (number) => number < files.written(),
    end: () => {},
  };
}

/** Has a thread write while the caller goes on; waits only where the thread falls far behind. */
export function spoolInThread(folder: string, file: URL): SpoolWriter {
  const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const task: SpoolTask = { folder, progress };
  const worker = new Worker(file, { workerData: task });
  // What it could not write is not there, which is found when somebody asks.
  worker.on('error', () => Atomics.store(progress, endedAt, 1));
  /** Where each text ends, counted over all of them. */
  const ends: number[] = [];
  let batch: Uint8Array[] = [];
  let inBatch = 0;

  function send(): void {
    if (batch.length === 0) return;
    worker.postMessage(
      batch,
      batch.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer),
    );
    batch = [];
    inBatch = 0;
  }

  /** Returns when so many files are written, or it is clear that they will not be. */
  function wait(count: number): void {
    for (;;) {
      const written = Atomics.load(progress, writtenAt);
      if (written >= count || Atomics.load(progress, endedAt) === 1) return;
      const outcome = Atomics.wait(progress, writtenAt, written, patienceMs);
      if (outcome === 'timed-out') Atomics.store(progress, endedAt, 1);
    }
  }

  return {
    write(bytes) {
      inBatch += bytes.length;
      ends.push((ends.at(-1) ?? 0) + bytes.length);
      batch.push(bytes);
      if (inBatch < batchBytes) return;
      send();
      const written = Atomics.load(progress, writtenAt);
      const behind = (ends.at(-1) ?? 0) - (ends[written - 1] ?? 0);
      if (behind > maxBehind) wait(written + Math.ceil((ends.length - written) / 2));
    },
    isWritten(number) {
      if (number >= ends.length - batch.length) send();
      wait(number + 1);
      return number < Atomics.load(progress, writtenAt);
    },
    end: () => void worker.terminate(),
  };
}

/** The thread's end. */
export function runSpoolThread(): void {
  const { folder, progress } = workerData as SpoolTask;
  const files = openFiles(folder, realDisk);
  parentPort?.on('message', (batch: readonly Uint8Array[]) => {
    for (const bytes of batch) {
      if (files.write(bytes)) Atomics.store(progress, writtenAt, files.written());
      else Atomics.store(progress, endedAt, 1);
      Atomics.notify(progress, writtenAt);
    }
  });
}

/** Files by number; after the first that can't be written there are no more. */
function openFiles(folder: string, disk: Disk): { write(bytes: Uint8Array): boolean; written(): number } {
  let written = 0;
  let isBroken = false;

  function writeNext(bytes: Uint8Array): void {
    if (written === 0) disk.makeFolder(folder);
    const handle = disk.open(join(folder, String(written)), 'create');
    try {
      writeAll(disk, handle, bytes, 0);
    } finally {
      disk.close(handle);
    }
  }

  return {
    write(bytes) {
      if (isBroken) return false;
      try {
        writeNext(bytes);
        written++;
      } catch {
        isBroken = true;
      }
      return !isBroken;
    },
    written: () => written,
  };
}
