// `octavo dev`: the site while it is written. Ends on Ctrl-C; restarts itself when the tool's own sources change.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { openSite } from '../build/open-site.ts';
import type { BuildResult } from '../build/session.ts';
import type { Change } from '../build/world.ts';
import { startDevServer } from '../dev/server.ts';
import { watchFolders } from '../dev/watch.ts';
import type { Values } from './arguments.ts';
import { printDiagnostics, tally } from './report.ts';
import { siteRoot } from './site-root.ts';

/** Exit code by which a child asks to be started anew. */
const restartCode = 75;
const defaultPort = 4321;

export async function run(values: Values): Promise<number> {
  if (process.env['OCTAVO_DEV_CHILD'] === undefined && process.env['OCTAVO_DEV_ONCE'] === undefined)
    return await runAsChild();
  return await serve(values);
}

/** Runs `dev` in a process of its own, as often as it asks for it. */
async function runAsChild(): Promise<number> {
  for (;;) {
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      stdio: 'inherit',
      env: { ...process.env, OCTAVO_DEV_CHILD: '1' },
    });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    // Ctrl-C reaches the child by itself; this process only waits for it.
    const ignore = () => {};
    process.on('SIGINT', ignore).on('SIGTERM', forward);
    const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 0)));
    process.off('SIGINT', ignore).off('SIGTERM', forward);
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

  const report = (result: BuildResult, durationMs: number) => {
    const printed = printDiagnostics(result.diagnostics, site.session.textOf);
    if (printed !== shown) {
      if (printed !== '') console.error(`\n${printed}\n`);
      console.log(result.diagnostics.length > 0 ? tally(result.diagnostics) : pc.green('all is well again'));
    }
    shown = printed;
    const runs = Object.entries(result.counts).filter(([rule]) => rule === 'page' || rule === 'output');
    const work = runs.map(([rule, count]) => `${count} ${rule}${count === 1 ? '' : 's'}`).join(', ');
    if (!isFirst && work !== '')
      console.log(pc.dim(`${new Date().toLocaleTimeString('en-GB')} ${work} in ${Math.round(durationMs)} ms`));
    isFirst = false;
  };

  const server = await startDevServer({
    session: site.session,
    host,
    port: values.count('port', 0, 65_535) ?? defaultPort,
    onBuilt: report,
  });
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`;
  console.log(
    `${pc.green('ready')} at ${pc.bold(address)} ${pc.dim(`(${Math.round(performance.now() - startedMs)} ms)`)}`,
  );
  if (isOpen) console.log(pc.yellow('anybody who can reach this machine can read the site, drafts included'));
  if (values.flag('open')) openBrowser(address);

  const folders = ['content', 'public', 'templates'].map((name) => ({
    name,
    folder: name === 'templates' ? site.templates : join(root, name),
  }));
  const existing = folders.filter(({ folder }) => existsSync(folder));
  const sources = join(site.toolRoot, 'src');
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const onChange = (change: Change) => {
    if (change.paths.every((path) => path.startsWith('src/'))) end(restartCode);
    else void server.rebuild(change);
  };
  const watched = existsSync(join(sources, 'main.ts')) ? [...existing, { name: 'src', folder: sources }] : existing;
  const watcher = watchFolders(watched, onChange, (message) => console.error(pc.red(message)));
  process.once('SIGINT', () => end(0)).once('SIGTERM', () => end(0));
  await server.site.ready;
  void watcher.ready.then(() => server.site.rebuild());

  const code = await ended;
  await Promise.all([watcher.close(), server.close()]);
  site.session.save();
  site.close();
  // Whatever is still under way must not keep the terminal waiting.
  setTimeout(() => process.exit(code), 300).unref();
  return code;
}

function openBrowser(address: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as 'darwin' | 'win32'] ?? 'xdg-open';
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
