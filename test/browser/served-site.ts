// A site built by the real program and served with its headers, like a strict static host.

import type { RequestListener } from 'node:http';
import { hostNames, listen } from '../../src/dev/server/listen.ts';
import { previewHandler } from '../../src/dev/server/preview.ts';
import { builtSite } from '../support/built-site.ts';

export interface ServedSite {
  /** The address of the site's root, with a final slash. */
  readonly url: string;
  /** An absolute path. Other test files read this folder too. */
  readonly dist: string;
  close(): Promise<void>;
}

/** Serves a site under `/blog/`. `intercept` may answer a request instead of the host, or pass it on. */
export async function serveSite(
  name: Parameters<typeof builtSite>[0],
  intercept: (host: RequestListener) => RequestListener = (host) => host,
): Promise<ServedSite> {
  const dist = await builtSite(name);
  const host = previewHandler(dist, { hosts: hostNames('127.0.0.1'), base: '/blog' });
  const server = await listen(intercept(host), '127.0.0.1', 0);
  return { url: `http://127.0.0.1:${server.port}/blog/`, dist, close: () => server.close() };
}
