// Listens on the first free port from the preferred one and closes all connections at once. Must never keep the process alive for a
// client that is slow to leave.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { codeOf } from '../../system/disk.ts';

export interface ListeningServer {
  readonly server: Server;
  readonly port: number;
  /** Closes every connection and frees the port. */
  close(): Promise<void>;
}

const maxPortAttempts = 50;
/** How long a client that sent a bad request may take to read the answer. */
const refusalGraceMs = 1000;

/** Port 0 means any free port. Rejects with the error of the system if it can't listen or no port it tried is free. */
export async function listen(listener: RequestListener, host: string, preferredPort: number): Promise<ListeningServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000, headersTimeout: 5_000 }, listener);
  server.on('clientError', (cause, socket) => {
    // Browsers open connections in advance: they would take an answer for that to their next request.
    const isUnused = codeOf(cause) === 'ERR_HTTP_REQUEST_TIMEOUT' && 'bytesRead' in socket && socket.bytesRead === 0;
    if (isUnused) socket.destroy();
    else if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    // A client that never closes its end must not keep ours open.
    setTimeout(() => socket.destroy(), refusalGraceMs).unref();
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  for (let port = preferredPort; ; port++) {
    try {
      await tryPort(server, host, port);
      break;
    } catch (cause) {
      const isTaken = codeOf(cause) === 'EADDRINUSE' && preferredPort !== 0;
      if (!isTaken || port >= Math.min(preferredPort + maxPortAttempts, 65_535)) throw cause;
    }
  }
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address ? address.port : preferredPort,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function tryPort(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The host names, in lower case, that requests to a server listening on `host` may use. */
export function hostNames(host: string): ReadonlySet<string> {
  const isLocal = host === '127.0.0.1' || host === 'localhost' || host === '::1';
  return new Set(
    isLocal
      ? ['127.0.0.1', 'localhost', '[::1]']
      : ['127.0.0.1', 'localhost', '[::1]', host.toLowerCase(), ...machineNames()],
  );
}

/**
 * Where browsers reach a server that listens on `host`: for all addresses of the machine, on this machine and then from other devices.
 */
export function addressesOf(host: string, port: number, interfaces = networkInterfaces()): string[] {
  const names = host === '0.0.0.0' || host === '::' ? ['127.0.0.1', ...addressesInNetwork(interfaces)] : [host];
  return names.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}`);
}

/** The IPv4 addresses that other devices can reach; those of virtual networks last. */
function addressesInNetwork(interfaces: ReturnType<typeof networkInterfaces>): string[] {
  const isVirtual = (name: string) => /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel)/.test(name);
  const names = Object.keys(interfaces).toSorted((a, b) => Number(isVirtual(a)) - Number(isVirtual(b)));
  const found = names.flatMap((name) => interfaces[name] ?? []);
  return found.flatMap(({ address, family, internal }) => (family === 'IPv4' && !internal ? [address] : []));
}

function machineNames(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [
    ...found.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
    hostname().toLowerCase(),
  ];
}
