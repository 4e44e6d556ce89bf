// `octavo preview`: serves dist/ like a strict static host. Must never build the site.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { addressesOf, hostNames, listen } from '../../dev/server/listen.ts';
import { previewHandler } from '../../dev/server/preview.ts';
import type { Values } from '../arguments.ts';
import { listenError, portTakenNote } from '../listen-errors.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';

const defaultPort = 4322;

export async function run(values: Values): Promise<number> {
  const root = siteRoot(values);
  const dist = resolve(values.text('out') ?? join(root, 'dist'));
  if (!existsSync(dist)) throw new UsageError(`\`${dist}\` does not exist`, 'build the site first with `octavo build`');
  const host = values.text('host') ?? '127.0.0.1';
  const base = (values.text('base') ?? '').replace(/\/+$/, '').replace(/^(?=[^/])/, '/');
  const port = values.count('port', 0, 65_535) ?? defaultPort;
  const answer = previewHandler(dist, { hosts: hostNames(host), allowed: () => values.texts('allow-host'), base });
  const server = await listen(answer, host, port).catch((cause: unknown) => {
    throw listenError(cause, host);
  });
  const [address = '', ...others] = addressesOf(host, server.port).map((root) => `${root}${base}/`);
  console.log(`${pc.green('serving')} ${dist} at ${pc.bold(address)}`);
  for (const other of others) console.log(`from other devices: ${pc.bold(other)}`);
  if (port !== 0 && port !== server.port) console.log(pc.yellow(portTakenNote(port)));
  await new Promise<void>((end) => {
    process.once('SIGINT', () => end()).once('SIGTERM', () => end());
  });
  await server.close();
  return 0;
}
