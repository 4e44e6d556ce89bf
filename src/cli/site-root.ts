// Which site a command works on: `--root`, or the folder it was started in.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Values } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** Absolute folder of the site. Throws UsageError where it is no folder. */
export function siteRoot(values: Values): string {
  const given = values.text('root');
  const root = resolve(given ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`\`${given}\` is no folder`);
  return root;
}
