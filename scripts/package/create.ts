#!/usr/bin/env node
// `npm create octavo DIR`: `octavo init DIR` in a package of its own that needs no other package. Must never import another command.

import { parseArguments } from '../../src/cli/arguments.ts';
import { commandFor } from '../../src/cli/command-list.ts';
import { run } from '../../src/cli/commands/init.ts';
import { isUsageError } from '../../src/cli/usage-error.ts';
import { isNodeSupported } from './supported-node.ts';

if (isNodeSupported()) await create();

async function create(): Promise<void> {
  const init = commandFor('init');
  try {
    const values = parseArguments(init, process.argv.slice(2));
    if (values.flag('help')) console.log(init.help.replaceAll('octavo init', 'npm create octavo'));
    else process.exitCode = await run(values);
  } catch (cause) {
    if (!isUsageError(cause)) throw cause;
    console.error([`octavo: ${cause.message}`, ...(cause.hint ? [`  ${cause.hint}`] : [])].join('\n'));
    process.exitCode = 2;
  }
}
