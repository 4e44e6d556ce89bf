// Outputs → `dist/`: whole files only, unchanged ones left alone, strays of our own removed, foreign files never touched, links in
// it never followed. The list of what we wrote stands in `dist/` itself, so a lost cache loses nothing.

import type { BigIntStats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Digest } from '../../engine/graph/rule.ts';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { codeOf, type Disk, NotRegularFile, readFile, realDisk, replaceFile, tryRemove } from '../../system/disk.ts';
import { digestOf } from '../../text/digest.ts';
import { byCodeUnit } from '../../text/order.ts';
import { isOutputPath } from '../graph/output-path.ts';
import type { StatCache } from '../inputs/stat-cache.ts';

/** One file of `dist/`. */
export interface EmittedFile {
  /** Relative to `dist/`, POSIX. */
  readonly path: string;
  readonly digest: Digest;
  /** Made when it is needed: most files of most builds are not written. */
  readonly bytes: () => Uint8Array;
  /** A file that holds these bytes already and may be moved away; null or left out where there is none. */
  readonly staged?: () => string | null;
}

export interface EmitReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

export interface Published {
  /** Null where nothing was written. */
  readonly report: EmitReport | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The list of files that we wrote, one a line; hidden, so that hosts do not serve it by accident. */
export const listName = '.octavo-files';
/** The file that is just being written, whichever it will be: so that a process that dies leaves one behind at most. */
const draftName = '.octavo-draft';
/** A million long names. */
const maxListed = 256 * 1024 * 1024;

/**
 * Makes `dist/` hold exactly these files beside foreign ones. Where foreign ones are in the way it says so and writes nothing. Throws
 * errors of the file system as they are; whatever happens, each file is whole, old or new, and the next call heals the rest.
 */
export function emit(dist: string, files: readonly EmittedFile[], stats: StatCache, disk: Disk = realDisk): Published {
  const stray = files.find((file) => !isOutputPath(file.path));
  if (stray) throw new Error(`\`${stray.path}\` is not a path in \`dist/\``);
  const before = listedFiles(dist, disk);
  if (before === null) return { report: null, diagnostics: [inTheWay(join(dist, listName))] };
  const wanted = new Set(files.map((file) => file.path));
  const changed = files.filter((file) => !isCurrent(dist, file, before, stats, disk));
  const strays = [...before].filter((path) => !wanted.has(path)).toSorted(byCodeUnit);
  const folders = openFolders(dist, before, disk);
  const blocked = obstacles(dist, changed, before, new Set(strays), folders, disk);
  if (blocked.length > 0) return { report: null, diagnostics: blocked };

  if (disk.lstat(join(dist, draftName)) !== null) tryRemove(disk, join(dist, draftName));
  if (changed.length > 0 || strays.length > 0) {
    // Named before they are written: after a crash at any point we still know which files are ours.
    const fresh = changed.filter((file) => !before.has(file.path)).map((file) => file.path);
    if (fresh.length > 0) writeList(disk, dist, [...before, ...fresh], true);
    // A file of ours goes first where a folder is wanted in its place, and what is in a folder of ours where a file is.
    const needed = strays.length > 0 ? new Set([...wanted].flatMap(foldersOf)) : new Set<string>();
    const blocking = new Set(
      strays.filter((path) => needed.has(path) || foldersOf(path).some((folder) => wanted.has(folder))),
    );
    for (const path of blocking) removeStray(disk, dist, path, folders);
    const placed = new Map<EmittedFile, Looks>();
    for (const file of changed) placed.set(file, place(disk, dist, file, folders));
    for (const path of strays) if (!blocking.has(path)) removeStray(disk, dist, path, folders);
    if (fresh.length > 0 || strays.length > 0) writeList(disk, dist, [...wanted], false);
    for (const [file, looks] of placed) note(dist, file, looks, stats, disk);
  } else if (before.size === 0 && files.length === 0) writeList(disk, dist, [], false);
  const unchanged = files.length - changed.length;
  return { report: { written: changed.map((file) => file.path), removed: strays, unchanged }, diagnostics: [] };
}

/** Files named in the list, none where there is no list; null where something else stands in its place. Rows that are damaged count for nothing. */
function listedFiles(dist: string, disk: Disk): Set<string> | null {
  try {
    // The first line is for people.
    const [, ...rows] = readFile(disk, join(dist, listName), maxListed).toString().split('\n');
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

/** As it stands in JSON, too. */
// oxlint-disable-next-line no-control-regex
const isPlain = /^[^"\\\0-\x1F]*$/;

/** What can't be read is written anew. */
function isCurrent(dist: string, file: EmittedFile, ours: ReadonlySet<string>, stats: StatCache, disk: Disk): boolean {
  if (!ours.has(file.path)) return false;
  // Not `join`: this is asked for every file of every build.
  const absolute = `${dist}/${file.path}`;
  const trusted = stats.digestOf(`dist/${file.path}`, absolute);
  if (trusted !== null) return trusted === file.digest;
  try {
    const signature = stats.signatureOf(absolute);
    const digest = digestOf(readFile(disk, absolute));
    stats.note(`dist/${file.path}`, signature, digest);
    return digest === file.digest;
  } catch {
    return false;
  }
}

/** Foreign files where ours should go, the first few of them. */
function obstacles(
  dist: string,
  changed: readonly EmittedFile[],
  ours: ReadonlySet<string>,
  strays: ReadonlySet<string>,
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
    if (there.isDirectory()) return !(ours.has(path) || hasStrayBelow(path)) || !holdsOnlyStrays(path);
    if (ours.has(path)) return false;
    return !there.isFile() || digestOf(readFile(disk, absolute)) !== digestOf(bytes());
  }

  function hasStrayBelow(folder: string): boolean {
    return [...strays].some((path) => path.startsWith(`${folder}/`));
  }

  function holdsOnlyStrays(folder: string): boolean {
    return disk.list(join(dist, folder)).every((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? holdsOnlyStrays(path) : strays.has(path);
    });
  }
}

function inTheWay(path: string): Diagnostic {
  return error('dist/foreign-file', `\`${path}\` is in the way and was not written by Octavo`, null, {
    hint: 'move it away, or build into another folder with `--out`',
  });
}

/** The folders of `dist/`, each looked at once. */
interface Folders {
  /** The part of the way to a folder that is something else, a link for one; null where there is none. */
  blocked(folder: string): string | null;
  make(folder: string): void;
}

function openFolders(dist: string, ours: ReadonlySet<string>, disk: Disk): Folders {
  const known = new Map<string, string>();
  const made = new Set<string>();

  /** `there`, `missing`, or the path that is no folder, with a slash before it. */
  function look(folder: string): string {
    if (folder === '.') return 'there';
    const before = known.get(folder);
    if (before !== undefined) return before;
    const above = look(dirname(folder));
    const state = above === 'there' ? stateOf(folder) : above;
    known.set(folder, state);
    return state;
  }

  function stateOf(folder: string): string {
    const there = disk.lstat(join(dist, folder));
    if (there === null) return 'missing';
    if (there.isDirectory()) return 'there';
    // A file of ours in the place of a folder goes before the folder is made.
    return ours.has(folder) && there.isFile() ? 'missing' : `/${folder}`;
  }

  return {
    blocked(folder) {
      const state = look(folder);
      return state.startsWith('/') ? state.slice(1) : null;
    },
    make(folder) {
      if (made.has(folder)) return;
      made.add(folder);
      disk.makeFolder(join(dist, folder));
    },
  };
}

function writeList(disk: Disk, dist: string, paths: readonly string[], isSettled: boolean): void {
  const rows = [...new Set(paths)].toSorted(byCodeUnit).map((path) => JSON.stringify(path).slice(1, -1));
  const text = ['# Files written by Octavo; it removes no others.', ...rows, ''].join('\n');
  replaceFile(disk, join(dist, listName), Buffer.from(text), { draft: join(dist, draftName), isSynced: isSettled });
}

/** What stays as it is when a file is renamed. */
type Looks = Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino'>;

/** Puts a file in its place, whole. */
function place(disk: Disk, dist: string, { path, bytes, staged }: EmittedFile, folders: Folders): Looks {
  const ready = staged?.() ?? null;
  const content = ready === null ? bytes() : null;
  folders.make(dirname(path));
  const moved = ready === null ? null : move(disk, ready, join(dist, path));
  return moved ?? write(disk, dist, path, content ?? bytes());
}

/** Null where that is not possible, as between file systems: then it is written. */
function move(disk: Disk, staged: string, target: string): Looks | null {
  try {
    const looks = disk.lstat(staged);
    disk.rename(staged, target);
    return looks;
  } catch {
    return null;
  }
}

function write(disk: Disk, dist: string, path: string, bytes: Uint8Array): Looks {
  const target = join(dist, path);
  try {
    return replaceFile(disk, target, bytes, { draft: join(dist, draftName) });
  } catch (cause) {
    // Folders that strays left empty.
    if (codeOf(cause) !== 'EISDIR' && codeOf(cause) !== 'ENOTEMPTY' && codeOf(cause) !== 'EEXIST') throw cause;
    removeEmptyFolders(disk, target);
    return replaceFile(disk, target, bytes, { draft: join(dist, draftName) });
  }
}

/** So that the next build need not read what this one wrote, unless somebody else has written it since. */
function note(dist: string, { path, digest }: EmittedFile, looks: Looks, stats: StatCache, disk: Disk): void {
  const absolute = `${dist}/${path}`;
  try {
    const signature = stats.signatureOf(absolute);
    const now = signature === '' ? null : disk.lstat(absolute);
    const isOurs = now?.size === looks.size && now.mtimeNs === looks.mtimeNs && now.ino === looks.ino;
    // Where time stamps are whole seconds, somebody else may have written in the same one.
    if (isOurs && looks.mtimeNs % 1_000_000_000n !== 0n) stats.note(`dist/${path}`, signature, digest);
  } catch {
    // The next build reads it.
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

/** Removes a file and the folders that it leaves empty. Whatever stands in the place of the file or of its folders now isn't ours. */
function removeStray(disk: Disk, dist: string, path: string, folders: Folders): void {
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

/** Removes a folder that is empty. What can't be removed for any other reason is an error, or nobody would ever come back to it. */
function isRemoved(disk: Disk, folder: string): boolean {
  try {
    if (disk.list(folder).length > 0) return false;
    disk.removeFolder(folder);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return true;
    // Somebody has just put something into it, or it is where another file system is mounted.
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR' || code === 'EBUSY') return false;
    throw cause;
  }
}
