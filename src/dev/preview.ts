// Serves a finished `dist/` as a strict static host does, from a map of its files made at the start.

import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { contentTypeOf } from './content-type.ts';
import { headersAt, parseHeaders } from './host-headers.ts';
import { askedFor, type Gate } from './requests.ts';
import { findFile } from './static-map.ts';

/** Answers requests with the files that stand in `dist` now; later changes of its names are not seen. */
export function previewOf(dist: string, gate: Gate): (request: IncomingMessage, response: ServerResponse) => void {
  const files = filesIn(dist);
  const rules = files.has('_headers') ? parseHeaders(readFileSync(join(dist, '_headers'), 'utf8')) : [];
  return (request, response) => {
    const asked = askedFor(request, gate);
    if (asked.kind === 'refused')
      return send(response, request, asked.status, 'text/plain; charset=utf-8', `${asked.why}\n`);
    const found = findFile(asked.path, (path) => files.has(path));
    if (found.kind === 'slash') {
      response.writeHead(301, { Location: encodeURI(`${gate.base}${found.to}`) + asked.query }).end();
      return;
    }
    const path = found.kind === 'file' ? found.path : files.has('404.html') ? '404.html' : null;
    for (const [name, value] of headersAt(asked.path, rules)) response.setHeader(name, value);
    const file = path === null ? undefined : files.get(path);
    if (path === null || file === undefined)
      return send(response, request, 404, 'text/plain; charset=utf-8', 'not found\n');
    try {
      send(response, request, found.kind === 'file' ? 200 : 404, contentTypeOf(path), readFileSync(file));
    } catch {
      send(response, request, 404, 'text/plain; charset=utf-8', 'the file has gone since the preview was started\n');
    }
  };
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': bytes.length,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Regular files by their path under `dist/`; what starts with `.octavo` is ours and no host's. */
function filesIn(dist: string): ReadonlyMap<string, string> {
  const entries = readdirSync(dist, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.octavo'));
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(dist, file).split(sep).join('/'), file];
    }),
  );
}
