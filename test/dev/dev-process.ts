// `octavo dev` as a process of its own, as a writer runs it: started by the launcher, ended by signals, measured from outside.

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
  /** Everything it printed until now. */
  output(): string;
  /** Resolves with the match once the output, from a place on, matches. */
  printed(pattern: RegExp, from?: number): Promise<RegExpExecArray>;
  /** Resolves with `http://127.0.0.1:1234` once it listens. */
  origin(): Promise<string>;
  /** Resolves with the exit code once it has ended. */
  ended(): Promise<number | null>;
}

export interface DevProcessOptions {
  /** Where the tool lies; default: here. */
  readonly tool?: string;
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly nodeArgs?: readonly string[];
}

/** Starts it in a process group of its own, as a terminal does; the whole group is gone after the test. */
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
      if (child.exitCode !== null) throw new Error(`it ended before it printed ${String(pattern)}:\n${text}`);
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

/** What Ctrl-C in a terminal sends: to every process of the group. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Processes of a group that are there, zombies left out. */
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

/** Arguments for Node that make the process print its heap when it gets SIGUSR2. `folder` keeps a file for it. */
export function withHeapReport(folder: string): string[] {
  const file = join(folder, 'report.mjs');
  const report = "gc(); gc(); console.log('heap ' + process.memoryUsage().heapUsed);";
  writeFileSync(file, `process.on('SIGUSR2', () => { ${report} });\n`);
  return ['--expose-gc', '--import', file];
}

/** Bytes in use after everything that can be collected is. */
export async function heapOf(dev: DevProcess): Promise<number> {
  const from = dev.output().length;
  process.kill(dev.pid, 'SIGUSR2');
  return Number((await dev.printed(/^heap (\d+)$/m, from))[1]);
}
