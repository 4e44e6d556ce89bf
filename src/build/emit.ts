// Outputs → `dist/`: whole files only, unchanged ones left alone, strays of our own removed, foreign files never touched.
// The list of what we wrote stands in `dist/` itself, so a lost cache loses nothing.

import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Digest } from '../engine/rule.ts';
import { type Diagnostic, error } from '../model/diagnostic.ts';
import { digestOf } from '../text/digest.ts';
import { byCodeUnit } from '../text/order.ts';
import type { StatCache } from './stat-cache.ts';
import { codeOf } from './world.ts';

/** One file of `dist/`. */
export interface EmittedFile {
  /** Relative to `dist/`, POSIX. */
  readonly path: string;
  readonly digest: Digest;
  /** Made when it is needed: most files of most builds are not written. */
  readonly bytes: () => Uint8Array;
}

export interface EmitReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** The list of files that we wrote, one a line; hidden, so that hosts do not serve it by accident. */
export const listName = '.octavo-files';

/**
 * Makes `dist/` hold exactly these files beside foreign ones. Throws errors of the file system as they are;
 * whatever happens, each file is whole, old or new, and the next call heals the rest.
 */
export function emit(dist: string, files: readonly EmittedFile[], stats: StatCache): EmitReport {
  mkdirSync(dist, { recursive: true });
  const before = listedFiles(dist);
  const wanted = new Set(files.map((file) => file.path));
  const changed = files.filter((file) => !isCurrent(dist, file, before, stats));
  const strays = [...before].filter((path) => !wanted.has(path)).toSorted(byCodeUnit);
  if (changed.length > 0 || strays.length > 0) {
    // A file of ours goes first where a folder is wanted in its place, and what is in a folder of ours where a file is.
    // Named before they are written: after a crash at any point we still know which files are ours.
    const fresh = changed.filter((file) => !before.has(file.path)).map((file) => file.path);
    if (fresh.length > 0) writeList(dist, [...before, ...fresh]);
    const folders = strays.length > 0 ? new Set([...wanted].flatMap(foldersOf)) : new Set<string>();
    const blocking = new Set(
      strays.filter((path) => folders.has(path) || foldersOf(path).some((folder) => wanted.has(folder))),
    );
    for (const path of blocking) removeFile(dist, path);
    for (const file of changed) writeWhole(join(dist, file.path), file.bytes());
    for (const path of strays) if (!blocking.has(path)) removeFile(dist, path);
    writeList(dist, [...wanted]);
  } else if (before.size === 0 && files.length === 0) writeList(dist, []);
  return { written: changed.map((file) => file.path), removed: strays, unchanged: files.length - changed.length };
}

/** Why these files cannot go to that folder: foreign files in the way. Reads, never writes. */
export function obstacles(dist: string, files: readonly EmittedFile[]): Diagnostic[] {
  const ours = listedFiles(dist);
  const foreign = files.filter(({ path, bytes }) => {
    if (ours.has(path)) return false;
    const found = lstatSync(join(dist, path), { throwIfNoEntry: false });
    if (!found) return false;
    return !found.isFile() || digestOf(readFileSync(join(dist, path))) !== digestOf(bytes());
  });
  return foreign.slice(0, 5).map(({ path }) =>
    error('dist/foreign-file', `\`${join(dist, path)}\` is in the way and was not written by Octavo`, null, {
      hint: 'move it away, or build into another folder with `--out`',
    }),
  );
}

/** Files named in the list; an unreadable or damaged list is an empty one. */
export function listedFiles(dist: string): Set<string> {
  try {
    // The first line is for people.
    const [, ...rows] = readFileSync(join(dist, listName), 'utf8').split('\n');
    const paths = rows.filter((row) => row !== '').map((row): unknown => JSON.parse(`"${row}"`));
    return new Set(paths.filter((path) => typeof path === 'string').filter(isInside));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || cause instanceof SyntaxError) return new Set();
    throw cause;
  }
}

function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').some((step) => step === '..' || step === '.' || step === '');
}

function isCurrent(dist: string, file: EmittedFile, ours: ReadonlySet<string>, stats: StatCache): boolean {
  if (!ours.has(file.path)) return false;
  const absolute = join(dist, file.path);
  const trusted = stats.digestOf(`dist/${file.path}`, absolute);
  if (trusted !== null) return trusted === file.digest;
  try {
    if (!lstatSync(absolute).isFile()) return false;
    const signature = stats.signatureOf(absolute);
    const digest = digestOf(readFileSync(absolute));
    stats.note(`dist/${file.path}`, signature, digest);
    return digest === file.digest;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return false;
    throw cause;
  }
}

function writeList(dist: string, paths: readonly string[]): void {
  const rows = [...new Set(paths)].toSorted(byCodeUnit).map((path) => JSON.stringify(path).slice(1, -1));
  const text = ['# Files written by Octavo; it removes no others.', ...rows, ''].join('\n');
  writeWhole(join(dist, listName), new TextEncoder().encode(text));
}

/** Temporary file beside the target, then rename: a reader sees the old file or the new one, never a part. */
function writeWhole(target: string, bytes: Uint8Array): void {
  const draft = `${target}.octavo-tmp`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    const handle = openSync(draft, 'w');
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, target);
  } catch (cause) {
    removeDraft(draft);
    throw cause;
  }
}

function removeDraft(draft: string): void {
  try {
    unlinkSync(draft);
  } catch {
    // It was never made, or the disk is beyond helping; the first error is the one to report.
  }
}

function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** Removes a file and the folders that it leaves empty. */
function removeFile(dist: string, path: string): void {
  try {
    unlinkSync(join(dist, path));
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT' && codeOf(cause) !== 'ENOTDIR') throw cause;
  }
  for (const folder of foldersOf(path).toReversed()) {
    const absolute = join(dist, folder);
    try {
      if (readdirSync(absolute).length > 0) return;
      rmdirSync(absolute);
    } catch {
      return;
    }
  }
}
