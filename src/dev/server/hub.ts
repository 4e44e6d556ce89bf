// The open tabs: which page each one shows and which messages it gets. Each tab has one WebSocket. Must never accept a socket without the
// token that only our own pages know.
//
// The protocol, for other clients:
// 1. GET a page. Its `script[data-octavo-dev]` has a `src` such as `/__octavo/client.js?token=T&revision=7&page=D` (on the 404 page,
//    `missing` instead of `page=D`); `&` is written `&amp;`. The next step needs this query.
// 2. Open `ws://HOST:PORT/__octavo/live?token=T&revision=7&page=D&path=/posts/a/`, where `path` is the percent-encoded path of the page. Leave
//    `page` out once the document has changed: it is then no longer the page with digest `D`. `Origin`, if sent, must be the server's own.
//    The server answers a wrong request with 403.
// 3. Only the server sends: one JSON message per frame, as in `messages.ts`. After each build, and for open pages before the rest of the
//    site is computed, a tab gets `page` with the complete new HTML if its page changed, `gone` if the page no longer exists, else `same`.
//    Each has the site's revision. `problems` is sent when the site's errors change, and to a new tab if there are any.
// A save is on screen when `page` has arrived and the document equals its `html`. If the socket closes, go back to 1: the token is only
// valid as long as the server's process.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { type LiveSite, pathOfPage } from '../live/live-site.ts';
import type { Problem, ServerMessage } from '../live/messages.ts';
import { decodePath, isAllowedHost, isAllowedOrigin, type RequestPolicy } from './requests.ts';

export interface Hub {
  /** Paths under `dist/` of the pages that are open, each once. */
  openPages(): readonly string[];
  /** Sends each tab the state of its page. Returns how many tabs were sent a changed page. */
  update(): number;
  close(): void;
}

export interface HubOptions {
  readonly server: Server;
  readonly policy: RequestPolicy;
  readonly token: string;
  /** Path at which tabs connect: `/__octavo/live`. */
  readonly address: string;
  readonly site: LiveSite;
  readonly problems: () => readonly Problem[];
  /** A page's HTML as it is sent to browsers. Null if it isn't available right now; another update follows then. */
  readonly pageHtml: (path: string) => string | null;
}

interface Tab {
  readonly socket: WebSocket;
  readonly url: string;
  readonly path: string;
  /** Digest of the page that the tab shows; null if it shows that there is no such page. */
  digest: string | null;
  /** Address in the last `gone` message to the tab; undefined if its page is not gone. */
  goneTo: string | null | undefined;
  problems: string;
}

/** How long a refused client may take to read the answer. */
const refusalGraceMs = 1000;

export function openHub({ server, policy, token, address, site, problems, pageHtml }: HubOptions): Hub {
  /** The library loads with the first tab, which has its page by then. */
  let sockets: Promise<WebSocketServer> | null = null;
  let isClosed = false;
  const tabs = new Set<Tab>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node no longer handles errors of this socket: an unhandled one would end the process.
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '';
    const url = target.startsWith('/') && URL.canParse(target, 'http://x') ? new URL(target, 'http://x') : null;
    const isAllowed = isAllowedHost(request.headers.host, policy) && isAllowedOrigin(request.headers, policy);
    if (!isAllowed || url?.pathname !== `${policy.base}${address}` || url.searchParams.get('token') !== token) {
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
    const page = (decodePath(searchParams.get('path') ?? '/') ?? '/').slice(policy.base.length) || '/';
    const tab: Tab = { socket, url: page, path: pathOfPage(page), digest: '', goneTo: undefined, problems: '[]' };
    tabs.add(tab);
    socket.on('close', () => tabs.delete(tab));
    socket.on('error', () => socket.terminate());
    void site.ready.then(() => {
      // A tab has the current page if its revision is current or its page came out the same since. Any other tab gets the page now.
      const digest = site.digest(tab.path);
      const isCurrent = Number(searchParams.get('revision')) === site.revision() || searchParams.get('page') === digest;
      if (isCurrent) tab.digest = digest;
      // A tab that shows the 404 page has no page that could be gone.
      if (searchParams.has('missing')) tab.digest = null;
      updateTab(tab, JSON.stringify(problems()));
    });
  }

  /** Returns whether the tab was sent a changed page. `problemsJson` is the list as JSON. */
  function updateTab(tab: Tab, problemsJson: string): boolean {
    if (problemsJson !== tab.problems) {
      tab.problems = problemsJson;
      sendText(tab, `{"type":"problems","problems":${problemsJson}}`);
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

  /** Sends `gone` once. Sends it again with an address if the page's new file turns up later. */
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
      const problemsJson = JSON.stringify(problems());
      return [...tabs].filter((tab) => updateTab(tab, problemsJson)).length;
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
