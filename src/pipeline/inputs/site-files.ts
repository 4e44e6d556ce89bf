// The files of a site: a consistent view of content/, public/ and templates/ for each build.
// It must never follow a link out of the site or open anything but regular files; a file that can't be read is reported, not thrown.

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
  /** A file's bytes by its path from the root; null if there is none. */
  readonly file: Input<Uint8Array | null>;
  /** Paths of all files below a folder, sorted by code unit. */
  readonly list: Input<readonly string[]>;
  /** Whether a file exists, for readers that do not need its content. */
  readonly exists: Input<boolean>;
  /**
   * Starts a new generation: everything will be read again, or with `change` only the contents of those files. Returns what is known to be
   * unchanged, null if that is nothing.
   */
  refresh(change?: FileChanges): KnownChanges | null;
  /** Reports files and folders that could not be read or were skipped, as far as they were asked for. */
  problems(): readonly Diagnostic[];
  /** Absolute path of a file, whether it exists or not. */
  readonly absoluteOf: (path: string) => string;
}

/** Changes that a watcher has seen. */
export interface FileChanges {
  /** Files whose content may differ. */
  readonly paths: readonly string[];
  /** Whether files may have been added or removed. */
  readonly isListingChanged: boolean;
}

export interface SiteFilesOptions {
  /** Absolute. */
  readonly root: string;
  /** Absolute folder of the theme: the site's own if it is complete, else the default theme. */
  readonly templates: string;
  /** Absolute folder whose files replace the theme's files of the same path; null if there is none. */
  readonly overlay?: string | null;
  readonly stats: StatCache;
  readonly disk?: Disk;
}

/** A file changed during the build: the build must start again. */
export class ChangedWhileRead extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} changed while it was read`);
    this.path = path;
  }
}

/** The error for a build that can't start again, or has done so often enough. */
export function changedWhileRead({ path }: ChangedWhileRead): Diagnostic {
  const message = `\`${path}\` changed again and again while the site was built`;
  return error(
    'file/changing',
    message,
    { path, start: 0, end: 0 },
    { hint: 'build again when nothing writes to it any more' },
  );
}

const trees = ['content', 'public', 'templates'] as const;
const absent: Digest = 'absent';

