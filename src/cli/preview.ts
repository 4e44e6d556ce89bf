// `octavo preview`: serves dist/ as a strict static host would.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { listen, namesOf } from '../dev/listen.ts';
import { previewOf } from '../dev/preview.ts';
import type { Values } from './arguments.ts';
import { listeningError } from './listening.ts';
import { siteRoot } from './site-root.ts';
import { UsageError } from './usage-error.ts';

export async function run(values: Values): Promise<number> {
  const root = siteRoot(values);
  const dist = resolve(values.text('out') ?? join(root, 'dist'));
  if (!existsSync(dist)) throw new UsageError(`there is no \`${dist}\``, 'build the site first: `npm run build`');
  const host = values.text('host') ?? '127.0.0.1';
  const base = (values.text('base') ?? '').replace(/\/+$/, '').replace(/^(?=[^/])/, '/');
  const server = await listen(
    previewOf(dist, { hosts: namesOf(host), base }),
    host,
    values.count('port', 0, 65_535) ?? 4322,
  ).catch((cause: unknown) => {
    throw listeningError(cause, host);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  console.log(`${pc.green('serving')} ${dist} at ${pc.bold(`http://${name}:${server.port}${base}/`)}`);
  await new Promise<void>((end) => {
    process.once('SIGINT', () => end()).once('SIGTERM', () => end());
  });
  await server.close();
  return 0;
}
