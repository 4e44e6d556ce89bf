// The door to the files of a site: one consistent picture of content/, public/ and templates/ for each build.
// Nothing is followed out of the site, nothing but regular files is opened, and what cannot be read is reported, not thrown.

import { sep } from 'node:path';
import type { KnownChanges } from '../../engine/engine.ts';
import type { Digest, Input } from '../../engine/graph/rule.ts';
import { type Diagnostic, error, warning } from '../../model/diagnostic.ts';
import { codeOf, type Disk, readFile, realDisk } from '../../system/disk.ts';
import { digestOf } from '../../text/digest.ts';
import { byCodeUnit } from '../../text/order.ts';
import { isIgnored } from './ignored.ts';
import type { StatCache } from './stat-cache.ts';

export interface SiteFiles {
  /** A file's bytes by its path from the root; null where there is none. */
  readonly file: Input<Uint8Array | null>;
  /** Paths of all files below a folder, sorted by code unit. */
  readonly list: Input<readonly string[]>;
  /** Whether a file exists, for those who need no more than that. */
  readonly exists: Input<boolean>;
  /**
   * Forgets everything, so that it is looked at again; or, as far as `change` says, the contents of some files only. Returns what is known to
   * be as it was, null where that is nothing.
   */
  refresh(change?: FileChanges): KnownChanges | null;
  /** Files and folders that could not be taken in, as far as they were looked at. */
  problems(): readonly Diagnostic[];
}

/** What is known to have changed. */
export interface FileChanges {
  /** Files whose content may differ. */
  readonly paths: readonly string[];
  /** Whether others than these may have come or gone. */
  readonly isListing: boolean;
}

export interface SiteFilesOptions {
  /** Absolute. */
  readonly root: string;
  /** Absolute folder that stands for `templates/`: the site's own, or the tool's. */
  readonly templates: string;
  readonly stats: StatCache;
  readonly disk?: Disk;
}

/** A file that is not what it was at the start of the build: the build must start again. */
export class ChangedWhileRead extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} changed while it was read`);
    this.path = path;
  }
}

/** Says so to whoever can't start again, or has done so often enough. */
export function changedWhileRead({ path }: ChangedWhileRead): Diagnostic {
  const message = `\`${path}\` changed again and again while the site was built`;
  return error('file/changing', message, { path, start: 0, end: 0 }, { hint: 'build again when it stays as it is' });
}

const trees = ['content', 'public', 'templates'] as const;
const absent: Digest = 'absent';

