// The running tool: where its files are, which version it is, and where it may keep what it compiles. Must never write.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageCache } from './cache-home.ts';

export interface Tool {
  /** Absolute folder of the repository or of the installed package: `templates/` and `package.json` are in it. */
  readonly root: string;
  /** Changes whenever the tool's code, its dependencies or Node do. */
  readonly identity: string;
  /** Folder for what any process compiles from a site's trusted files; null if nothing can be kept. */
  readonly kept: string | null;
  /** Whether this is the package that users install, in whose folder nothing is ever written. */
  readonly isInstalled: boolean;
}

/** Reads `identity.json`, which is next to the compiled code. Without it (in tests) the sources themselves are the tool. */
export function runningTool(): Tool {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  let found: { readonly tool: string; readonly toolRoot?: string };
  try {
    found = JSON.parse(readFileSync(file('identity.json'), 'utf8'));
  } catch {
    return { root: file('../..'), identity: 'sources', kept: null, isInstalled: false };
  }
  const { tool, toolRoot } = found;
  if (toolRoot !== undefined) return { root: toolRoot, identity: tool, kept: file('kept'), isInstalled: false };
  const root = file('..');
  return { root, identity: `${tool} ${process.version}`, kept: packageCache(root), isInstalled: true };
}

export function versionOf({ root }: Tool): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
