// The development server: answers from the map of outputs and from nothing else, and adds one script to pages on their way out.
// What it serves is what `build --drafts --future` would write; it never writes `dist/`.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { BuildSession } from '../../pipeline/build-session.ts';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { type LiveEvents, type LiveSite, openLiveSite, type Served } from '../live/live-site.ts';
import type { Problem } from '../live/messages.ts';
import { problemsOf } from '../live/problems.ts';
import { contentTypeOf } from './content-type.ts';
import { type Hub, openHub } from './hub.ts';
import { type ListeningServer, listen, hostNames } from './listen.ts';
import { targetOf, type RequestPolicy } from './requests.ts';
import { findFile, locationHeader } from './static-map.ts';

export interface DevServerOptions {
  readonly session: BuildSession;
  readonly host: string;
  /** The port wished for; the next free one is taken. 0: any. */
  readonly port: number;
  readonly onBuilt: LiveEvents['onBuilt'];
  readonly onFailed?: (cause: unknown) => void;
  /** Called when open tabs were sent a changed page. */
  readonly onShown?: () => void;
  /** Text of the script that pages get; left out: what the launcher compiled beside the tool itself. */
  readonly client?: string;
  /** How long after a burst of changes everything is looked at once more, for what no event told. */
  readonly idleMs?: number;
}

export interface DevServer {
  readonly port: number;
  readonly site: LiveSite;
  rebuild(change?: FileChanges): Promise<void>;
  /** Shows a problem of the tool itself before those of the site, until null is set. */
  setToolProblem(problem: Problem | null): void;
  /** Ends every connection. Says whether the last build was brought to its end, so that it may be saved. */
  close(): Promise<boolean>;
}

/** Everything of ours that is no page stands below this address. */
const internalPath = '/__octavo/';
const defaultIdleMs = 1500;

/** Listens at once; requests wait for the first build. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { session, host, port, onBuilt } = options;
  const policy: RequestPolicy = { hosts: hostNames(host), base: '' };
  const token = randomBytes(16).toString('base64url');
  const client = options.client ?? clientScript();

  // Before the first build, which keeps the process busy: whoever connects meanwhile is answered as soon as it can be.
  const listening: ListeningServer = await listen(
    (request, response) => {
      handleRequest(request, response).catch((cause: unknown) => {
        if (!response.headersSent)
          respond(request, response, 500, 'text/plain; charset=utf-8', 'the server failed; its terminal says how\n');
        console.error(cause);
      });
    },
    host,
    port,
  );

  let hub: Hub | null = null;
  const site = openLiveSite(session, options.idleMs ?? defaultIdleMs, {
    openPages: () => hub?.openPages() ?? [],
    onUpdate() {
      if ((hub?.update() ?? 0) > 0) options.onShown?.();
    },
    onBuilt,
    onFailed: options.onFailed ?? console.error,
  });

  async function handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = targetOf(request, policy);
    if (asked.kind === 'refused')
      return respond(request, response, asked.status, 'text/plain; charset=utf-8', `${asked.reason}\n`);
    if (asked.path === `${internalPath}client.js`)
      return respond(request, response, 200, 'text/javascript; charset=utf-8', client);
    await site.answerable();
    const found = findFile(asked.path, (path) => site.has(path));
    if (found.kind === 'slash') {
      response.writeHead(302, { Location: locationHeader(found.to, asked.query) }).end();
      return;
    }
    const below = found.kind === 'none' ? pathBelowBase(asked.path, site.base()) : null;
    if (below !== null) {
      response.writeHead(302, { Location: locationHeader(below, asked.query) }).end();
      return;
    }
    const path = found.kind === 'file' ? found.path : '404.html';
    const served = await site.read(path);
    if (served === null) return respond(request, response, 404, 'text/plain; charset=utf-8', 'not found\n');
    const isMissing = found.kind !== 'file';
    const body = path.endsWith('.html') ? withClient(served, isMissing) : served.bytes;
    respond(request, response, isMissing ? 404 : 200, contentTypeOf(path), body);
  }

  function withClient({ bytes, digest, revision }: Served, isMissing: boolean): string {
    const shown = isMissing ? 'missing' : `page=${digest}`;
    const source = `${internalPath}client.js?token=${token}&amp;revision=${revision}&amp;${shown}`;
    const tag = `<script type="module" data-octavo-dev src="${source}"></script>`;
    const html = new TextDecoder().decode(bytes);
    const at = html.indexOf('</head>');
    return at < 0 ? html + tag : html.slice(0, at) + tag + html.slice(at);
  }

  /** Frames are cut from files once a build, not once a tab. */
  let shown: { readonly of: unknown; readonly problems: readonly Problem[] } = { of: null, problems: [] };
  let toolProblem: Problem | null = null;
  function problems(): readonly Problem[] {
    const of = site.problems();
    if (shown.of !== of) shown = { of, problems: problemsOf(of, (path) => site.textOf(path)) };
    return toolProblem === null ? shown.problems : [toolProblem, ...shown.problems];
  }

  hub = openHub({
    server: listening.server,
    policy: policy,
    token,
    address: `${internalPath}live`,
    site,
    problems,
    pageHtml(path) {
      const served = site.peek(path);
      return served && withClient(served, false);
    },
  });

  return {
    port: listening.port,
    site,
    rebuild: (change) => site.rebuild(change),
    setToolProblem(problem) {
      toolProblem = problem;
      hub?.update();
    },
    async close() {
      const isComplete = site.close();
      hub?.close();
      await listening.close();
      return isComplete;
    },
  };
}

/** Where an address leads that holds the path under which the site will stand: the page for broken links has such. Null: nowhere. */
function pathBelowBase(path: string, base: string): string | null {
  // One slash: two would lead to another host.
  return base !== '' && `${path}/`.startsWith(`${base}/`) ? `/${path.slice(base.length).replace(/^\/+/, '')}` : null;
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Compiled by the launcher beside the tool itself. */
function clientScript(): string {
  return readFileSync(fileURLToPath(new URL('client.js', import.meta.url)), 'utf8');
}
