// `octavo dev`: the site while it is written. Ends on Ctrl-C; restarts itself when the tool's own sources change.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pc from 'picocolors';
import type { Problem } from '../../dev/live/messages.ts';
import { startDevServer } from '../../dev/server/server.ts';
import type { WatchedFolder } from '../../dev/watch/watch.ts';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { openSite, ownTemplates, type Site, type SiteOptions, templatesOf } from '../../pipeline/open-site.ts';
import type { Values } from '../arguments.ts';
import { listeningError, takenNote } from '../listen-errors.ts';
import { openDevReport } from '../reports/dev-report.ts';
import { endings, type Fault, isTrial, openRestart, portGiven, restartCode, serveInChildren } from '../restart.ts';
import { siteRoot } from '../site-root.ts';

const defaultPort = 4321;
/** A browser that was just opened gets its first page in this time, before watching begins. */
const firstPageMs = 200;
/** Whatever is still under way when it is to end must not keep the terminal waiting. */
const patienceMs = 500;

export async function run(values: Values, onStarted: () => void): Promise<number> {
  if (isTrial()) return await tryStart(values);
  const { code, port, sources } = await serve(values, onStarted);
  return code === restartCode ? await serveInChildren(port, sources) : code;
}

/** Everything up to listening, on a port of its own and leaving nothing behind: throws what a start would throw. */
async function tryStart(values: Values): Promise<number> {
  const { session } = openSite({ ...siteOptions(values), isKept: false });
  const quietly = () => {};
  await startDevServer({ session, host: '127.0.0.1', port: 0, onBuilt: quietly, onFailed: quietly });
  process.exit(0);
}

function siteOptions(values: Values): SiteOptions {
  const options = { drafts: true, future: true, isTrusting: true, isFresh: false, isRepeated: true, workers: null };
  return { root: siteRoot(values), url: values.text('url'), ...options };
}

interface End {
  readonly code: number;
  readonly port: number;
  /** Where the tool's own sources lie. */
  readonly sources: string;
}

/** Serves until it is to end. Returns only where the sources changed and this is the first process: others are started anew by it. */
async function serve(values: Values, onStarted: () => void): Promise<End> {
  const startedMs = performance.now();
  const host = values.text('host') ?? '127.0.0.1';
  const isOpen = host !== '127.0.0.1' && host !== 'localhost' && host !== '::1';
  const options = siteOptions(values);
  const site = openSite(options);

  const textOf = (path: string) => {
    try {
      return site.session.textOf(path);
    } catch {
      // It is changing right now; the next build says what is wrong with it then.
      return null;
    }
  };
  const report = openDevReport(textOf);

  // Tabs look for the one that comes after where the one before was.
  const port = portGiven() ?? values.count('port', 0, 65_535) ?? defaultPort;
  const server = await startDevServer({
    session: site.session,
    host,
    port,
    onBuilt: (...built) => report.onBuilt(...built),
    onShown: () => report.onShown(),
    onFailed: (cause) => console.error(pc.red('the build failed:'), cause),
  }).catch((cause: unknown) => {
    throw listeningError(cause, host);
  });
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`;
  console.log(
    `${pc.green('ready')} at ${pc.bold(address)} ${pc.dim(`(${Math.round(performance.now() - startedMs)} ms)`)}`,
  );
  if (port !== 0 && port !== server.port) console.log(pc.yellow(takenNote(port)));
  if (isOpen) console.log(pc.yellow('anybody who can reach this machine can read the site, drafts included'));
  if (values.flag('open')) void openBrowser(address);

  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const stop = () => end(0);
  for (const signal of endings) process.on(signal, stop);
  process.on('disconnect', stop);

  const sources = join(site.toolRoot, 'src');
  const successor = openRestart(
    () => end(restartCode),
    (fault) => {
      if (fault !== null)
        console.error(`\n${fault.output}\n${pc.red(fault.message)}: the one before goes on until it does`);
      server.setFault(fault && faultProblem(fault));
    },
  );
  const onChange = (change: FileChanges | null, sinceMs: number) => {
    if (templatesOf(options.root, site.toolRoot) !== site.templates) {
      console.log(pc.dim('the site has another theme now'));
      return end(restartCode);
    }
    const isOfTool = (path: string) => path.startsWith('src/');
    if (change?.paths.some(isOfTool)) void successor.prepare();
    if (change?.paths.every(isOfTool)) return;
    report.onSaved(sinceMs, server.site.isBusy());
    void server.rebuild(change ?? undefined);
  };
  // Whoever asks for a page first must not wait until a thousand files are watched.
  let stopWatching = async (): Promise<void> => {};
  let isEnding = false;
  void server.site.ready.then(async () => {
    await pause(firstPageMs);
    onStarted();
    const { startBackgroundTasks: keepUp } = await import('../../dev/background-tasks.ts');
    if (isEnding) return;
    const folders = watchedFolders(options.root, site, sources);
    const onProblem = (message: string) => console.error(pc.red(message));
    stopWatching = keepUp({ session: site.session, server, folders, onChange, onProblem });
  });

  const code = await ended;
  isEnding = true;
  for (const signal of endings) process.off(signal, stop);
  const isLast = code !== restartCode || portGiven() !== null;
  if (isLast) setTimeout(() => process.exit(code), patienceMs).unref();
  const [isWhole] = await Promise.all([server.close(), stopWatching()]);
  // Half a build must not be written down: the next run would take it for a whole one.
  if (isWhole) site.session.save();
  site.close();
  if (isLast) process.exit(code);
  return { code, port: server.port, sources };
}

function faultProblem({ message, output }: Fault): Problem {
  const hint = 'what is served was made by the tool as it was before';
  return { severity: 'error', code: 'dev/tool-fault', message, place: null, frame: output.split('\n'), hint };
}

/** Folders that do not exist yet are watched for, too. */
function watchedFolders(root: string, site: Site, sources: string): WatchedFolder[] {
  return [
    { name: 'content', folder: join(root, 'content') },
    { name: 'public', folder: join(root, 'public') },
    { name: 'templates', folder: site.templates },
    // A theme of the site's own takes the place of the tool's as soon as there is one.
    ...(site.templates === ownTemplates(root) ? [] : [{ name: 'theme', folder: ownTemplates(root) }]),
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
