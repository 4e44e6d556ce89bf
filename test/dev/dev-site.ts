// A dev server for a scratch site, with real files, real sockets and, on request, the real watcher.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RawData, WebSocket } from 'ws';
import type { ServerMessage } from '../../src/dev/live/messages.ts';
import { type DevServer, startDevServer } from '../../src/dev/server/server.ts';
import { watchFolders } from '../../src/dev/watch/watch-site.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { bareTheme, openClean } from '../support/rig.ts';

export const withDrafts = { drafts: true, future: true } as const;

export interface DevSite {
  readonly root: string;
  readonly server: DevServer;
  readonly origin: string;
  /** Writes files and reports them like a watcher. To delete files, use `rmSync` and `server.rebuild`. */
  save(files: { readonly [path: string]: string | Uint8Array }): Promise<void>;
  /** Absolute paths of what decides which plugins the site has. */
  readonly watchedForPlugins: () => readonly string[];
  /** Calls back after each build, before the server uses its result. */
  onBuild(call: () => void): void;
  /** Ends the server before the test is over. Rejects if a build failed. */
  close(): Promise<void>;
}

export interface DevSiteOptions {
  readonly isWatching?: boolean;
  readonly client?: string;
  /** Gives the site its own theme in `templates/`, so that it can be edited. */
  readonly hasTheme?: boolean;
  /** Absolute folder of a theme; default: the bare one. */
  readonly theme?: string;
  readonly port?: number;
  /** How long after a change everything is checked again. */
  readonly idleMs?: number;
}

export function postOf(title: string, body: string, more = ''): string {
  return `---\ntitle: ${title}\ndate: 2026-11-02\n${more}---\n\n${body}\n`;
}

/** Serves a site with these files until the test is over. */
export async function startDevSite(
  files: { readonly [path: string]: string | Uint8Array },
  { isWatching = false, client = '', hasTheme = false, theme = bareTheme, port = 0, idleMs }: DevSiteOptions = {},
): Promise<DevSite> {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, { 'content/site.yaml': 'title: Dev\n', ...files });
  const templates = hasTheme ? join(root, 'templates') : theme;
  if (hasTheme) cpSync(theme, templates, { recursive: true });
  const opened = openClean(root, { ...withDrafts, templates, isRepeated: true });
  let onBuild = () => {};
  const session: typeof opened = {
    ...opened,
    async build(change, onLeaves) {
      const result = await opened.build(change, onLeaves);
      onBuild();
      return result;
    },
  };
  const failures: unknown[] = [];
  const server = await startDevServer({
    session,
    host: '127.0.0.1',
    port,
    onBuilt: () => {},
    onFailed: (cause) => failures.push(cause),
    client,
    ...(idleMs === undefined ? {} : { idleMs }),
  });
  const folders = ['content', 'public', 'templates'].map((name) => ({ name, folder: join(root, name) }));
  const watcher = isWatching
    ? watchFolders(folders, {
        onChange: (change) => void server.rebuild(change ?? undefined),
        onProblem: (why) => failures.push(why),
        isPage: (path) => server.site.isPage(path),
      })
    : null;
  const close = async () => {
    await Promise.all([server.close(), watcher?.close()]);
    if (failures.length > 0) throw new AggregateError(failures.splice(0), 'builds failed');
  };
  onTestFinished(close);
  await Promise.all([server.site.ready, watcher?.ready]);
  return {
    root,
    server,
    origin: `http://127.0.0.1:${server.port}`,
    watchedForPlugins: session.pluginFiles,
    async save(saved) {
      writeFiles(root, saved);
      await server.rebuild({ paths: Object.keys(saved), isListingChanged: true });
    },
    onBuild(call) {
      onBuild = call;
    },
    close,
  };
}

/** A browser tab, as the server sees it. */
export interface Tab {
  /** All messages in order, except `same`. */
  readonly messages: ServerMessage[];
  /** Resolves with the next message for which this is true. */
  next(isWanted: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  /** Resolves once everything sent so far has arrived. */
  settled(): Promise<void>;
  close(): void;
}

/** The address to which the page's own script would connect. */
export async function liveAddress(origin: string, path: string): Promise<URL> {
  const html = await (await fetch(origin + path)).text();
  const source = /data-octavo-dev src="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const address = new URL(source, origin);
  const live = new URL('/__octavo/live', origin.replace('http', 'ws'));
  live.search = address.search;
  live.searchParams.set('path', path);
  return live;
}

export async function openTab(origin: string, path: string, address?: URL): Promise<Tab> {
  const socket = new WebSocket(address ?? (await liveAddress(origin, path)), { origin });
  const heard: ServerMessage[] = [];
  let at = 0;
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    const message: ServerMessage = JSON.parse(textOf(data));
    if (message.type !== 'same') heard.push(message);
    for (const look of waiting) look();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const tab: Tab = {
    messages: heard,
    next: (isWanted) =>
      new Promise((resolve) => {
        const look = () => {
          while (at < heard.length) {
            const message = heard[at++];
            if (!message || !isWanted(message)) continue;
            waiting.delete(look);
            return resolve(message);
          }
        };
        waiting.add(look);
        look();
      }),
    settled: () => new Promise((resolve) => socket.once('pong', () => resolve()).ping()),
    close: () => socket.terminate(),
  };
  onTestFinished(() => tab.close());
  await tab.settled();
  return tab;
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}