export function openSiteFiles({
  root,
  templates,
  overlay = null,
  stats,
  disk = realDisk,
}: SiteFilesOptions): SiteFiles {
  const listings = new Map<string, readonly string[]>();
  const listedSets = new Map<string, ReadonlySet<string>>();
  const digests = new Map<string, Digest>();
  const listDigests = new WeakMap<readonly string[], Digest>();
  const problems = new Map<string, Diagnostic>();
  /** What the listings could not include. */
  const skipped = new Map<string, Diagnostic>();
  /** Targets of links to files of the site. */
  const linkTargets = new Map<string, string>();

  /** Files that could not be read the last time: their stats can't be trusted. */
  const unreliable = new Set<string>();

  /** Absolute path of a file: content and stats must be those of the same file. */
  function fileOf(path: string): string {
    return linkTargets.get(path) ?? locate(path);
  }

  function locate(path: string): string {
    // Not `join`, which is slow: each build calls this for every file.
    if (!isInTheme(path)) return `${root}/${path}`;
    const rest = path.slice('templates'.length);
    return overlay !== null && disk.lstat(overlay + rest) !== null ? overlay + rest : templates + rest;
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
    listedSets.set(tree, new Set(found));
    return found;
  }

  function walk(folder: string, found: string[]): void {
    let entries: ReturnType<Disk['list']>;
    try {
      entries = overlay !== null && isInTheme(folder) ? themeEntries(folder) : disk.list(locate(folder));
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT') skipped.set(folder, unreadable(folder, cause));
      return;
    }
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path, found);
      else if (entry.isFile()) found.push(path);
      else if (entry.isSymbolicLink()) addLink(path, found);
      else skipped.set(path, notRegular(path));
    }
  }

  /** The entries of the overlay's folder and of the theme's. Only two folders of the same name are merged. */
  function themeEntries(folder: string): ReturnType<Disk['list']> {
    const rest = folder.slice('templates'.length);
    const [own, others] = [overlay ?? '', templates].map((home) =>
      disk.stat(home + rest) ? disk.list(home + rest) : [],
    );
    const names = new Set(own?.map(({ name }) => name));
    return [...(own ?? []), ...(others ?? []).filter(({ name }) => !names.has(name))];
  }

  /** A link to a file of the site counts as that file; any other link is skipped with a warning. */
  function addLink(path: string, found: string[]): void {
    try {
      const target = disk.realPath(locate(path));
      const home = homes().find((folder) => target.startsWith(folder));
      // An ignored file is not part of the site under any other name either.
      const isInside = home !== undefined && !target.slice(home.length).split(sep).some(isIgnored);
      if (!isInside) skipped.set(path, skippedLink(path, 'points out of the site', 'copy the file into the site'));
      else if (disk.lstat(target)?.isFile()) {
        linkTargets.set(path, target);
        found.push(path);
      } else skipped.set(path, skippedLink(path, 'does not point to a file', 'link to a file, not to a folder'));
    } catch (cause) {
      skipped.set(path, brokenLink(path, cause));
    }
  }

  /** The real folders of the site, each with a separator at its end. */
  function homes(): string[] {
    const folders = [...trees.map(locate), ...(overlay === null ? [] : [templates])];
    return folders.map((folder) => (disk.stat(folder) === null ? folder : disk.realPath(folder)) + sep);
  }

  function isListed(path: string): boolean {
    const tree = treeOf(path);
    listing(tree);
    return listedSets.get(tree)?.has(path) ?? false;
  }

  /** Whether the listing is out of date at a path. */
  function hasComeOrGone(path: string): boolean {
    const listed = listedSets.get(treeOf(path));
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
    const trusted = unreliable.has(path) ? null : stats.digestOf(path, fileOf(path));
    if (trusted !== null) return remember(path, trusted);
    load(path);
    return digests.get(path) ?? absent;
  }

  function remember(path: string, value: Digest): Digest {
    digests.set(path, value);
    return value;
  }

  /** Reads a file. Its digest must be the one that was returned before. */
  function load(path: string): Uint8Array | null {
    if (!isListed(path)) {
      remember(path, absent);
      return null;
    }
    const expected = digests.get(path);
    let bytes: Uint8Array;
    try {
      // Taken before the read: if the file changes meanwhile, its stats will not match the record.
      const before = stats.signatureOf(fileOf(path));
      bytes = readFile(disk, fileOf(path));
      const value = digestOf(bytes);
      if (expected !== undefined && expected !== value) {
        // Or the file is unchanged and its record was wrong, so it is read next time.
        unreliable.add(path);
        throw new ChangedWhileRead(path);
      }
      remember(path, value);
      stats.record(path, before, value);
      unreliable.delete(path);
    } catch (cause) {
      if (cause instanceof ChangedWhileRead) throw cause;
      unreliable.add(path);
      // It was removed after the folder was listed. A watcher that never saw it has no event for that.
      const isGone = codeOf(cause) === 'ENOENT' && !hasBadName(path);
      // Or its digest was returned already, so the build must start again.
      if (isGone || (expected !== undefined && expected !== absent)) throw new ChangedWhileRead(path);
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
    digest: (folder) => digestOfList(filesBelow(folder)),
    read: filesBelow,
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
      const mustList = !change || change.isListingChanged || change.paths.some(hasComeOrGone);
      if (mustList) {
        listings.clear();
        listedSets.clear();
        linkTargets.clear();
        skipped.clear();
      }
      for (const path of change?.paths ?? [...digests.keys()]) {
        digests.delete(path);
        problems.delete(path);
      }
      if (mustList) return null;
      return { unchanged: [file, list, exists], changed: change.paths.map((path) => [file, path]) };
    },
    absoluteOf: fileOf,
    problems: () => [...skipped, ...problems].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, problem]) => problem),
  };

  /** The listing of a whole tree is the same list until the tree is listed again, and every edit asks for its digest. */
  function digestOfList(list: readonly string[]): Digest {
    const before = listDigests.get(list);
    if (before !== undefined) return before;
    const digest = digestOf(list.join('\n'));
    listDigests.set(list, digest);
    return digest;
  }

  function filesBelow(folder: string): readonly string[] {
    const all = listing(treeOf(folder));
    return folder.includes('/') ? all.filter((path) => path.startsWith(`${folder}/`)) : all;
  }
}

function isInTheme(path: string): boolean {
  return path === 'templates' || path.startsWith('templates/');
}

function unreadable(path: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  const isForbidden = code === 'EACCES' || code === 'EPERM';
  const hint = hasBadName(path)
    ? 'its name is not valid UTF-8: rename it'
    : isForbidden
      ? 'give the build permission to read it'
      : null;
  return error('file/unreadable', `\`${path}\` cannot be read: ${reason(cause)}`, { path, start: 0, end: 0 }, { hint });
}

/** A name that is not valid UTF-8 can't be passed back to the system, so the file seems to be missing. */
function hasBadName(path: string): boolean {
  return path.includes('\uFFFD');
}

function notRegular(path: string): Diagnostic {
  return warning('file/special', `\`${path}\` is not a regular file and is ignored`, { path, start: 0, end: 0 });
}

function brokenLink(path: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  if (code === 'ENOENT')
    return skippedLink(path, 'points to nothing', 'remove it, or create the file that it points to');
  return code === 'ELOOP' ? skippedLink(path, 'points to itself', 'remove it') : unreadable(path, cause);
}

function skippedLink(path: string, why: string, hint: string): Diagnostic {
  return warning('file/link', `the link \`${path}\` ${why} and is ignored`, { path, start: 0, end: 0 }, { hint });
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*$/s, '') : String(cause);
}
