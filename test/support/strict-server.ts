// A minimal static server that behaves like nginx: it removes the query, percent-decodes the path once, resolves `..` and sends the file of
// that name. Must share no code with our own servers.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, posix } from 'node:path';
import { onTestFinished } from 'vitest';

/** Serves a folder at a path such as `/blog` until the test ends. Returns the origin: `http://127.0.0.1:1234`. */
export async function serveStrictly(folder: string, base: string): Promise<string> {
  const server = createServer((request, response) => {
    const [raw = ''] = (request.url ?? '').split('?');
    const path = posix.normalize(decodeURIComponent(raw));
    const inside = path.startsWith(`${base}/`) ? path.slice(base.length) : null;
    const file = inside === null ? null : fileAt(folder, inside);
    if (file === 'folder') response.writeHead(301, { location: `${raw}/` }).end();
    else if (file === null) response.writeHead(404).end('not found');
    else response.writeHead(200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

function fileAt(folder: string, path: string): Buffer | 'folder' | null {
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) return 'folder';
  return found?.isFile() ? readFileSync(file) : null;
}
