// A site built by the real program and served as a strict static host does, headers and all.

import type { RequestListener } from 'node:http';
import { hostNames, listen } from '../../src/dev/server/listen.ts';
import { previewHandler } from '../../src/dev/server/preview.ts';
import { builtSite } from '../support/built-site.ts';

export interface ServedSite {
  /** Address of the site's root, with a slash at its end. */
  readonly url: string;
  /** Absolute. Other files look at it, too. */
  readonly dist: string;
  close(): Promise<void>;
}

/** Serves one of the sites under `/blog/`; `around` may answer in place of the host, or have it answer. */
export async function serveSite(
  name: Parameters<typeof builtSite>[0],
  around: (host: RequestListener) => RequestListener = (host) => host,
): Promise<ServedSite> {
  const dist = await builtSite(name);
  const host = previewHandler(dist, { hosts: hostNames('127.0.0.1'), base: '/blog' });
  const server = await listen(around(host), '127.0.0.1', 0);
  return { url: `http://127.0.0.1:${server.port}/blog/`, dist, close: () => server.close() };
}
