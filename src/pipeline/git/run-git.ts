// Asks git about the folder of a site: its present commit, the log of its files, and which files it ignores. It must never run anything that
// the repository or the content names (hooks, pagers, signature checks, file-system monitors, filters, remote helpers), never use the network,
// and never throw.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { type GitCommit, type GitHistory, type GitProblem, historyFrom, noHistory } from './history.ts';

export interface Git {
  /** The present commit and what is known of its history; asked once until `refresh`. */
  readonly state: () => GitCommit | GitFailure;
  /** When each page last changed, as of `state()`. */
  readonly history: () => GitHistory;
  /** Those of the paths that git would not add; none where git can't say. `paths` start with `content/`. */
  readonly ignored: (paths: readonly string[]) => readonly string[];
  /** Asks again from now on. */
  readonly refresh: () => void;
}

/** Why git can't say anything. */
export interface GitFailure {
  readonly problem: GitProblem;
}

/** Longer than any log takes; git that waits for something must not hold the build. */
const limitMs = 120_000;
const maxBytes = 256 * 1024 * 1024;

/** Settings of the repository that would run a program or change the log. A setting given here wins over all files. */
const settings = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.follow=false',
  // A folder of content that looks like a bare repository is not one.
  'safe.bareRepository=explicit',
];

/** Combined for merges: a merge changed a file only if it differs from all parents. */
const logOptions = [
  '--topo-order',
  '--format=tformat:%H %at',
  '--raw',
  '-c',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-color',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  `-O${devNull}`,
  // Shows from where files were moved into the folder.
  '--full-diff',
];

/** `root`: absolute folder of the site. `environment`: of the process; only what git needs of it is passed on. */
export function openGit(root: string, environment: NodeJS.ProcessEnv): Git {
  let state: GitCommit | GitFailure | null = null;
  const run: Run = (args, input) => runGit(root, environment, args, input);
  return {
    state: () => (state ??= stateOf(root, run)),
    history() {
      const commit = (state ??= stateOf(root, run));
      if ('problem' in commit) return noHistory(commit.problem);
      const tree = run(['ls-tree', '-r', '-z', commit.id]);
      const log = run(['log', ...logOptions, commit.id, '--', '.']);
      if (typeof tree !== 'string' || typeof log !== 'string') return noHistory('failed');
      return historyFrom(commit, tree, log);
    },
    ignored(paths) {
      if (paths.length === 0) return [];
      // It fails if no path is ignored.
      const names = paths.map((path) => path.replace(/^content\//, ''));
      const found = run(['check-ignore', '-z', '--stdin'], names.join('\0'));
      return typeof found === 'string'
        ? found.split('\0').flatMap((name) => (name === '' ? [] : `content/${name}`))
        : [];
    },
    refresh() {
      state = null;
    },
  };
}

type Run = (args: readonly string[], input?: string) => string | GitFailure;

function stateOf(root: string, run: Run): GitCommit | GitFailure {
  const found = run(['rev-parse', 'HEAD^{commit}', '--git-path', 'shallow', '--show-prefix']);
  if (typeof found !== 'string') return found;
  const [id = '', shallow = '', prefix = '', ...rest] = found.split('\n');
  // A path with a line end in its name.
  if (!/^[0-9a-f]{40,64}$/.test(id) || rest.length !== 1) return { problem: 'failed' };
  return { id, prefix, boundary: boundaryIn(resolve(root, 'content', shallow)) };
}

/** The commits whose parents a shallow clone does not have. */
function boundaryIn(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean).toSorted();
  } catch {
    return [];
  }
}

function runGit(
  root: string,
  environment: NodeJS.ProcessEnv,
  args: readonly string[],
  input = '',
): string | GitFailure {
  const paths = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute);
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  const program = paths.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (program === undefined) return { problem: 'not-installed' };
  const options = settings.flatMap((setting) => ['-c', setting]);
  const { error, status, stdout, stderr } = spawnSync(
    program,
    ['--no-pager', '--no-replace-objects', ...options, '-C', 'content', ...args],
    {
      cwd: root,
      env: environmentFor(environment, paths),
      input,
      stdio: 'pipe',
      timeout: limitMs,
      killSignal: 'SIGKILL',
      maxBuffer: maxBytes,
      windowsHide: true,
    },
  );
  if (error === undefined && status === 0) return stdout.toString();
  return { problem: problemIn(stderr?.toString() ?? '') };
}

/**
 * Nothing that redirects git (`GIT_DIR`, `GIT_CONFIG_…`) or names programs for it is passed on. The user's own settings are read, because
 * they say which folders of other users are trusted.
 */
function environmentFor(environment: NodeJS.ProcessEnv, paths: readonly string[]): NodeJS.ProcessEnv {
  const kept = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'SystemRoot', 'SUDO_UID'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))),
    PATH: paths.join(delimiter),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone would fetch what it lacks, by whatever command its settings name. Older versions of git know only the protocols.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_GRAFT_FILE: devNull,
  };
}

function problemIn(message: string): GitProblem {
  if (/not a git repository|cannot use bare repository|must be run in a work tree/.test(message))
    return 'no-repository';
  if (/dubious ownership|unsafe repository/.test(message)) return 'not-trusted';
  return /ambiguous argument|unknown revision|bad revision|Needed a single revision/.test(message)
    ? 'no-commit'
    : 'failed';
}
