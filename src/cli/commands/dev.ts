// `octavo dev`: serves the site while its author writes. Ends on Ctrl-C and restarts when the tool's own sources change. Must never write
// `dist/` or save half a build.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pc from 'picocolors';
import type { Problem } from '../../dev/live/messages.ts';
import { addressesOf } from '../../dev/server/listen.ts';
import { startDevServer } from '../../dev/server/server.ts';
import type { WatchedFolder } from '../../dev/watch/watch-site.ts';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { ownTemplates, themeFolders } from '../../pipeline/inputs/theme-folders.ts';
import { openSite, type Site, type SiteOptions } from '../../pipeline/open-site.ts';
import type { Values } from '../arguments.ts';
import { commandsFrom, withCommands } from '../how-to-run.ts';
import { listenError, portTakenNote } from '../listen-errors.ts';
import { openDevReport } from '../reports/dev-report.ts';
import { endSignals, inheritedPort, openToolCompiler, restartCode, serveInChildren } from '../restart.ts';
import { siteRoot } from '../site-root.ts';

const defaultPort = 4321;
const compileMessage = 'the tool does not compile';
/** Time for a browser that has just opened to get its first page, before watching begins. */
const firstPageMs = 200;
/** How long unfinished work may delay the end of the process. */
const endGraceMs = 500;

export async function run(values: Values): Promise<number> {
  const { code, port, sources } = await serve(values);
  return code === restartCode ? await serveInChildren(port, sources) : code;
}

function siteOptions(values: Values): SiteOptions {
  const options = { drafts: true, future: true, isTrusting: true, isFresh: false, isRepeated: true, workers: null };
  return { root: siteRoot(values), url: values.text('url'), ...options };
}

interface End {
  readonly code: number;
  readonly port: number;
  /** Absolute folder of the tool's own sources. */
  readonly sources: string;
}

/** Serves until a signal or a restart. Returns only if this is the first process and its sources changed: it then starts children. */
async function serve(values: Values): Promise<End> {
  const startedMs = performance.now();
  const host = values.text('host') ?? '127.0.0.1';
  const isOpen = host !== '127.0.0.1' && host !== 'localhost' && host !== '::1';
  const options = siteOptions(values);
  const site = openSite(options);

  const textOf = (path: string) => {
    try {
      return site.session.textOf(path);
    } catch {
      // The file is changing right now. The next build reports its problems.
      return null;
    }
  };
  const rewrite = commandsFrom(process.cwd(), values.text('root'));
  const report = openDevReport(textOf, rewrite('`octavo check --all`'));

  // Open tabs look for the restarted server at the old port.
  const port = inheritedPort() ?? values.count('port', 0, 65_535) ?? defaultPort;
  const server = await startDevServer({
    session: site.session,
    host,
    port,
    allowedHosts: values.texts('allow-host'),
    onBuilt: (result, ...rest) =>
      report.onBuilt({ ...result, diagnostics: withCommands(result.diagnostics, rewrite) }, ...rest),
    onShown: () => report.onShown(),
    onFailed: (cause) => console.error(pc.red('the build failed:'), cause),
  }).catch((cause: unknown) => {
    throw listenError(cause, host);
  });
  const [address = '', ...others] = addressesOf(host, server.port).map((root) => `${root}/`);
  console.log(
    `${pc.green('ready')} at ${pc.bold(address)} ${pc.dim(`(${Math.round(performance.now() - startedMs)} ms)`)}`,
  );
  if (port !== 0 && port !== server.port) console.log(pc.yellow(portTakenNote(port)));
  for (const other of others) console.log(`from other devices: ${pc.bold(other)}`);
  if (isOpen) console.log(pc.yellow('anyone who can reach this machine can read the site, including drafts'));
  if (values.flag('open')) void openBrowser(address);

  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const stop = () => end(0);
  for (const signal of endSignals) process.on(signal, stop);
  process.on('disconnect', stop);

  const sources = join(site.toolRoot, 'src');
  const compiler = openToolCompiler((error) => {
    if (error === null) return end(restartCode);
    console.error(`\n${error}\n${pc.red(compileMessage)}: the version that is running keeps serving`);
    server.setToolProblem(compileProblem(error));
  });
  const onChange = (change: FileChanges | null, sinceMs: number) => {
    const { templates, overlay } = themeFolders(options.root, site.toolRoot);
    if (templates !== site.theme.templates || overlay !== site.theme.overlay) {
      console.log(pc.dim('the theme folder has changed'));
      return end(restartCode);
    }
    const isToolSource = (path: string) => path.startsWith('src/');
    if (change?.paths.some(isToolSource)) void compiler.compile();
    if (change?.paths.every(isToolSource)) return;
    report.onSaved(sinceMs, server.site.isBusy());
    void server.rebuild(change ?? undefined);
  };
  // The first page must not wait until a thousand files are watched.
  let stopWatching = async (): Promise<void> => {};
  let isEnding = false;
  void server.site.ready.then(async () => {
    await pause(firstPageMs);
    const { startBackgroundTasks } = await import('../../dev/background-tasks.ts');
    if (isEnding) return;
    const folders = watchedFolders(options.root, site, sources);
    const onProblem = (message: string) => console.error(pc.red(message));
    const isPolling = values.flag('poll');
    stopWatching = startBackgroundTasks({ session: site.session, server, folders, onChange, onProblem, isPolling });
  });

  const code = await ended;
  isEnding = true;
  for (const signal of endSignals) process.off(signal, stop);
  const isLast = code !== restartCode || inheritedPort() !== null;
  if (isLast) setTimeout(() => process.exit(code), endGraceMs).unref();
  const [isComplete] = await Promise.all([server.close(), stopWatching()]);
  // The next run would take half a build for a complete one.
  if (isComplete) site.session.save();
  site.close();
  if (isLast) process.exit(code);
  return { code, port: server.port, sources };
}

function compileProblem(output: string): Problem {
  const hint = 'the pages you see come from the version before the change';
  return {
    severity: 'error',
    code: 'dev/tool-fault',
    message: compileMessage,
    place: null,
    frame: output.split('\n'),
    hint,
  };
}

/** Includes folders that don't exist yet. */
function watchedFolders(root: string, { theme }: Site, sources: string): WatchedFolder[] {
  const { templates, overlay } = theme;
  const own = ownTemplates(root);
  return [
    { name: 'content', folder: join(root, 'content') },
    { name: 'public', folder: join(root, 'public') },
    // The site's own templates are used as soon as they exist.
    { name: overlay === null && templates !== own ? 'theme' : 'templates', folder: own },
    ...(templates === own ? [] : [{ name: 'templates', folder: templates }]),
    ...(existsSync(join(sources, 'main.ts')) ? [{ name: 'src', folder: sources }] : []),
  ];
}

async function openBrowser(address: string): Promise<void> {
  const { spawn } = await import('node:child_process');
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as 'darwin' | 'win32'] ?? 'xdg-open';
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
