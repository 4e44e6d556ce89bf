// Serves a finished `dist/` as a strict static host does, from a map of its files made at the start.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { contentTypeOf } from './content-type.ts';
import { headersFor, parseHeaders } from './host-headers.ts';
import { targetOf, type RequestPolicy } from './requests.ts';
import { findFile, locationHeader } from './static-map.ts';

/** Answers requests with the files that stand in `dist` now; later changes of its names are not seen. */
export function previewHandler(dist: string, gate: RequestPolicy): (request: IncomingMessage, response: ServerResponse) => void {
  const files = regularFiles(dist);
  const rules = files.has('_headers') ? parseHeaders(readFileSync(join(dist, '_headers'), 'utf8')) : [];
  return (request, response) => {
    const asked = targetOf(request, gate);
    if (asked.kind === 'refused') return send(request, response, asked.status, [], `${asked.reason}\n`);
    const headers = headersFor(asked.path, rules);
    const found = findFile(asked.path, (path) => files.has(path));
    if (found.kind === 'slash') {
      const location = ['Location', locationHeader(`${gate.base}${found.to}`, asked.query)] as const;
      return send(request, response, 301, [...headers, location], '');
    }
    const path = found.kind === 'file' ? found.path : '404.html';
    const bytes = readIfRegular(files.get(path));
    if (bytes === null) return send(request, response, 404, headers, 'not found\n');
    const type = ['Content-Type', contentTypeOf(path)] as const;
    send(request, response, found.kind === 'file' ? 200 : 404, [type, ...headers], bytes);
  };
}

/** Null where the file is not, or no longer, what it was at the start: a link put in its place is not followed. */
function readIfRegular(file: string | undefined): Buffer | null {
  if (file === undefined) return null;
  try {
    return lstatSync(file).isFile() ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

/** Of headers with one name the last counts, as far as they are no lists. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: readonly (readonly [string, string])[],
  body: string | Uint8Array,
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (status === 405) response.setHeader('Allow', 'GET, HEAD');
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : bytes);
}

/** Regular files by their path under `dist/`; what starts with `.octavo` is ours and no host's. */
function regularFiles(dist: string): ReadonlyMap<string, string> {
  const entries = readdirSync(dist, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.octavo'));
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(dist, file).split(sep).join('/'), file];
    }),
  );
}
