#!/usr/bin/env node
// The launcher of the installed package: runs the compiled tool in this process. Must never write inside the package, and must stay short:
// every start waits for it.

import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageCache } from '../../src/system/cache-home.ts';
import { isNodeSupported } from './supported-node.ts';

if (isNodeSupported())
  launch().catch((cause: unknown) => {
    // Node itself would print the line of compiled code, which can be half the program.
    const stack = cause instanceof Error ? cause.stack : String(cause);
    console.error(`octavo: ${stack}\n  this is a bug in Octavo: please report it with these lines`);
    process.exit(1);
  });

async function launch(): Promise<void> {
  const root = dirname(__dirname);
  const cache = packageCache(root);
  // Node 22.8 and newer can keep the code that V8 generates.
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => void };
  if (cache !== null) enableCompileCache?.(join(cache, 'compile-cache'));
  const { run } = (await import(pathToFileURL(join(root, 'tool', 'main.mjs')).href)) as {
    run: (argv: readonly string[]) => Promise<number>;
  };
  process.exitCode = await run(process.argv.slice(2));
}
