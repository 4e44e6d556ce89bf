// `octavo dev`: the site while it is written. Ends on Ctrl-C; restarts itself when the tool's own sources change.

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { openSite, type Site } from '../build/open-site.ts';
import type { BuildResult } from '../build/session.ts';
import type { Change } from '../build/world.ts';
import { startDevServer } from '../dev/server.ts';
import { type WatchedFolder, watchFolders } from '../dev/watch.ts';
import type { Values } from './arguments.ts';
import { listeningError } from './listening.ts';
import { futureNote, printDiagnostics, tally } from './report.ts';
import { siteRoot } from './site-root.ts';

/** Exit code by which a child asks to be started anew. */
const restartCode = 75;
const defaultPort = 4321;
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A child that is in the middle of something is ended by force; its cache stands that. */
const patienceMs = 700;

export async function run(values: Values): Promise<number> {
  if (process.env['OCTAVO_DEV_CHILD'] === undefined && process.env['OCTAVO_DEV_ONCE'] === undefined)
    return await runAsChild();
  return await serve(values);
}

/** Runs `dev` in a process of its own, as often as it asks for it. */
async function runAsChild(): Promise<number> {
  for (;;) {
    // The channel tells the child when this process is gone, however it ended.
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, OCTAVO_DEV_CHILD: '1' },
    });
    let deadline: NodeJS.Timeout | undefined;
    // Ctrl-C reaches the child by itself as well; being asked twice is nothing to it.
    const end = (signal: NodeJS.Signals) => {
      child.kill(signal);
      deadline ??= setTimeout(() => child.kill('SIGKILL'), patienceMs);
    };
    for (const signal of endings) process.on(signal, end);
    const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 0)));
    clearTimeout(deadline);
    for (const signal of endings) process.off(signal, end);
    if (code !== restartCode) return code;
    console.log(pc.dim('the tool changed: starting anew'));
  }
}

async function serve(values: Values): Promise<number> {
  const startedMs = performance.now();
  const root = siteRoot(values);
  const host = values.text('host') ?? '127.0.0.1';
  const isOpen = host !== '127.0.0.1' && host !== 'localhost' && host !== '::1';
  let shown = '';
  let isFirst = true;
  const site = openSite({
    root,
    drafts: true,
    future: true,
    url: values.text('url'),
    isTrusting: true,
    isFresh: false,
    workers: null,
  });

  const textOf = (path: string) => {
    try {
      return site.session.textOf(path);
    } catch {
      // It is changing right now; the next build says what is wrong with it then.
      return null;
    }
  };
  /** When the first file of a change was saved, and when the first tab was told of it. */
  let savedMs: number | null = null;
  let shownMs: number | null = null;
  const screenTime = () =>
    savedMs === null || shownMs === null ? '' : `, on screen ${Math.round(shownMs - savedMs)} ms after the save`;
  const report = (result: BuildResult, durationMs: number) => {
    const printed = printDiagnostics(result.diagnostics, textOf);
    if (printed !== shown) {
      if (printed !== '') console.error(`\n${printed}\n`);
      console.log(result.diagnostics.length > 0 ? tally(result.diagnostics) : pc.green('all is well again'));
    }
    shown = printed;
    const note = futureNote(result.future, true);
    if (isFirst && note !== '') console.log(pc.dim(note));
    const runs = Object.entries(result.counts).filter(([rule]) => rule === 'page' || rule === 'output');
    const work = runs.map(([rule, count]) => `${count} ${rule}${count === 1 ? '' : 's'}`).join(', ');
    if (!isFirst && work !== '')
      console.log(
        pc.dim(`${new Date().toLocaleTimeString('en-GB')} ${work} in ${Math.round(durationMs)} ms${screenTime()}`),
      );
    isFirst = false;
    savedMs = null;
    shownMs = null;
  };

  const server = await startDevServer({
    session: site.session,
    host,
    port: values.count('port', 0, 65_535) ?? defaultPort,
    onBuilt: report,
    onShown() {
      shownMs ??= performance.now();
    },
    onFailed: (cause) => console.error(pc.red('the build failed:'), cause),
  }).catch((cause: unknown) => {
    throw listeningError(cause, host);
  });
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`;
  console.log(
    `${pc.green('ready')} at ${pc.bold(address)} ${pc.dim(`(${Math.round(performance.now() - startedMs)} ms)`)}`,
  );
  if (isOpen) console.log(pc.yellow('anybody who can reach this machine can read the site, drafts included'));
  if (values.flag('open')) openBrowser(address);

  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  for (const signal of endings) process.on(signal, () => end(0));
  process.on('disconnect', () => end(0));

  const tool = watchTool(() => end(restartCode));
  const onChange = (change: Change | null, sinceMs: number) => {
    if (change?.paths.some((path) => path.startsWith('src/'))) {
      void tool.check();
      return;
    }
    savedMs ??= sinceMs;
    void server.rebuild(change ?? undefined);
  };
  // Whoever asks for a page first must not wait until a thousand files are watched.
  let stopWatching = async (): Promise<void> => {};
  let isEnding = false;
  void server.site.ready.then(async () => {
    if (isEnding) return;
    const watcher = watchFolders(watchedFolders(root, site), onChange, (message) => console.error(pc.red(message)));
    stopWatching = () => watcher.close();
    await watcher.ready;
    // What happened before all folders were watched no event told.
    await server.site.rebuild();
  });

  const code = await ended;
  isEnding = true;
  // Whatever is still under way must not keep the terminal waiting.
  setTimeout(() => process.exit(code), 500).unref();
  const [isWhole] = await Promise.all([server.close(), stopWatching()]);
  // Half a build must not be written down: the next run would take it for a whole one.
  if (isWhole) site.session.save();
  site.close();
  process.exit(code);
}

/** Compiles the tool's changed sources; whoever serves the site goes on until that succeeds. */
function watchTool(onCompiled: () => void): { check(): Promise<void> } {
  let running = false;
  let isAgain = false;
  return {
    async check() {
      isAgain = true;
      if (running) return;
      running = true;
      let problem: string | null = null;
      while (isAgain) {
        isAgain = false;
        problem = await compileProblem();
      }
      running = false;
      if (problem === null) onCompiled();
      else console.error(`\n${problem}\n${pc.red('the tool does not compile')}: the one before goes on until it does`);
    },
  };
}

/** The launcher compiles before it does anything; what it says where it can't, else null. */
async function compileProblem(): Promise<string | null> {
  const launcher = process.argv[1];
  if (launcher === undefined) return null;
  return await new Promise((resolve) => {
    execFile(process.execPath, [launcher, '--help'], (failure, _, stderr) => {
      // esbuild's own words stand before those of Node.
      resolve(failure ? stderr.replace(/\n(?:file:|node:)[^]*$/, '').trim() || failure.message : null);
    });
  });
}

/** Folders that do not exist yet are watched for, too. */
function watchedFolders(root: string, site: Site): WatchedFolder[] {
  const sources = join(site.toolRoot, 'src');
  return [
    { name: 'content', folder: join(root, 'content') },
    { name: 'public', folder: join(root, 'public') },
    { name: 'templates', folder: site.templates },
    ...(existsSync(join(sources, 'main.ts')) ? [{ name: 'src', folder: sources }] : []),
  ];
}

function openBrowser(address: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as 'darwin' | 'win32'] ?? 'xdg-open';
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
