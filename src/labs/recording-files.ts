// Reads and writes the recordings of a lab: one transcript per step, and a file with the versions, commands and files they were made with.
// Must never leave half a file.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Lab, Step } from '../content/lab/lab.ts';
import { environmentFile, recordedTable, recordingFile } from '../content/lab/lab-paths.ts';
import { type Environment, parseEnvironment, type RecordedStep } from '../content/lab/recording.ts';
import { digestOf } from '../text/digest.ts';
import { matchesGlob } from '../text/glob.ts';
import { byCodeUnit } from '../text/order.ts';
import { versionOf } from './unmet-needs.ts';

/** Returns the recorded transcripts and tables by their paths in the lab's folder. Leaves out what has no recording. */
export function readRecordings(folder: string, lab: Lab): ReadonlyMap<string, string> {
  const paths = lab.steps.flatMap((step) => [recordingFile(step.name), ...step.writes.map(recordedTable)]);
  const found = paths.flatMap((path) => {
    const text = readText(join(folder, path));
    return text === null ? [] : [[path, text] as const];
  });
  return new Map(found);
}

/**
 * Writes recordings, by their paths in the lab's folder, and the environment, and removes recordings of steps that no longer exist. Returns
 * false, and writes nothing, if recordings, commands, files and versions are unchanged: the date stays.
 */
export function writeRecordings(folder: string, lab: Lab, recordings: ReadonlyMap<string, string>, now: Date): boolean {
  const steps = Object.fromEntries(lab.steps.map((step) => [step.name, recordedStep(folder, step, recordings)]));
  const environment: Environment = {
    recorded: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    kernel: kernel(),
    tools: toolsOf(lab),
    steps,
  };
  const beforeText = readText(join(folder, environmentFile));
  const before = beforeText === null ? null : parseEnvironment(beforeText);
  const isSame =
    before !== null &&
    JSON.stringify({ ...environment, recorded: '' }) === JSON.stringify({ ...before, recorded: '' }) &&
    [...recordings].every(([path, text]) => readText(join(folder, path)) === text);
  if (isSame) return false;
  mkdirSync(join(folder, 'recordings'), { recursive: true });
  for (const [path, text] of recordings) writeAtomically(join(folder, path), text);
  for (const file of readdirSync(join(folder, 'recordings'))) {
    const path = `recordings/${file}`;
    if (path !== environmentFile && !recordings.has(path)) rmSync(join(folder, path));
  }
  writeAtomically(join(folder, environmentFile), `${JSON.stringify(environment, null, 2)}\n`);
  return true;
}

function recordedStep(folder: string, step: Step, recordings: ReadonlyMap<string, string>): RecordedStep {
  const patterns = step.files;
  const files = labFiles(folder).filter(
    (path) => patterns === null || patterns.some((pattern) => matchesGlob(path, pattern)),
  );
  const digests = files.map((path) => [path, digestOf(readFileSync(join(folder, path)))] as const);
  const tables = step.writes.map((name) => [name, digestOf(recordings.get(recordedTable(name)) ?? '')] as const);
  const writes = tables.length === 0 ? {} : { writes: Object.fromEntries(tables) };
  return { commands: step.commands, files: Object.fromEntries(digests), ...writes };
}

/** The lab's files except `lab.yaml` and the recordings, sorted. Paths are relative to the lab. */
export function labFiles(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  const paths = entries.flatMap((entry) => {
    const path = `${below}${entry.name}`;
    if (path === 'recordings' || path === 'lab.yaml' || entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? labFiles(folder, `${path}/`) : [path];
  });
  return paths.toSorted(byCodeUnit);
}

function toolsOf(lab: Lab): { [name: string]: string } {
  const names = [...new Set(lab.steps.flatMap((step) => step.needs.map((need) => need.name)))].toSorted(byCodeUnit);
  const known = names.flatMap((name) => {
    const version = name === 'root' ? null : versionOf(name);
    return version === null ? [] : [[name, version] as const];
  });
  return Object.fromEntries(known);
}

/** `Linux 6.1.0`: the kernel's version without the distribution's suffix. */
function kernel(): string {
  return `Linux ${/^[\d.]+/.exec(release())?.[0] ?? release()}`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function writeAtomically(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}