export function openSiteFiles({ root, templates, stats, disk = realDisk }: SiteFilesOptions): SiteFiles {
  const listings = new Map<string, readonly string[]>();
  const known = new Map<string, ReadonlySet<string>>();
  const digests = new Map<string, Digest>();
  const listDigests = new WeakMap<readonly string[], Digest>();
  const problems = new Map<string, Diagnostic>();
  /** What the listing could not take in: known until things are listed again. */
  const leftOut = new Map<string, Diagnostic>();
  /** Where links lead that stand for files of the site. */
  const targets = new Map<string, string>();

  /** Files that could not be read when they were last asked for: how they look says nothing. */
  const doubtful = new Set<string>();

  /** Where a file's bytes lie: what is read and what is looked at must be one file. */
  function fileOf(path: string): string {
    return targets.get(path) ?? locate(path);
  }

  function locate(path: string): string {
    const isTheme = path === 'templates' || path.startsWith('templates/');
    // Not `join`: this is asked for every file of every build.
    return isTheme ? `${templates}${path.slice('templates'.length)}` : `${root}/${path}`;
  }

  function treeOf(path: string): string {
    return path.slice(0, path.includes('/') ? path.indexOf('/') : path.length);
  }

  /** The sorted listing of `content`, `public` or `templates`. */
  function listing(tree: string): readonly string[] {
    const before = listings.get(tree);
    if (before) return before;
    const found: string[] = [];
    if (trees.some((name) => name === tree)) walk(tree, found);
    found.sort(byCodeUnit);
    listings.set(tree, found);
    known.set(tree, new Set(found));
    return found;
  }

  function walk(folder: string, found: string[]): void {
    let entries: ReturnType<Disk['list']>;
    try {
      entries = disk.list(locate(folder));
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT') leftOut.set(folder, unreadable(folder, cause));
      return;
    }
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path, found);
      else if (entry.isFile()) found.push(path);
      else if (entry.isSymbolicLink()) takeLink(path, found);
      else leftOut.set(path, special(path));
    }
  }

  /** A link to a file of the site stands for that file; any other is left out, loudly. */
  function takeLink(path: string, found: string[]): void {
    try {
      const target = disk.realPath(locate(path));
      const home = trees.map((tree) => realHome(tree) + sep).find((folder) => target.startsWith(folder));
      // What is hidden in a tree is no part of it, under whatever name.
      const isInside = home !== undefined && !target.slice(home.length).split(sep).some(isIgnored);
      if (!isInside) leftOut.set(path, strayLink(path, 'leads out of the site', 'copy the file into the site'));
      else if (disk.lstat(target)?.isFile()) {
        targets.set(path, target);
        found.push(path);
      } else leftOut.set(path, strayLink(path, 'leads to no file', 'link to a file, not to a folder'));
    } catch (cause) {
      leftOut.set(path, brokenLink(path, cause));
    }
  }

  function realHome(tree: string): string {
    const folder = locate(tree);
    return disk.stat(folder) === null ? folder : disk.realPath(folder);
  }

  function isListed(path: string): boolean {
    const tree = treeOf(path);
    listing(tree);
    return known.get(tree)?.has(path) ?? false;
  }

  /** Whether the listing is no longer true of what stands at a path. */
  function hasComeOrGone(path: string): boolean {
    const listed = known.get(treeOf(path));
    if (!listed) return false;
    try {
      const stats = disk.lstat(locate(path));
      if (stats) return !stats.isFile() || !listed.has(path);
      return listed.has(path) || [...listed].some((each) => each.startsWith(`${path}/`));
    } catch {
      return true;
    }
  }

  function digest(path: string): Digest {
    const before = digests.get(path);
    if (before !== undefined) return before;
    if (!isListed(path)) return remember(path, absent);
    const trusted = doubtful.has(path) ? null : stats.digestOf(path, fileOf(path));
    if (trusted !== null) return remember(path, trusted);
    load(path);
    return digests.get(path) ?? absent;
  }

  function remember(path: string, value: Digest): Digest {
    digests.set(path, value);
    return value;
  }

  /** Reads a file; its digest is a by-product, and must be the one handed out before. */
  function load(path: string): Uint8Array | null {
    if (!isListed(path)) {
      remember(path, absent);
      return null;
    }
    const promised = digests.get(path);
    let bytes: Uint8Array;
    try {
      // Looked at before and after: a digest may be trusted later only if the file stood still around the read.
      const before = stats.signatureOf(fileOf(path));
      bytes = readFile(disk, fileOf(path));
      const value = digestOf(bytes);
      if (promised !== undefined && promised !== value) {
        // Or it is as it was, and the note of it was wrong: next time it is read.
        doubtful.add(path);
        throw new ChangedWhileRead(path);
      }
      remember(path, value);
      stats.note(path, before, value);
      doubtful.delete(path);
    } catch (cause) {
      if (cause instanceof ChangedWhileRead) throw cause;
      doubtful.add(path);
      // Its content has been spoken of already: whoever spoke of it must hear that there is none.
      if (promised !== undefined && promised !== absent) throw new ChangedWhileRead(path);
      problems.set(path, unreadable(path, cause));
      remember(path, absent);
      return null;
    }
    return bytes;
  }

  const file: SiteFiles['file'] = { kind: 'input', name: 'file', digest, read: load };
  const list: SiteFiles['list'] = {
    kind: 'input',
    name: 'list',
    digest: (folder) => digestOfList(below(folder)),
    read: below,
  };
  const exists: SiteFiles['exists'] = {
    kind: 'input',
    name: 'exists',
    digest: (path) => (isListed(path) ? 'yes' : absent),
    read: isListed,
  };

  return {
    file,
    list,
    exists,
    refresh(change) {
      const isListedAnew = !change || change.isListing || change.paths.some(hasComeOrGone);
      if (isListedAnew) {
        listings.clear();
        known.clear();
        targets.clear();
        leftOut.clear();
      }
      for (const path of change?.paths ?? [...digests.keys()]) {
        digests.delete(path);
        problems.delete(path);
      }
      if (isListedAnew) return null;
      return { unchanged: [file, list, exists], changed: change.paths.map((path) => [file, path]) };
    },
    problems: () => [...leftOut, ...problems].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, problem]) => problem),
  };

  /** A whole tree's listing is one and the same until things are listed again, and is asked for with every edit. */
  function digestOfList(list: readonly string[]): Digest {
    const before = listDigests.get(list);
    if (before !== undefined) return before;
    const digest = digestOf(list.join('\n'));
    listDigests.set(list, digest);
    return digest;
  }

  function below(folder: string): readonly string[] {
    const all = listing(treeOf(folder));
    return folder.includes('/') ? all.filter((path) => path.startsWith(`${folder}/`)) : all;
  }
}

function unreadable(path: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  // Bytes of a name that are no text can't be given back to the system: the file is there, and can't be asked for.
  const isBadName = code === 'ENOENT' && path.includes('\uFFFD');
  const mayNot = code === 'EACCES' || code === 'EPERM';
  const hint = isBadName ? 'its name is not UTF-8: rename it' : mayNot ? 'give the build the right to read it' : null;
  return error('file/unreadable', `\`${path}\` cannot be read: ${reason(cause)}`, { path, start: 0, end: 0 }, { hint });
}

function special(path: string): Diagnostic {
  return warning('file/special', `\`${path}\` is no regular file and is left out`, { path, start: 0, end: 0 });
}

function brokenLink(path: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  if (code === 'ENOENT') return strayLink(path, 'leads to nothing', 'take it out, or make the file that it names');
  return code === 'ELOOP' ? strayLink(path, 'leads to itself', 'take it out') : unreadable(path, cause);
}

function strayLink(path: string, why: string, hint: string): Diagnostic {
  return warning('file/link', `the link \`${path}\` ${why} and is left out`, { path, start: 0, end: 0 }, { hint });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*$/s, '') : String(cause);
}
