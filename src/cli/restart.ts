// When the tool's own sources change, `dev` is started anew. What was compiled from them is tried first, in a process of its own: as long
// as it can't start, the process that serves the site goes on.

import pc from 'picocolors';

/** Exit code by which a process asks to be started anew. */
export const restartCode = 75;
export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A child that is in the middle of something is ended by force; its cache stands that. */
const patienceMs = 700;
/** To start takes a moment; what hangs is a fault, too. */
const trialMs = 30_000;
const portName = 'OCTAVO_DEV_PORT';
const trialName = 'OCTAVO_DEV_TRIAL';

/** Where the process before listened: tabs will look there. Null in the first. */
export function portGiven(): number | null {
  const port = process.env[portName];
  return port === undefined ? null : Number(port);
}

/** Whether this process has only to find out whether it could serve. */
export function isTrial(): boolean {
  return process.env[trialName] !== undefined;
}

/** Why what the sources say now can't take over. */
export interface Fault {
  readonly message: string;
  /** What it printed. */
  readonly output: string;
}

/** Tries what the sources say, whenever asked to; the last answer counts. `onFault` hears null when a try begins. */
export function openRestart(onReady: () => void, onFault: (fault: Fault | null) => void): { prepare(): Promise<void> } {
  let isRunning = false;
  let isAgain = false;
  return {
    async prepare() {
      isAgain = true;
      if (isRunning) return;
      isRunning = true;
      let fault: Fault | null = null;
      while (isAgain) {
        isAgain = false;
        fault = await faultOfStart();
      }
      isRunning = false;
      onFault(fault);
      if (fault === null) onReady();
    },
  };
}

/** The launcher compiles before it does anything. */
async function faultOfStart(): Promise<Fault | null> {
  // Seldom needed, as is what follows: no start waits for it.
  const { execFile } = await import('node:child_process');
  const [, launcher = '', ...words] = process.argv;
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--enable-source-maps', launcher, ...words],
      { env: { ...process.env, [trialName]: '1' }, timeout: trialMs },
      (failure, _, stderr) => resolve(failure && faultIn(stderr, failure.message)),
    );
  });
}

function faultIn(stderr: string, otherwise: string): Fault {
  const isCompiled = !/^Error: Build failed|\berror: Build failed/im.test(stderr);
  // Words of esbuild stand before those of Node; where it started, what was thrown stands behind a line of compiled code.
  const output = isCompiled
    ? stderr.replace(/^[^]*?\n(?=\S*Error\b)/, '').replace(/\nNode\.js v.*/, '')
    : stderr.replace(/\n(?:file:|node:)[^]*$/, '');
  const message = isCompiled ? 'the tool does not start' : 'the tool does not compile';
  return { message, output: output.trim() || otherwise };
}

/** Runs `dev` in processes of their own, one after the other as each asks for the next; for what is served no more in this one. */
export async function serveInChildren(port: number, sources: string): Promise<number> {
  for (;;) {
    console.log(pc.dim('starting anew'));
    const code = await runChild(port);
    if (code === restartCode) continue;
    if (code === 0) return 0;
    console.error(`${pc.red(`the tool ended by itself, with ${code}`)}: it is started again when its sources change`);
    await changeOf(sources);
  }
}

async function runChild(port: number): Promise<number> {
  const { spawn } = await import('node:child_process');
  // The channel tells the child when this process is gone, however it ended.
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [portName]: String(port) },
  });
  let deadline: NodeJS.Timeout | undefined;
  // Ctrl-C reaches the child by itself as well; being asked twice is nothing to it.
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    deadline ??= setTimeout(() => child.kill('SIGKILL'), patienceMs);
  };
  for (const signal of endings) process.on(signal, end);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const signal of endings) process.off(signal, end);
  const isAsked = deadline !== undefined;
  clearTimeout(deadline);
  return isAsked ? 0 : (code ?? 1);
}

async function changeOf(folder: string): Promise<void> {
  const { watchFolders } = await import('../dev/watch/watch.ts');
  await new Promise<void>((resolve) => {
    const watcher = watchFolders([{ name: 'src', folder }], {
      onChange() {
        resolve();
        void watcher.close();
      },
      onProblem() {},
    });
  });
}
