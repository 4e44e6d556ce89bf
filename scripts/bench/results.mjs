// The results, written to a file after each step, so that an interrupted run can continue. Must never leave half a file.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Reads results from a file. */
export function readResults(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Opens the results: those in the file if `isResumed`, else none. Each entry has the `key` of its step. Nothing is written before the first
 * entry.
 */
export function openResults(file, isResumed, facts) {
  const { entries, done } = isResumed && existsSync(file) ? readResults(file) : { entries: [], done: [] };
  const data = { ...facts, versions: {}, left: [], done, entries };
  return {
    data,
    has: (key) => data.done.includes(key),
    /** Replaces the entries that the step left when it was last tried. */
    add(key, entries, isWhole) {
      const own = entries.map((entry) => ({ key, ...entry }));
      data.entries = data.entries.filter((entry) => entry.key !== key).concat(own);
      if (isWhole) data.done.push(key);
      this.write();
    },
    /** Records what could not be measured: `{ tool, kind, size }`. A later run tries it again. */
    leave({ tool, kind = null, size = null }, why) {
      data.left.push({ tool, kind, size, why });
    },
    hasFailed: ({ tool, kind, size }) =>
      data.left.some((row) => row.tool === tool?.name && row.kind === kind && row.size === size),
    write() {
      writeFileSync(`${file}.part`, `${JSON.stringify(data, null, 1)}\n`);
      renameSync(`${file}.part`, file);
    },
  };
}

export function median(numbers) {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median time and the peak memory of a scenario's entries; null if there are none. */
export function summary({ entries }, { tool, size, scenario }) {
  const found = entries.filter((entry) => entry.tool === tool && entry.size === size && entry.scenario === scenario);
  if (found.length === 0) return null;
  const peaks = found.map((entry) => entry.peakBytes ?? 0);
  return { ms: median(found.map((entry) => entry.ms)), peakBytes: Math.max(...peaks) || null, runs: found.length };
}
