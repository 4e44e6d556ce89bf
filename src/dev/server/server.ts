// The dev server: serves the outputs that `build --drafts --future` would write and adds one script to each page. Must never serve anything
// but outputs or write `dist/`.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { BuildSession } from '../../pipeline/build-session.ts';
import type { FileChanges } from '../../pipeline/inputs/site-files.ts';
import { addresses } from '../../site/addresses.ts';
import { speculationRulesHeader, speculationRulesType } from '../../site/files/speculation-rules.ts';
import { type LiveEvents, type LiveSite, openLiveSite, type Served } from '../live/live-site.ts';
import type { Problem } from '../live/messages.ts';
import { problemsOf } from '../live/problems.ts';
import { contentTypeOf } from './content-type.ts';
import { type Hub, openHub } from './hub.ts';
import { hostNames, type ListeningServer, listen } from './listen.ts';
import { type RequestPolicy, targetOf } from './requests.ts';
import { findFile, locationHeader } from './static-map.ts';

export interface DevServerOptions {
  readonly session: BuildSession;
  readonly host: string;
  /** The preferred port: if it is taken, the next free one is used. 0 means any. */
  readonly port: number;
  /** Host names that the user allows on the command line. */
  readonly allowedHosts?: readonly string[];
  readonly onBuilt: LiveEvents['onBuilt'];
  readonly onFailed?: (cause: unknown) => void;
  /** Called when open tabs were sent a changed page. */
  readonly onShown?: () => void;
  /** Text of the script that is added to pages. Default: the script compiled together with the tool. */
  readonly client?: string;
  /** How long after a burst of changes all files are checked again, in case an event was missed. */
  readonly idleMs?: number;
}

export interface DevServer {
  readonly port: number;
  readonly site: LiveSite;
  rebuild(change?: FileChanges): Promise<void>;
  /** Shows a problem of the tool itself before those of the site, until null is set. */
  setToolProblem(problem: Problem | null): void;
  /** Closes every connection. Resolves with whether the last build completed, so that it may be saved. */
  close(): Promise<boolean>;
}

/** The addresses of the dev server's own files start with this path. */
const internalPath = '/__octavo/';
const defaultIdleMs = 1500;

/** Listens before the first build; requests wait for it. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { session, host, port, onBuilt } = options;
  const policy: RequestPolicy = {
    hosts: hostNames(host),
    allowed: () => [...(options.allowedHosts ?? []), ...site.allowedHosts()],
    base: '',
  };
  const token = randomBytes(16).toString('base64url');
  const client = options.client ?? clientScript();

  // Before the first build, which keeps the process busy: clients that connect meanwhile are answered as soon as it allows.
  const listening: ListeningServer = await listen(
    (request, response) => {
      handleRequest(request, response).catch((cause: unknown) => {
        if (!response.headersSent)
          respond(
            request,
            response,
            500,
            'text/plain; charset=utf-8',
            'the server failed; see its terminal for the error\n',
          );
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
    // The settings may allow the host, and are read in the first build.
    if (targetOf(request, policy).kind === 'refused') await site.answerable();
    const target = targetOf(request, policy);
    if (target.kind === 'refused')
      return respond(request, response, target.status, 'text/plain; charset=utf-8', `${target.reason}\n`);
    if (target.path === `${internalPath}client.js`)
      return respond(request, response, 200, 'text/javascript; charset=utf-8', client);
    await site.answerable();
    const found = findFile(target.path, (path) => site.has(path));
    if (found.kind === 'slash') {
      response.writeHead(302, { Location: locationHeader(found.to, target.query) }).end();
      return;
    }
    const below = found.kind === 'none' ? pathBelowBase(target.path, site.base()) : null;
    if (below !== null) {
      response.writeHead(302, { Location: locationHeader(below, target.query) }).end();
      return;
    }
    const path = found.kind === 'file' ? found.path : '404.html';
    const served = await site.read(path);
    if (served === null) return respond(request, response, 404, 'text/plain; charset=utf-8', 'not found\n');
    const isMissing = found.kind !== 'file';
    const body = path.endsWith('.html') ? withClient(served, isMissing) : served.bytes;
    respond(request, response, isMissing ? 404 : 200, typeOf(path), body);
  }

  function withClient({ bytes, digest, revision }: Served, isMissing: boolean): string {
    const shown = isMissing ? 'missing' : `page=${digest}`;
    const source = `${internalPath}client.js?token=${token}&amp;revision=${revision}&amp;${shown}`;
    const tag = `<script type="module" data-octavo-dev src="${source}"></script>`;
    const html = new TextDecoder().decode(bytes);
    const at = html.indexOf('</head>');
    return at < 0 ? html + tag : html.slice(0, at) + tag + html.slice(at);
  }

  /** Code frames are cut from files once per build, not once per tab. */
  let cached: { readonly of: unknown; readonly problems: readonly Problem[] } = { of: null, problems: [] };
  let toolProblem: Problem | null = null;
  function problems(): readonly Problem[] {
    const of = site.problems();
    if (cached.of !== of) cached = { of, problems: problemsOf(of, (path) => site.textOf(path)) };
    return toolProblem === null ? cached.problems : [toolProblem, ...cached.problems];
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

/** The type that static hosts send, or the one that `_headers` gives to a file. */
function typeOf(path: string): string {
  return `/${path}` === addresses.speculationRules ? speculationRulesType : contentTypeOf(path);
}

/** Removes the path of the site's URL (`/blog`) from an address, as links on the 404 page have it. Null if the address doesn't start with it. */
function pathBelowBase(path: string, base: string): string | null {
  // Exactly one slash: two would lead to another host.
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
    // The dev server has the site at its root, whatever the site's address is.
    'Speculation-Rules': speculationRulesHeader(null),
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The launcher compiles it into the folder of the tool. */
function clientScript(): string {
  return readFileSync(fileURLToPath(new URL('client.js', import.meta.url)), 'utf8');
}
