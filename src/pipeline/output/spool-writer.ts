// Writes texts to files `0`, `1` and so on in one folder: in this thread or in one of its own, whose both ends are in this file.
// The main thread is busy without a pause and can't receive messages, so the writing thread counts files in shared memory.

import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Disk, realDisk, writeAll } from '../../system/disk.ts';

export interface SpoolWriter {
  /** Takes the bytes away: the caller must not use them again. */
  write(bytes: Uint8Array): void;
  /** Waits for the file with this number; returns whether it is written. */
  isWritten(number: number): boolean;
  end(): void;
}

/** What the thread gets when it starts. */
interface SpoolTask {
  readonly folder: string;
  /** The number of written files, then 1 once no more will be written. */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

const [writtenAt, endedAt] = [0, 1];
/** Texts are sent in batches: a message for each would cost as much as the writing. */
const batchBytes = 1024 * 1024;
/** The maximum that the thread may still have to write. */
const maxBacklogBytes = 16 * 1024 * 1024;
/** A thread that has not written a file for so long is given up. */
const maxWaitMs = 20_000;

/** Writes each text immediately, in this thread. */
export function spoolHere(folder: string, disk: Disk): SpoolWriter {
  const files = openFiles(folder, disk);
  return {
    write: (bytes) => void files.write(bytes),
    isWritten: (number) => number < files.written(),
    end: () => {},
  };
}

/** Writes in a thread of its own; the caller waits only if that falls far behind. */
export function spoolInThread(folder: string, file: URL): SpoolWriter {
  const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const task: SpoolTask = { folder, progress };
  const worker = new Worker(file, { workerData: task });
  // Files that it could not write are found to be missing when they are asked for.
  worker.on('error', () => Atomics.store(progress, endedAt, 1));
  /** Where each text ends if all were in one file. */
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

  /** Returns when that many files are written, or it is clear that they will not be. */
  function wait(count: number): void {
    for (;;) {
      const written = Atomics.load(progress, writtenAt);
      if (written >= count || Atomics.load(progress, endedAt) === 1) return;
      const outcome = Atomics.wait(progress, writtenAt, written, maxWaitMs);
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
      const backlog = (ends.at(-1) ?? 0) - (ends[written - 1] ?? 0);
      if (backlog > maxBacklogBytes) wait(written + Math.ceil((ends.length - written) / 2));
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

/** Writes files by number, and none after the first that can't be written. */
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
