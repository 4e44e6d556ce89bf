// The open tabs: who looks at which page, and what each must be told. One WebSocket a tab; a token that only our own pages know.
//
// The protocol, for whoever writes another client:
// 1. GET a page. Its `script[data-octavo-dev]` has a `src` such as `/__octavo/client.js?token=T&revision=7&page=D` (on the page for broken
//    links `missing` for `page=D`); `&` is written `&amp;`. What stands behind `?` is what the next step needs.
// 2. Open `ws://HOST:PORT/__octavo/live?token=T&revision=7&page=D&path=/posts/a/`: `path` is the page's, percent-encoded. Once the document was
//    changed, it is no longer the page of digest `D`: leave `page` out then. `Origin`, where it is sent, must be the server's own. Anything wrong is answered with 403.
// 3. Only the server sends: one JSON message a frame, as in `messages.ts`. After each build, and for open pages before the rest of the site
//    is computed, a tab hears `page` with the whole new HTML if its page changed, `gone` if there is no such page any more, else `same`.
//    All carry the site's revision. `problems` comes when the site's errors changed, and to a new tab if there are any.
// A save has reached the reader when `page` has come and the document is what its `html` says. On close: back to 1, as tokens end with the process.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { type LiveSite, pathOfPage } from '../live/live-site.ts';
import type { Problem, ServerMessage } from '../live/messages.ts';
import { type RequestPolicy, isAllowedHost, isAllowedOrigin } from './requests.ts';

export interface Hub {
  /** Paths under `dist/` of the pages that are open, each once. */
  openPages(): readonly string[];
  /** Tells each tab what became of its page; returns how many were sent a changed one. */
  update(): number;
  close(): void;
}

export interface HubOptions {
  readonly server: Server;
  readonly policy: RequestPolicy;
  readonly token: string;
  /** Where tabs connect: `/__octavo/live`. */
  readonly address: string;
  readonly site: LiveSite;
  readonly problems: () => readonly Problem[];
  /** A page's HTML as it is sent to browsers; null where it can't be had right now: another update follows. */
  readonly pageHtml: (path: string) => string | null;
}

interface Tab {
  readonly socket: WebSocket;
  readonly url: string;
  readonly path: string;
  /** Of what the tab shows; null: that there is no such page. */
  digest: string | null;
  /** Where it was told that its page has gone; undefined: it was told nothing of the kind. */
  goneTo: string | null | undefined;
  problems: string;
}

/** How long a refused client may take to read why. */
const refusalGraceMs = 1000;

export function openHub({ server, policy: gate, token, address, site, problems, pageHtml }: HubOptions): Hub {
  /** Loaded for the first tab, which has its page by then. */
  let sockets: Promise<WebSocketServer> | null = null;
  let isClosed = false;
  const tabs = new Set<Tab>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node has let go of the socket: an error that nobody hears would end the process.
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '';
    const url = target.startsWith('/') && URL.canParse(target, 'http://x') ? new URL(target, 'http://x') : null;
    const isAllowed = isAllowedHost(request.headers.host, gate) && isAllowedOrigin(request.headers, gate);
    if (!isAllowed || url?.pathname !== `${gate.base}${address}` || url.searchParams.get('token') !== token) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      setTimeout(() => socket.destroy(), refusalGraceMs).unref();
      return;
    }
    sockets ??= openSockets();
    sockets
      .then((server) => {
        if (isClosed) socket.destroy();
        else server.handleUpgrade(request, socket, head, (client) => addTab(client, url));
      })
      .catch((cause: unknown) => {
        socket.destroy();
        console.error(cause);
      });
  });

  function addTab(socket: WebSocket, { searchParams }: URL): void {
    const page = decodePath(searchParams.get('path') ?? '/').slice(gate.base.length) || '/';
    const tab: Tab = { socket, url: page, path: pathOfPage(page), digest: '', goneTo: undefined, problems: '[]' };
    tabs.add(tab);
    socket.on('close', () => tabs.delete(tab));
    socket.on('error', () => socket.terminate());
    void site.ready.then(() => {
      // A tab that knows the current revision has the current page, and so has one whose page came out the same since; any other gets it now.
      const digest = site.digest(tab.path);
      const isCurrent = Number(searchParams.get('revision')) === site.revision() || searchParams.get('page') === digest;
      if (isCurrent) tab.digest = digest;
      // One that shows the page for broken links has nothing to lose.
      if (searchParams.has('missing')) tab.digest = null;
      updateTab(tab, JSON.stringify(problems()));
    });
  }

  /** Says whether the tab was sent a changed page. */
  function updateTab(tab: Tab, shown: string): boolean {
    if (shown !== tab.problems) {
      tab.problems = shown;
      sendText(tab, `{"type":"problems","problems":${shown}}`);
    }
    const digest = site.digest(tab.path);
    const revision = site.revision();
    if (digest === null) reportGone(tab, revision);
    else if (digest === tab.digest) sendMessage(tab, { type: 'same', revision });
    if (digest === null || digest === tab.digest) return false;
    const html = pageHtml(tab.path);
    if (html === null) return false;
    tab.digest = digest;
    tab.goneTo = undefined;
    sendMessage(tab, { type: 'page', revision, html });
    return true;
  }

  /** A page that was there is gone once; where it went may come out later, when its new file is seen. */
  function reportGone(tab: Tab, revision: number): void {
    const to = site.movedTo(tab.url);
    const isNew = tab.digest !== null || (to !== null && to !== tab.goneTo);
    tab.digest = null;
    if (!isNew) return sendMessage(tab, { type: 'same', revision });
    tab.goneTo = to;
    sendMessage(tab, { type: 'gone', revision, to });
  }

  return {
    openPages: () => [...new Set([...tabs].map((tab) => tab.path))],
    update() {
      const shown = JSON.stringify(problems());
      return [...tabs].filter((tab) => updateTab(tab, shown)).length;
    },
    close() {
      for (const { socket } of tabs) socket.terminate();
      isClosed = true;
      void sockets?.then((server) => server.close());
    },
  };
}

async function openSockets(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import('ws');
  return new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
}

function sendMessage(tab: Tab, message: ServerMessage): void {
  sendText(tab, JSON.stringify(message));
}

function sendText({ socket }: Tab, text: string): void {
  if (socket.readyState === socket.OPEN) socket.send(text);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
