// What a request asks for, told from its first line and headers alone. Everything here comes from the network and is not trusted:
// the answer is a key into a map of outputs, or a refusal; never a path of the file system.

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type RequestTarget =
  /** `path` is decoded and starts with `/`; `base` has been taken off. */
  | { readonly kind: 'path'; readonly path: string; readonly query: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

export interface RequestPolicy {
  /** Host names, without port, by which the server may be called. */
  readonly hosts: ReadonlySet<string>;
  /** `/blog`, or empty: the path under which the site is served. */
  readonly base: string;
}

/** What is looked at of a request. */
export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

export function targetOf({ method, url = '', headers }: RequestHead, policy: RequestPolicy): RequestTarget {
  if (!isAllowedHost(headers.host, policy)) return refused(403, 'this server does not answer to that host name');
  if (!isAllowedOrigin(headers, policy)) return refused(403, 'this server does not answer to that origin');
  if (method !== 'GET' && method !== 'HEAD') return refused(405, 'only GET and HEAD are answered');
  // Absolute forms, other hosts (`//evil`), anything that is not a path.
  if (!url.startsWith('/') || url.startsWith('//') || url.length > 4096 || /[\0-\x20\x7F\\]/.test(url))
    return refused(400, 'that is no address of this site');
  const [, rawPath = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  const path = decodePath(rawPath);
  // Files may have names of every kind, and the answer is looked up by name: only what no file can be called is refused.
  if (path === null || path.includes('\0') || path.split(/[/\\]/).some((step) => step === '..' || step === '.')) {
    return refused(400, 'that is no address of this site');
  }
  if (policy.base === '') return { kind: 'path', path, query };
  if (path === policy.base) return { kind: 'path', path: '', query };
  return path.startsWith(`${policy.base}/`)
    ? { kind: 'path', path: path.slice(policy.base.length), query }
    : refused(404, `the site stands at ${policy.base}/`);
}

/** The name a request calls the server by must be one of ours, or a page elsewhere could reach it by a name of its own. */
export function isAllowedHost(host: string | undefined, { hosts }: RequestPolicy): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:/?#@\\\s]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1];
  return name !== undefined && hosts.has(name.toLowerCase());
}

/** Browsers say where a request comes from, unless it is the user's own; programs say nothing. */
export function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, gate: RequestPolicy): boolean {
  if (origin === undefined) return true;
  const from = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase();
  // Another port of this machine is another program.
  return from !== undefined && from === host?.toLowerCase() && isAllowedHost(from, gate);
}

function refused(status: 400 | 403 | 404 | 405, why: string): RequestTarget {
  return { kind: 'refused', status, reason: why };
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
