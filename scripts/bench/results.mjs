// What was measured, kept in a file as it comes, so that a run that was broken off can go on. Must never be half a file.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Results from a file, as they are. */
export function readResults(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Opens results: those in the file where `isResumed`, else none. Each entry has a `key`; entries of a key are added together, when all of them
 * are there. Nothing is written before the first of them.
 */
export function openResults(file, isResumed, facts) {
  const entries = isResumed && existsSync(file) ? readResults(file).entries : [];
  const data = { ...facts, versions: {}, left: [], entries };
  return {
    data,
    has: (key) => data.entries.some((entry) => entry.key === key),
    add(key, entries) {
      data.entries.push(...entries.map((entry) => ({ key, ...entry })));
      this.write();
    },
    /** Notes what could not be measured; a later run tries it again. */
    leave(tool, why, size = null) {
      data.left.push({ tool, size, why });
    },
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

/** The median of a scenario's entries, and the largest memory of any; null where there is none. */
export function summary({ entries }, { tool, size, scenario }) {
  const found = entries.filter((entry) => entry.tool === tool && entry.size === size && entry.scenario === scenario);
  if (found.length === 0) return null;
  const peaks = found.map((entry) => entry.peakBytes ?? 0);
  return { ms: median(found.map((entry) => entry.ms)), peakBytes: Math.max(...peaks) || null, runs: found.length };
}
