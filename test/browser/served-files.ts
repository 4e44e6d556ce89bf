// A small site that a browser test writes itself, built with the default theme and served with its headers.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hostNames, listen } from '../../src/dev/server/listen.ts';
import { previewHandler } from '../../src/dev/server/preview.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { startProcess } from '../support/rig.ts';
import type { ServedSite } from './served-site.ts';

const templates = join(import.meta.dirname, '../../templates');

/** Builds `files`, which must have no errors, and serves the result at the root of a host. Call it in a test: the folder ends with it. */
export async function serveFiles(files: {
  readonly [path: string]: string | Uint8Array;
}): Promise<ServedSite & { readonly diagnostics: readonly Diagnostic[] }> {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  mkdirSync(root);
  writeFiles(root, files);
  const program = startProcess(root, join(scratch, 'cache'), { templates });
  const { diagnostics, report } = await program.build();
  program.end();
  if (report === null) throw new Error(JSON.stringify(diagnostics));
  const dist = join(root, 'dist');
  const server = await listen(previewHandler(dist, { hosts: hostNames('127.0.0.1'), base: '' }), '127.0.0.1', 0);
  return { url: `http://127.0.0.1:${server.port}/`, dist, diagnostics, close: () => server.close() };
}
