// argv → command → exit code. Loads only the command that is asked for.

import { parseArguments, type Values } from './cli/arguments.ts';
import { type CommandName, commandFor, overview } from './cli/command-list.ts';
import { isUsageError } from './cli/usage-error.ts';

/** What each command's module exports. */
export interface CommandModule {
  /** `onStarted` is called by commands that go on, when all is done that each start of theirs does. */
  run(values: Values, onStarted: () => void): Promise<number>;
}

const modules: { readonly [name in CommandName]: () => Promise<CommandModule> } = {
  build: () => import('./cli/commands/build.ts'),
  dev: () => import('./cli/commands/dev.ts'),
  preview: () => import('./cli/commands/preview.ts'),
  check: () => import('./cli/commands/check.ts'),
  new: () => import('./cli/commands/new.ts'),
  labs: () => import('./cli/commands/labs.ts'),
};

/**
 * Runs the tool; returns the process's exit code: 0 done, 1 the site has errors, 2 wrong usage. `onStarted` is called by commands that go
 * on, when all is done that each start of theirs does.
 */
export async function run(argv: readonly string[], onStarted: () => void): Promise<number> {
  try {
    const name = argv[0];
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      console.log(overview());
      return name === undefined ? 2 : 0;
    }
    const command = commandFor(name);
    const values = parseArguments(command, argv.slice(1));
    if (values.flag('help')) {
      console.log(command.help);
      return 0;
    }
    const module = await modules[command.name]();
    return await module.run(values, onStarted);
  } catch (cause) {
    if (!isUsageError(cause)) return await reported(cause);
    console.error(`octavo: ${cause.message}`);
    if (cause.hint) console.error(`  ${cause.hint}`);
    return 2;
  }
}

/** Loaded when it is needed: it knows what a build is. */
async function reported(cause: unknown): Promise<number> {
  const { systemFailure } = await import('./cli/system-errors.ts');
  const report = systemFailure(cause);
  if (report === null) throw cause;
  console.error(report);
  return 1;
}
