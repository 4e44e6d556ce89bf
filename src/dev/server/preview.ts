// Serves a finished `dist/` as a strict static host does, from a map of its files made at the start; compressed where `build --compress`
// has written that. Must never serve a file that is not in
// the map or follow a symbolic link.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import { contentTypeOf } from './content-type.ts';
import { headersFor, parseHeaders } from './host-headers.ts';
import { type RequestPolicy, targetOf } from './requests.ts';
import { findFile, locationHeader } from './static-map.ts';

/** Answers requests with the files that are in `dist` now. Files added later are not served. */
export function previewHandler(
  dist: string,
  policy: RequestPolicy,
): (request: IncomingMessage, response: ServerResponse) => void {
  const files = regularFiles(dist);
  const rules = files.has('_headers') ? parseHeaders(readFileSync(join(dist, '_headers'), 'utf8')) : [];
  return (request, response) => {
    const target = targetOf(request, policy);
    if (target.kind === 'refused') return send(request, response, target.status, [], `${target.reason}\n`);
    const headers = headersFor(target.path, rules);
    const found = findFile(target.path, (path) => files.has(path));
    if (found.kind === 'slash') {
      const location = ['Location', locationHeader(`${policy.base}${found.to}`, target.query)] as const;
      return send(request, response, 301, [...headers, location], '');
    }
    const path = found.kind === 'file' ? found.path : '404.html';
    const encodings = encodingsOf(path, (each) => files.has(each));
    const encoding = encodings.find(({ name }) => isAccepted(name, request.headers['accept-encoding'] ?? ''));
    const bytes = readIfRegular(files.get(path + (encoding?.extension ?? '')));
    if (bytes === null) return send(request, response, 404, headers, 'not found\n');
    const about: [string, string][] = [['Content-Type', contentTypeOf(path)]];
    if (encodings.length > 0) about.push(['Vary', 'Accept-Encoding']);
    if (encoding) about.push(['Content-Encoding', encoding.name]);
    send(request, response, found.kind === 'file' ? 200 : 404, [...about, ...headers], bytes);
  };
}

/** The best first. */
const encodingNames = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/** The encodings that `build --compress` wrote next to a file. */
function encodingsOf(path: string, has: (path: string) => boolean) {
  return encodingNames.filter(({ extension }) => has(path + extension));
}

/** Whether an `Accept-Encoding` header names an encoding, not with a quality of 0. */
function isAccepted(name: string, header: string): boolean {
  return header.split(',').some((item) => {
    const [encoding = '', quality = ''] = item.split(';').map((part) => part.trim().toLowerCase());
    return encoding === name && !/^q=0(?:\.0*)?$/.test(quality);
  });
}

/** Null if the file is gone or no longer a regular file: a link in its place must not be followed. */
function readIfRegular(file: string | undefined): Buffer | null {
  if (file === undefined) return null;
  try {
    return lstatSync(file).isFile() ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

/** If a header is given twice, the last value wins. */
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

/** Regular files by their path under `dist/`, without the tool's own `.octavo…` files, which no host serves. */
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
