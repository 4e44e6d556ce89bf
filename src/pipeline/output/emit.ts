// Outputs → `dist/`: writes whole files only, leaves unchanged ones alone and removes stale ones of ours. It must never touch foreign files
// or follow links in `dist/`. The list of our files is in `dist/` itself, so nothing depends on a cache.

import type { BigIntStats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Digest } from '../../engine/graph/rule.ts';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { codeOf, type Disk, NotRegularFile, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { digestOf } from '../../text/digest.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { StatCache } from '../inputs/stat-cache.ts';
import { isOutputPath } from '../rule-values/output-path.ts';

/** One file of `dist/`. */
export interface EmittedFile {
  /** Relative to `dist/`, POSIX. */
  readonly path: string;
  readonly digest: Digest;
  /** Called only if the file is written: most files of most builds are not. */
  readonly bytes: () => Uint8Array;
  /** Absolute path of a file that has these bytes already and may be moved away; null if there is none. */
  readonly spooled?: () => string | null;
}

export interface EmitReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

export interface Published {
  /** Null if nothing was written. */
  readonly report: EmitReport | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The list of files that we wrote, one per line; hidden, so that hosts do not serve it by accident. */
export const listName = '.octavo-files';
/** The name of any file while it is being written, so that a killed process leaves at most one behind. */
const draftName = '.octavo-draft';
/** Enough for a million long names. */
const maxListBytes = 256 * 1024 * 1024;

/**
 * Makes `dist/` contain exactly these files, next to foreign ones. Reports foreign files that are in the way, and writes nothing then.
 * Throws errors of the file system as they are; in any case each file is whole, old or new, and the next call repairs the rest.
 */
export function emit(dist: string, files: readonly EmittedFile[], stats: StatCache, disk: Disk = realDisk): Published {
  const outside = files.find((file) => !isOutputPath(file.path));
  if (outside) throw new Error(`\`${outside.path}\` is not a path in \`dist/\``);
  const before = listedFiles(dist, disk);
  if (before === null) return { report: null, diagnostics: [inTheWay(join(dist, listName))] };
  const wanted = new Set(files.map((file) => file.path));
  const changed = files.filter((file) => !isCurrent(dist, file, before, stats, disk));
  const stale = [...before].filter((path) => !wanted.has(path)).toSorted(byCodeUnit);
  const folders = openFolders(dist, before, disk);
  const blocked = findObstacles(dist, changed, before, new Set(stale), folders, disk);
  if (blocked.length > 0) return { report: null, diagnostics: blocked };

  if (disk.lstat(join(dist, draftName)) !== null) tryRemove(disk, join(dist, draftName));
  if (changed.length > 0 || stale.length > 0) {
    // Listed before they are written, so that our files are known even after a crash.
    const fresh = changed.filter((file) => !before.has(file.path)).map((file) => file.path);
    if (fresh.length > 0) writeList(disk, dist, [...before, ...fresh], true);
    // Stale files are removed first where they are in the way: a file in place of a folder, or files in a folder in place of a file.
    const needed = stale.length > 0 ? new Set([...wanted].flatMap(foldersOf)) : new Set<string>();
    const blocking = new Set(
      stale.filter((path) => needed.has(path) || foldersOf(path).some((folder) => wanted.has(folder))),
    );
    for (const path of blocking) removeStale(disk, dist, path, folders);
    const placed = new Map<EmittedFile, FileStats>();
    for (const file of changed) placed.set(file, placeFile(disk, dist, file, folders));
    for (const path of stale) if (!blocking.has(path)) removeStale(disk, dist, path, folders);
    if (fresh.length > 0 || stale.length > 0) writeList(disk, dist, [...wanted], false);
    for (const [file, written] of placed) recordStats(dist, file, written, stats, disk);
  } else if (before.size === 0 && files.length === 0) writeList(disk, dist, [], false);
  const unchanged = files.length - changed.length;
  return { report: { written: changed.map((file) => file.path), removed: stale, unchanged }, diagnostics: [] };
}

/** Files in the list, none if there is no list; null if the list is not a regular file. Damaged rows are ignored. */
function listedFiles(dist: string, disk: Disk): Set<string> | null {
  try {
    // The first line is a comment.
    const [, ...rows] = readFile(disk, join(dist, listName), maxListBytes).toString().split('\n');
    return new Set(rows.map(pathFrom).filter((path) => path !== null));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return new Set();
    if (cause instanceof NotRegularFile || codeOf(cause) === 'ELOOP') return null;
    throw cause;
  }
}

function pathFrom(row: string): string | null {
  try {
    const path: unknown = isPlain.test(row) ? row : JSON.parse(`"${row}"`);
    return typeof path === 'string' && isOutputPath(path) ? path : null;
  } catch {
    return null;
  }
}

/** Text that is the same in JSON. */
// oxlint-disable-next-line no-control-regex
const isPlain = /^[^"\\\0-\x1F]*$/;

/** False for a file that can't be read: it is written again. */
function isCurrent(dist: string, file: EmittedFile, ours: ReadonlySet<string>, stats: StatCache, disk: Disk): boolean {
  if (!ours.has(file.path)) return false;
  // Not `join`, which is slow: each build calls this for every file.
  const absolute = `${dist}/${file.path}`;
  const trusted = stats.digestOf(`dist/${file.path}`, absolute);
  if (trusted !== null) return trusted === file.digest;
  try {
    const signature = stats.signatureOf(absolute);
    const digest = digestOf(readFile(disk, absolute));
    stats.record(`dist/${file.path}`, signature, digest);
    return digest === file.digest;
  } catch {
    return false;
  }
}

/** The first few foreign files that are in the way of ours. */
function findObstacles(
  dist: string,
  changed: readonly EmittedFile[],
  ours: ReadonlySet<string>,
  stale: ReadonlySet<string>,
  folders: Folders,
  disk: Disk,
): readonly Diagnostic[] {
  const found = new Set<string>();
  for (const file of changed) {
    const blocked = folders.blocked(dirname(file.path));
    if (blocked !== null) found.add(blocked);
    else if (isForeign(file)) found.add(file.path);
    if (found.size === 5) break;
  }
  return [...found].map((path) => inTheWay(join(dist, path)));

  function isForeign({ path, bytes }: EmittedFile): boolean {
    const absolute = join(dist, path);
    const there = disk.lstat(absolute);
    if (there === null) return false;
    if (there.isDirectory()) return !(ours.has(path) || hasStaleBelow(path)) || !hasOnlyStale(path);
    if (ours.has(path)) return false;
    return !there.isFile() || digestOf(readFile(disk, absolute)) !== digestOf(bytes());
  }

  function hasStaleBelow(folder: string): boolean {
    return [...stale].some((path) => path.startsWith(`${folder}/`));
  }

  function hasOnlyStale(folder: string): boolean {
    return disk.list(join(dist, folder)).every((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? hasOnlyStale(path) : stale.has(path);
    });
  }
}

function inTheWay(path: string): Diagnostic {
  return error('dist/foreign-file', `\`${path}\` is in the way and was not written by Octavo`, null, {
    hint: 'move it away, or build into another folder with `--out`',
  });
}

/** The folders of `dist/`; looks at each of them once. */
interface Folders {
  /** The part of the path that is not a folder, such as a link; null if there is none. */
  blocked(folder: string): string | null;
  make(folder: string): void;
}

function openFolders(dist: string, ours: ReadonlySet<string>, disk: Disk): Folders {
  const states = new Map<string, string>();
  const created = new Set<string>();

  /** `there`, `missing`, or the path that is not a folder after a slash. */
  function stateAt(folder: string): string {
    if (folder === '.') return 'there';
    const known = states.get(folder);
    if (known !== undefined) return known;
    const above = stateAt(dirname(folder));
    const state = above === 'there' ? stateOf(folder) : above;
    states.set(folder, state);
    return state;
  }

  function stateOf(folder: string): string {
    const there = disk.lstat(join(dist, folder));
    if (there === null) return 'missing';
    if (there.isDirectory()) return 'there';
    // A file of ours in the place of a folder is removed before the folder is created.
    return ours.has(folder) && there.isFile() ? 'missing' : `/${folder}`;
  }

  return {
    blocked(folder) {
      const state = stateAt(folder);
      return state.startsWith('/') ? state.slice(1) : null;
    },
    make(folder) {
      if (created.has(folder)) return;
      created.add(folder);
      disk.makeFolder(join(dist, folder));
    },
  };
}

function writeList(disk: Disk, dist: string, paths: readonly string[], isSettled: boolean): void {
  const rows = [...new Set(paths)].toSorted(byCodeUnit).map((path) => JSON.stringify(path).slice(1, -1));
  const text = ['# Files written by Octavo; it removes no others.', ...rows, ''].join('\n');
  replaceFile(disk, join(dist, listName), Buffer.from(text), { draft: join(dist, draftName), isSynced: isSettled });
}

/** The stats that do not change when a file is renamed. */
type FileStats = Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino'>;

/** Writes a file, or moves it from the spool. */
function placeFile(disk: Disk, dist: string, { path, bytes, spooled }: EmittedFile, folders: Folders): FileStats {
  const ready = spooled?.() ?? null;
  const content = ready === null ? bytes() : null;
  folders.make(dirname(path));
  const moved = ready === null ? null : tryMove(disk, ready, join(dist, path));
  return moved ?? write(disk, dist, path, content ?? bytes());
}

/** Null if that is not possible, as between file systems: then the file is written. */
function tryMove(disk: Disk, file: string, target: string): FileStats | null {
  try {
    const stats = disk.lstat(file);
    disk.rename(file, target);
    return stats;
  } catch {
    return null;
  }
}

function write(disk: Disk, dist: string, path: string, bytes: Uint8Array): FileStats {
  const target = join(dist, path);
  try {
    return replaceFile(disk, target, bytes, { draft: join(dist, draftName) });
  } catch (cause) {
    // Removing stale files may have left an empty folder there.
    if (codeOf(cause) !== 'EISDIR' && codeOf(cause) !== 'ENOTEMPTY' && codeOf(cause) !== 'EEXIST') throw cause;
    removeEmptyFolders(disk, target);
    return replaceFile(disk, target, bytes, { draft: join(dist, draftName) });
  }
}

/** Records a written file, so that the next build need not read it, unless another process has changed it since. */
function recordStats(
  dist: string,
  { path, digest }: EmittedFile,
  written: FileStats,
  stats: StatCache,
  disk: Disk,
): void {
  const absolute = `${dist}/${path}`;
  try {
    const signature = stats.signatureOf(absolute);
    const now = signature === '' ? null : disk.lstat(absolute);
    const isOurs = now?.size === written.size && now.mtimeNs === written.mtimeNs && now.ino === written.ino;
    // If the file system stores whole seconds, another process may have changed it in the same second.
    if (isOurs && written.mtimeNs % 1_000_000_000n !== 0n) stats.record(`dist/${path}`, signature, digest);
  } catch {
    // The next build reads the file.
  }
}

function removeEmptyFolders(disk: Disk, folder: string): void {
  for (const { name } of disk.list(folder)) removeEmptyFolders(disk, join(folder, name));
  disk.removeFolder(folder);
}

function foldersOf(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** Removes a file and folders that become empty by that. If the path is something else now, it isn't ours and stays. */
function removeStale(disk: Disk, dist: string, path: string, folders: Folders): void {
  if (folders.blocked(dirname(path)) !== null) return;
  const absolute = join(dist, path);
  try {
    disk.remove(absolute);
  } catch (cause) {
    const isGone = codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR';
    if (!isGone && disk.lstat(absolute)?.isDirectory() !== true) throw cause;
  }
  for (const folder of foldersOf(path).toReversed()) if (!isRemoved(disk, join(dist, folder))) return;
}

/** Removes an empty folder; returns whether it is gone. Throws any unexpected error, because no later build would try again. */
function isRemoved(disk: Disk, folder: string): boolean {
  try {
    if (disk.list(folder).length > 0) return false;
    disk.removeFolder(folder);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return true;
    // A file was just added to it, or another file system is mounted there.
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR' || code === 'EBUSY') return false;
    throw cause;
  }
}
