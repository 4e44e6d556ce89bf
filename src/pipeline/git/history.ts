// The output of `git ls-tree` and `git log` → when each page last changed. It must find the right time or none: a wrong date is worse than
// no date. A commit that only renames a file, or changes its mode, doesn't change it.

import { byCodeUnit } from '../../text/order.ts';

export interface GitCommit {
  readonly id: string;
  /** Of the content folder in the repository, with a slash at its end: `site/content/`. */
  readonly prefix: string;
  /** Commits whose parents a shallow clone does not have, sorted. */
  readonly boundary: readonly string[];
}

/** Why there is no history. */
export type GitProblem = 'not-installed' | 'no-repository' | 'no-commit' | 'not-trusted' | 'failed';

export interface GitHistory {
  /** Pages in the present commit, by path from the site's root. */
  readonly files: { readonly [path: string]: CommittedFile };
  /** Whether pages changed last in or before the oldest commit that a shallow clone has. */
  readonly isCut: boolean;
  readonly problem: GitProblem | null;
}

export interface CommittedFile {
  /** Digest of its content, as git computes it. */
  readonly blob: string;
  /** When the last commit that changed it was written, in seconds since the epoch; null if that is not known. */
  readonly changed: number | null;
}

export function noHistory(problem: GitProblem): GitHistory {
  return { files: {}, isCut: false, problem };
}

/** `tree`: of `git ls-tree -r -z` in the content folder; `log`: of `git log --topo-order --raw -c -z --full-diff`, newest first. */
export function historyFrom({ prefix, boundary }: GitCommit, tree: string, log: string): GitHistory {
  const blobs = pagesIn(tree);
  const times = new Map<string, number>();
  const search = openSearch(prefix, blobs);
  const cutAt = new Set(boundary);
  let isCut = false;
  for (const commit of commitsIn(log)) {
    const found = search.changedIn(commit);
    if (cutAt.has(commit.id)) isCut ||= found.length > 0;
    else for (const page of found) times.set(page, commit.seconds);
  }
  const files = [...blobs].map(([path, blob]): [string, CommittedFile] => [
    `content/${path}`,
    { blob, changed: validTime(times.get(path)) },
  ]);
  return { files: Object.fromEntries(files), isCut, problem: null };
}

interface Commit {
  readonly id: string;
  readonly seconds: number;
  readonly changes: Change[];
}

interface Change {
  readonly path: string;
  /** Digests of the content before, one for each parent; only zeros where there was no such file. */
  readonly before: readonly string[];
  readonly after: string;
}

/** Finds, commit by commit from the newest, the pages whose present content each commit introduced. Each page is found at most once. */
function openSearch(prefix: string, blobs: ReadonlyMap<string, string>) {
  /** Pages by the path and content that they had after the commits that were seen. */
  const wanted = new Map<string, string[]>();
  for (const [path, blob] of blobs) wanted.set(`${blob} ${prefix}${path}`, [path]);

  function changedIn({ changes }: Commit): string[] {
    const found: string[] = [];
    for (const change of changes) {
      const key = `${change.after} ${change.path}`;
      const pages = wanted.get(key);
      if (pages === undefined || change.before.includes(change.after)) continue;
      wanted.delete(key);
      const source = sourceOf(change, changes);
      if (source === null) found.push(...pages);
      // What happened to a file before it was moved into the folder isn't in the log.
      else if (source.startsWith(prefix)) addTo(`${change.after} ${source}`, pages);
    }
    return found;
  }

  function addTo(key: string, pages: readonly string[]): void {
    wanted.set(key, [...(wanted.get(key) ?? []), ...pages]);
  }

  return { changedIn };
}

/** The path of which a new file is the renamed one: a file with the same content that the commit removed. Null if there is none. */
function sourceOf({ path, before, after }: Change, changes: readonly Change[]): string | null {
  if (before.length !== 1 || !before.every(isNothing)) return null;
  const name = path.slice(path.lastIndexOf('/'));
  const removed = changes.filter((other) => isNothing(other.after) && other.before[0] === after).map((one) => one.path);
  return removed.find((other) => other.endsWith(name)) ?? removed.toSorted(byCodeUnit)[0] ?? null;
}

function isNothing(blob: string): boolean {
  return /^0+$/.test(blob);
}

/** Contents of Markdown files by path from the content folder. Links are none. */
function pagesIn(tree: string): ReadonlyMap<string, string> {
  const rows = tree.matchAll(/(?:^|\0)100\d{3} blob ([0-9a-f]+)\t([^\0]+\.(?:md|markdown))(?=\0)/gi);
  return new Map(Array.from(rows, ([, blob = '', path = '']) => [path, blob]));
}

/** A commit is `ID SECONDS`, followed by its changes: one colon and mode for each parent, modes, contents and status, then the path. */
function* commitsIn(log: string): Iterable<Commit> {
  let commit: Commit | null = null;
  let change: Omit<Change, 'path'> | null = null;
  for (const token of log.split('\0')) {
    if (change !== null) {
      commit?.changes.push({ ...change, path: token });
      change = null;
      continue;
    }
    const fields = token.trimStart();
    const start = /^([0-9a-f]{40,64}) (-?\d+)$/.exec(fields);
    if (start) {
      if (commit !== null) yield commit;
      commit = { id: start[1] ?? '', seconds: Number(start[2]), changes: [] };
    } else if (fields.startsWith(':')) {
      const parents = /^:+/.exec(fields)?.[0].length ?? 1;
      const contents = fields.split(' ').slice(parents + 1, -1);
      change = { before: contents.slice(0, parents), after: contents[parents] ?? '' };
    }
  }
  if (commit !== null) yield commit;
}

/** A time in a year of four digits, in any zone. */
function validTime(seconds: number | undefined): number | null {
  return seconds !== undefined && seconds >= 0 && seconds < 253_370_764_800 ? seconds : null;
}
