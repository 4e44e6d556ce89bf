// A site built by the real program and served as a strict static host does, headers and all.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listen, namesOf } from '../../src/dev/listen.ts';
import { previewOf } from '../../src/dev/preview.ts';

const repository = join(import.meta.dirname, '..', '..');

export interface ServedSite {
  /** Address of the site's root, with a slash at its end. */
  readonly url: string;
  readonly dist: string;
  close(): Promise<void>;
}

/** Builds the site at `root` (relative to the repository) and serves it under `/blog/`. */
export async function serveSite(root: string): Promise<ServedSite> {
  const dist = mkdtempSync(join(tmpdir(), 'octavo-browser-'));
  const program = join(repository, 'scripts/octavo.mjs');
  execFileSync(process.execPath, [program, 'build', '--root', join(repository, root), '--out', dist], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await listen(previewOf(dist, { hosts: namesOf('127.0.0.1'), base: '/blog' }), '127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${server.port}/blog/`,
    dist,
    async close() {
      await server.close();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}
