// Where a lab runs: a scratch folder and, for root, separate namespaces (network with `lo` up, mounts, processes, IPC, host name) and control
// groups. Closing it must always end every process in it and remove everything it created.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { programPath, searchPath } from './unmet-needs.ts';
import { vmFolder, vmProgram } from './vm.ts';

export interface Sandbox {
  /** The scratch copy of the lab's folder. */
  readonly folder: string;
  /** Scratch folder for logs, outside of the lab's own folder. */
  readonly scratch: string;
  readonly isIsolated: boolean;
  /** Runs a bash script in the lab's folder, as the leader of a new process group. `output` is the file descriptor of its output. */
  start(script: string, output: number): ChildProcess;
  /** Ends all processes and removes mounts and files. Safe to call twice. */
  close(): void;
}

/** Whether this process can create namespaces: it runs as root, has the tools, and the kernel allows it. */
export function canIsolate(): boolean {
  if (process.getuid?.() !== 0 || ['unshare', 'nsenter', 'setpriv'].some((tool) => programPath(tool) === null))
    return false;
  try {
    execFileSync('unshare', [...unshareFlags, 'true'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

const enterFlags = ['--mount', '--net', '--pid', '--ipc', '--uts', '--cgroup'];
const unshareFlags = [...enterFlags, '--fork'];

/**
 * Copies a lab's folder, without its recordings, into a scratch folder and creates the namespaces. Rejects if that fails. With `hasVm`, the
 * program `vm` is on the PATH.
 */
export async function openSandbox(labFolder: string, isIsolated: boolean, hasVm: boolean): Promise<Sandbox> {
  const scratch = mkdtempSync(join(tmpdir(), 'octavo-lab-'));
  const id = basename(scratch);
  const folder = join(scratch, 'lab');
  cpSync(labFolder, folder, { recursive: true, filter: (source) => source !== join(labFolder, 'recordings') });
  for (const name of ['home', 'tmp']) mkdirSync(join(scratch, name));
  // Isolated labs see the scratch folder at /tmp, so that paths are the same in every run.
  const home = isIsolated ? '/tmp' : scratch;
  const environment = { ...labEnvironment(home, id), ...(hasVm ? addVm(scratch, home) : {}) };
  const groups = isIsolated ? createControlGroups(id) : [];
  const init = isIsolated ? await startInit(scratch, groups, environment) : null;
  const started = new Set<ChildProcess>();
  let isClosed = false;

  return {
    folder,
    scratch,
    isIsolated,
    start(script, output) {
      const file = join(scratch, `script-${started.size}.sh`);
      writeFileSync(file, `cd '${home}/lab' || exit 1\n${script}`);
      const bash = ['bash', '--noprofile', '--norc', join(home, basename(file))];
      const command = init ? joinCommand(groups, ['nsenter', `--target=${init.pid}`, ...enterFlags, ...bash]) : bash;
      const child = spawn(command[0] ?? 'bash', command.slice(1), {
        cwd: '/',
        env: environment,
        detached: true,
        stdio: ['ignore', output, output],
      });
      started.add(child);
      return child;
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      for (const child of started) killGroup(child);
      if (init?.process.pid) killQuietly(init.process.pid);
      if (!isIsolated) killMarkedProcesses(id);
      removeControlGroups(groups);
      removeTree(scratch);
    },
  };
}

/** Sends SIGTERM to a step's processes except `nsenter`, which waits for them and passes on their exit code. */
export function terminateGroup(child: ChildProcess, isIsolated: boolean): void {
  const members = groupOf(child.pid ?? -1);
  for (const pid of members) if (!isIsolated || pid !== child.pid) killQuietly(pid, 'SIGTERM');
}

/** Whether any process of a step's group is alive. */
export function isGroupAlive(child: ChildProcess): boolean {
  return groupOf(child.pid ?? -1).length > 0;
}

/** The live processes of a group, from `/proc/PID/stat` (proc(5)). */
function groupOf(leader: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        // Fields count from the third. A process with a dead first thread may be alive: other threads can still hold its sockets.
        const [state = '', , group] = fields;
        const threads = Number(fields[17]);
        return Number(group) === leader && (!'ZX'.includes(state) || threads > 1);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Sends SIGKILL to a step's process group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined) killQuietly(-child.pid);
}

/** Adds the program `vm` to the sandbox, and returns what it needs in the environment. */
function addVm(scratch: string, home: string): NodeJS.ProcessEnv {
  mkdirSync(join(scratch, 'bin'));
  copyFileSync(vmProgram, join(scratch, 'bin', 'vm'));
  chmodSync(join(scratch, 'bin', 'vm'), 0o755);
  return { PATH: `${home}/bin:${searchPath}`, OCTAVO_VM: vmFolder() ?? '' };
}

function labEnvironment(scratch: string, id: string): NodeJS.ProcessEnv {
  return {
    PATH: searchPath,
    HOME: join(scratch, 'home'),
    TMPDIR: join(scratch, 'tmp'),
    USER: process.getuid?.() === 0 ? 'root' : 'user',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    TERM: 'dumb',
    NO_COLOR: '1',
    GOPROXY: 'off',
    GOFLAGS: '-buildvcs=false',
    PYTHONDONTWRITEBYTECODE: '1',
    // Marks every process of the lab, so that those that left their process group are found at the end.
    OCTAVO_LAB: id,
  };
}

interface Init {
  readonly process: ChildProcess;
  /** PID outside of the namespaces, which `nsenter` needs. */
  readonly pid: number;
}

/** Starts PID 1 of the namespaces. Bash adopts and reaps orphans. When it ends, the kernel kills all processes in the namespaces. */
async function startInit(scratch: string, groups: readonly ControlGroup[], env: NodeJS.ProcessEnv): Promise<Init> {
  const mounts = groups.map(
    ({ mount, type, options }) => `umount '${mount}' && mount -t ${type} -o '${options}' ${type} '${mount}'`,
  );
  const script = [
    'ip link set lo up 2>/dev/null || true',
    // Names that labs would share if they run at the same time: networks, containers, and the locks of the virtual machine's file servers.
    ...['netns', 'runc', 'crun', 'containers', 'virtiofsd'].map(
      (name) => `mkdir -p /run/${name} && mount -t tmpfs -o mode=755 tmpfs /run/${name}`,
    ),
    ...mounts,
    `mount --bind '${scratch}' /tmp`,
    'echo ready',
    'while :; do sleep 3600 & wait; done',
  ].join('\n');
  // If this process is killed, the kernel kills `unshare`, then its child, and with it all processes in the namespaces.
  const unshare = ['unshare', ...unshareFlags, '--kill-child=SIGKILL', '--mount-proc'];
  const bash = ['bash', '--noprofile', '--norc', '-c', script];
  const command = joinCommand(groups, ['setpriv', '--pdeathsig=KILL', ...unshare, ...bash]);
  const child = spawn(command[0] ?? 'sh', command.slice(1), { env, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the lab's namespaces could not be created (exit code ${code})`)));
  });
  const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0]);
  return { process: child, pid };
}

interface ControlGroup {
  /** Mount point of the hierarchy. */
  readonly mount: string;
  /** The lab's own group in it. */
  readonly path: string;
  readonly type: 'cgroup' | 'cgroup2';
  /** Options to mount it again inside the lab's namespaces, where the lab's group is the root. */
  readonly options: string;
}

/** Creates a group for the lab in each control group hierarchy that allows it. The lab's containers get groups below it. */
function createControlGroups(id: string): ControlGroup[] {
  const lines = readFileSync('/proc/mounts', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, mount = '', type = '', options = ''] = line.split(' ');
    if (!mount.startsWith('/sys/fs/cgroup') || (type !== 'cgroup' && type !== 'cgroup2')) return [];
    const path = join(mount, id);
    try {
      mkdirSync(path);
    } catch {
      return [];
    }
    for (const file of ['cpuset.cpus', 'cpuset.mems']) copyQuietly(join(mount, file), join(path, file));
    return [{ mount, path, type, options }];
  });
}

