// Which site a command works on: `--root`, or the current folder. Must never create a folder.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Values } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** Returns the absolute folder of the site. Throws a UsageError if it is not a folder. */
export function siteRoot(values: Values): string {
  const given = values.text('root');
  const root = resolve(given ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`\`${given}\` is not a folder`);
  return root;
}
