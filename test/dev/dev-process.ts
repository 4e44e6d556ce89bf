// `octavo dev` as a separate process, as a writer runs it: started by the launcher, ended by signals, measured from outside.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { digestOf } from '../../src/text/digest.ts';

const repository = join(import.meta.dirname, '..', '..');

export interface DevProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves with the match once the output after `from` matches. */
  printed(pattern: RegExp, from?: number): Promise<RegExpExecArray>;
  /** Resolves with `http://127.0.0.1:1234` once it listens. */
  origin(): Promise<string>;
  /** Resolves with the exit code once it has ended. */
  ended(): Promise<number | null>;
}

export interface DevProcessOptions {
  /** Folder of the tool; default: this repository. */
  readonly tool?: string;
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly nodeArgs?: readonly string[];
}

/** Starts it in a new process group, like a terminal. The test's end kills the group. */
export function startDevProcess(root: string, options: DevProcessOptions = {}): DevProcess {
  const { tool = repository, args = [], env = {}, nodeArgs = [] } = options;
  const launcher = join(tool, 'scripts', 'octavo.cjs');
  const child = spawn(process.execPath, [...nodeArgs, launcher, 'dev', '--root', root, '--port', '0', ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const exit: Promise<unknown[]> = once(child, 'exit');
  const pid = child.pid ?? 0;
  onTestFinished(() => {
    signalGroup(pid, 'SIGKILL');
    rmSync(join(tool, 'node_modules/.cache/octavo/sites', digestOf(realpathSync(root))), {
      recursive: true,
      force: true,
    });
  });

  const printed = async (pattern: RegExp, from = 0): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(text.slice(from));
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`it exited before it printed ${String(pattern)}:\n${text}`);
      await pause(5);
    }
  };
  return {
    child,
    pid,
    output: () => text,
    printed,
    origin: async () => (await printed(/ready at (http:\/\/[^/]*)\//))[1] ?? '',
    async ended() {
      await exit;
      return child.exitCode;
    },
  };
}

/** Sends a signal to every process of the group, like Ctrl-C in a terminal. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has already ended.
  }
}

/** The processes of a group, except zombies. */
export function groupOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      const [state, , group] = statOf(each);
      return group === String(pid) && state !== 'Z';
    });
}

function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}

export function descriptorsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Arguments for Node that make the process print its heap size on SIGUSR2. They need a file in `folder`. */
export function withHeapReport(folder: string): string[] {
  const file = join(folder, 'report.mjs');
  const report = "gc(); gc(); console.log('heap ' + process.memoryUsage().heapUsed);";
  writeFileSync(file, `process.on('SIGUSR2', () => { ${report} });\n`);
  return ['--expose-gc', '--import', file];
}

/** Bytes in use after a garbage collection. */
export async function heapOf(dev: DevProcess): Promise<number> {
  const from = dev.output().length;
  process.kill(dev.pid, 'SIGUSR2');
  return Number((await dev.printed(/^heap (\d+)$/m, from))[1]);
}