/** Returns a command that joins the lab's control groups, then runs `command`. */
function joinCommand(groups: readonly ControlGroup[], command: readonly string[]): string[] {
  const joins = groups.map(({ path }) => `echo $$ > '${path}/cgroup.procs'`);
  return ['sh', '-c', `{ ${[...joins, ':'].join('; ')}; } 2>/dev/null; exec "$@"`, 'sh', ...command];
}

function removeControlGroups(groups: readonly ControlGroup[]): void {
  for (const { path } of groups) {
    for (let attempt = 0; attempt < 40 && !removeControlGroup(path); attempt++)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  }
}

/** Removes inner groups first. Returns false for a group that is still busy because its last process is just ending. */
function removeControlGroup(path: string): boolean {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) removeControlGroup(join(path, entry.name));
    rmdirSync(path);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  }
}

/** Without namespaces: kills processes that a lab left running, which it finds by the mark in their environment. */
function killMarkedProcesses(id: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (Number(pid) !== process.pid && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`OCTAVO_LAB=${id}`))
        process.kill(Number(pid), 'SIGKILL');
    } catch {
      // The process is already gone or belongs to another user.
    }
  }
}

function removeTree(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function killQuietly(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has already ended.
  }
}

function copyQuietly(from: string, to: string): void {
  try {
    writeFileSync(to, readFileSync(from));
  } catch {
    // Only cpuset hierarchies have this file.
  }
}
