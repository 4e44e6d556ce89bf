// Restarts `dev` when the tool's own sources change: the first process becomes the parent of a chain of children. Must never end a
// process that serves because of sources that don't compile.

import pc from 'picocolors';

/** Exit code by which a process asks to be restarted. */
export const restartCode = 75;
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long a child may take to end before it is killed. Its cache survives that. */
const childGraceMs = 700;
const compileLimitMs = 30_000;
const portVariable = 'OCTAVO_DEV_PORT';

/** The port of the process before this one, where open tabs look for the new one. Null in the first process. */
export function inheritedPort(): number | null {
  const port = process.env[portVariable];
  return port === undefined ? null : Number(port);
}

/** Compiles the tool's sources each time `compile` is called. `onResult` gets the compiler's output if they don't compile, else null. */
export function openToolCompiler(onResult: (error: string | null) => void): { compile(): Promise<void> } {
  let isRunning = false;
  let isStale = false;
  return {
    async compile() {
      isStale = true;
      if (isRunning) return;
      isRunning = true;
      let error: string | null = null;
      while (isStale) {
        isStale = false;
        error = await compileError();
      }
      isRunning = false;
      onResult(error);
    },
  };
}

/** The launcher compiles changed sources before it does anything else; `--help` is the least it can do after that. */
async function compileError(): Promise<string | null> {
  // Imported here because it is rarely needed and every start would wait for it.
  const { execFile } = await import('node:child_process');
  const [, launcher = ''] = process.argv;
  return await new Promise((resolve) => {
    execFile(process.execPath, [launcher, '--help'], { timeout: compileLimitMs }, (failure, _, stderr) =>
      resolve(failure && (stderr.trim() || failure.message)),
    );
  });
}

/**
 * Runs `dev` in one child process after another until one ends without asking for a restart. Resolves with the exit code. `port` is the
 * one this process listened on; `sources` is the folder to watch after a child has crashed.
 */
export async function serveInChildren(port: number, sources: string): Promise<number> {
  for (;;) {
    console.log(pc.dim('restarting'));
    const code = await runChild(port);
    if (code === restartCode) continue;
    if (code === 0) return 0;
    // Said once the sources are watched: a change before that would go unnoticed.
    const onWatching = () =>
      console.error(`${pc.red(`the tool exited with code ${code}`)}: it restarts when its sources change`);
    await sourceChange(sources, onWatching);
  }
}

async function runChild(port: number): Promise<number> {
  const { spawn } = await import('node:child_process');
  // The IPC channel tells the child when this process is gone, however it ended.
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [portVariable]: String(port) },
  });
  let deadline: NodeJS.Timeout | undefined;
  // Ctrl-C reaches the child directly as well; a second signal does no harm.
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    deadline ??= setTimeout(() => child.kill('SIGKILL'), childGraceMs);
  };
  for (const signal of endSignals) process.on(signal, end);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (const signal of endSignals) process.off(signal, end);
  const isAsked = deadline !== undefined;
  clearTimeout(deadline);
  return isAsked ? 0 : (code ?? 1);
}

async function sourceChange(folder: string, onWatching: () => void): Promise<void> {
  const { watchFolders } = await import('../dev/watch/watch-site.ts');
  await new Promise<void>((resolve) => {
    const watcher = watchFolders([{ name: 'src', folder }], {
      onChange() {
        resolve();
        void watcher.close();
      },
      onProblem() {},
    });
    void watcher.ready.then(onWatching);
  });
}
