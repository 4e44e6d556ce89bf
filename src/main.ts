// argv → command → exit code. Must never load a command other than the requested one: every start waits for what it imports.

import { parseArguments, type Values } from './cli/arguments.ts';
import { type CommandName, commandFor, overview } from './cli/command-list.ts';
import { isUsageError } from './cli/usage-error.ts';

/** What each command's module exports. */
export interface CommandModule {
  /** Resolves with the process's exit code. Rejects with a `UsageError` if the options are wrong. */
  run(values: Values): Promise<number>;
}

const modules: { readonly [name in CommandName]: () => Promise<CommandModule> } = {
  build: () => import('./cli/commands/build.ts'),
  dev: () => import('./cli/commands/dev.ts'),
  preview: () => import('./cli/commands/preview.ts'),
  check: () => import('./cli/commands/check.ts'),
  new: () => import('./cli/commands/new.ts'),
  labs: () => import('./cli/commands/labs.ts'),
  init: () => import('./cli/commands/init.ts'),
  eject: () => import('./cli/commands/eject.ts'),
};

/** Runs the tool. Resolves with the exit code of the process: 0 success, 1 the site has errors, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    const name = argv[0];
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      console.log(overview());
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === '-v') {
      const { toolVersion } = await import('./cli/version.ts');
      console.log(toolVersion());
      return 0;
    }
    const command = commandFor(name);
    const values = parseArguments(command, argv.slice(1));
    if (values.flag('help')) {
      console.log(command.help);
      return 0;
    }
    const module = await modules[command.name]();
    return await module.run(values);
  } catch (cause) {
    if (!isUsageError(cause)) return await reportSystemError(cause);
    console.error(`octavo: ${cause.message}`);
    const { commandsFrom } = await import('./cli/how-to-run.ts');
    if (cause.hint) console.error(`  ${commandsFrom(process.cwd(), null)(cause.hint)}`);
    return 2;
  }
}

/** Prints an error of the operating system in words. Loads its module only now because it imports the build. Throws any other error. */
async function reportSystemError(cause: unknown): Promise<number> {
  const { systemErrorReport: systemFailure } = await import('./cli/system-errors.ts');
  const report = systemFailure(cause);
  if (report === null) throw cause;
  console.error(report);
  return 1;
}
