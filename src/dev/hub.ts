// The open tabs: who looks at which page, and what each must be told. One WebSocket a tab; a token that only our own pages know.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LiveSite, pathOfPage } from './live-site.ts';
import type { Problem, ServerMessage } from './messages.ts';
import { type Gate, isAllowedHost, isAllowedOrigin } from './requests.ts';

export interface Hub {
  /** Paths under `dist/` of the pages that are open, each once. */
  openPages(): readonly string[];
  /** Tells each tab what became of its page. */
  update(): void;
  close(): void;
}

export interface HubOptions {
  readonly server: Server;
  readonly gate: Gate;
  readonly token: string;
  /** Where tabs connect: `/__octavo/live`. */
  readonly address: string;
  readonly site: LiveSite;
  readonly problems: () => readonly Problem[];
  /** A page's HTML as it is sent to browsers. */
  readonly pageHtml: (path: string) => string;
}

interface Tab {
  readonly socket: WebSocket;
  readonly url: string;
  readonly path: string;
  digest: string | null;
  problems: string;
}

export function openHub({ server, gate, token, address, site, problems, pageHtml }: HubOptions): Hub {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  const tabs = new Set<Tab>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = URL.canParse(request.url ?? '', 'http://x') ? new URL(request.url ?? '', 'http://x') : null;
    const isOurs = isAllowedHost(request.headers.host, gate) && isAllowedOrigin(request.headers.origin, gate);
    if (!isOurs || url?.pathname !== `${gate.base}${address}` || url.searchParams.get('token') !== token) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => welcome(client, url));
  });

  function welcome(socket: WebSocket, { searchParams }: URL): void {
    const page = decoded(searchParams.get('path') ?? '/').slice(gate.base.length) || '/';
    const tab: Tab = { socket, url: page, path: pathOfPage(page), digest: null, problems: '' };
    tabs.add(tab);
    socket.on('close', () => tabs.delete(tab));
    socket.on('error', () => socket.terminate());
    void site.ready.then(() => {
      // A tab that knows the current revision has the current page; any other gets it now.
      if (Number(searchParams.get('revision')) === site.revision()) tab.digest = site.digest(tab.path);
      tell(tab);
    });
  }

  function tell(tab: Tab): void {
    const shown = JSON.stringify(problems());
    if (shown !== tab.problems && (shown !== '[]' || tab.problems !== '')) {
      tab.problems = shown;
      send(tab, { type: 'problems', problems: problems() });
    }
    const digest = site.digest(tab.path);
    const revision = site.revision();
    if (digest === tab.digest) return send(tab, { type: 'same', revision });
    tab.digest = digest;
    if (digest === null) send(tab, { type: 'gone', revision, to: site.movedTo(tab.url) });
    else send(tab, { type: 'page', revision, html: pageHtml(tab.path) });
  }

  return {
    openPages: () => [...new Set([...tabs].map((tab) => tab.path))],
    update() {
      for (const tab of tabs) tell(tab);
    },
    close() {
      for (const { socket } of tabs) socket.terminate();
      sockets.close();
    },
  };
}

function send({ socket }: Tab, message: ServerMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
