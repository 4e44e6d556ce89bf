// Decides from a request's method, target and headers what it asks for. All of them come from the network and are not trusted: the result
// is a key into a map of outputs or a refusal, never a path in the file system.

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type RequestTarget =
  /** `path` is decoded, without `base`, and starts with `/`. `query` includes its `?`. */
  | { readonly kind: 'path'; readonly path: string; readonly query: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

/** Which requests a server answers. */
export interface RequestPolicy {
  /** Accepted host names, in lower case and without port. */
  readonly hosts: ReadonlySet<string>;
  /** More names, which the user allows: `blog.example.dev`, or `*.example.dev` for all names below. */
  readonly allowed?: () => readonly string[];
  /** Path under which the site is served: `/blog`, or empty. */
  readonly base: string;
}

export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const howToAllow =
  'to allow it, start the server with `--allow-host NAME`, or add `dev: {hosts: [NAME]}` to `content/site.yaml`';

/** Returns the requested path, or the status and reason for refusing the request. */
export function targetOf({ method, url = '', headers }: RequestHead, policy: RequestPolicy): RequestTarget {
  if (!isAllowedHost(headers.host, policy))
    return refused(403, `this server does not answer requests for that host name; ${howToAllow}`);
  if (!isAllowedOrigin(headers, policy))
    return refused(403, `this server does not answer requests from that origin; ${howToAllow}`);
  if (method !== 'GET' && method !== 'HEAD') return refused(405, 'only GET and HEAD are allowed');
  // Refuses absolute URLs, other hosts (`//evil`) and anything else that is not a path.
  if (!url.startsWith('/') || url.startsWith('//') || url.length > 4096 || /[\0-\x20\x7F\\]/.test(url))
    return refused(400, 'that is no address of this site');
  const [, rawPath = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  const path = decodePath(rawPath);
  // Files may have almost any name, and the name is only looked up in a map. Refuse what can't be the name of a file.
  if (path === null || path.includes('\0') || path.split(/[/\\]/).some((step) => step === '..' || step === '.')) {
    return refused(400, 'that is no address of this site');
  }
  if (policy.base === '') return { kind: 'path', path, query };
  if (path === policy.base) return { kind: 'path', path: '', query };
  return path.startsWith(`${policy.base}/`)
    ? { kind: 'path', path: path.slice(policy.base.length), query }
    : refused(404, `the site is at ${policy.base}/`);
}

/** Whether the `Host` header names this server. Otherwise a foreign page could reach it through a domain of its own (DNS rebinding). */
export function isAllowedHost(host: string | undefined, policy: RequestPolicy): boolean {
  const name = nameIn(host);
  return name !== null && (policy.hosts.has(name) || isAllowedName(name, policy));
}

function isAllowedName(name: string, { allowed = () => [] }: RequestPolicy): boolean {
  return allowed().some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) && name.length >= wanted.length : name === wanted;
  });
}

/** The host name without its port, in lower case. */
function nameIn(host: string | undefined): string | null {
  const name = /^(\[[0-9a-f:.]+\]|[^:/?#@\\\s]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1];
  return name?.toLowerCase() ?? null;
}

/** Browsers send the `Origin` of requests that a page makes. Other programs send none. */
export function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, policy: RequestPolicy): boolean {
  if (origin === undefined) return true;
  const from = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]?.toLowerCase();
  const name = nameIn(from);
  if (from === undefined || name === null) return false;
  // A different port of this machine belongs to a different program. A tunnel may pass on its own name as origin and ours as host.
  return (from === host?.toLowerCase() && isAllowedHost(from, policy)) || isAllowedName(name, policy);
}

function refused(status: 400 | 403 | 404 | 405, why: string): RequestTarget {
  return { kind: 'refused', status, reason: why };
}

/** Decodes percent-encoding. Null if it is not valid. */
export function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
