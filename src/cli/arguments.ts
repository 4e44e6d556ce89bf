// Command-line words → typed values, by a command's own list of options. Throws UsageError with what to type instead.

import { parseArgs } from 'node:util';
import { nearest } from '../text/nearest.ts';
import type { Command } from './command-list.ts';
import { UsageError } from './usage-error.ts';

/** What was given. Asking for an option that the command does not list is a bug and throws. */
export interface Values {
  readonly operands: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | null;
  /** A whole number, null where not given. */
  count(name: string, min: number, max: number): number | null;
}

export function parseArguments(command: Command, words: readonly string[]): Values {
  const options = Object.fromEntries(
    command.options.map(({ name, value }) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  rejectUnknownOptions(command, words);
  const parsed = parse(command, words, options);
  if (parsed.positionals.length > 0 && command.operands === '') {
    throw new UsageError(
      `\`octavo ${command.name}\` takes no \`${parsed.positionals[0]}\``,
      `see \`octavo ${command.name} --help\``,
    );
  }
  const valueOf = (name: string) => {
    if (!(name in options)) throw new Error(`\`${command.name}\` has no option \`${name}\``);
    return parsed.values[name];
  };
  return {
    operands: parsed.positionals,
    flag: (name) => valueOf(name) === true,
    text(name) {
      const value = valueOf(name);
      return typeof value === 'string' ? value : null;
    },
    count(name, least, most) {
      const value = valueOf(name);
      if (typeof value !== 'string') return null;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return number;
      throw new UsageError(`\`--${name} ${value}\` is no whole number from ${least} to ${most}`);
    },
  };
}

function rejectUnknownOptions(command: Command, words: readonly string[]): void {
  const names = command.options.map((option) => option.name);
  for (const word of words) {
    if (word === '--') return;
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name === undefined || names.includes(name)) continue;
    const suggestion = nearest(name, names);
    const hint = suggestion ? `did you mean \`--${suggestion}\`?` : `\`octavo ${command.name} --help\` lists the options`;
    throw new UsageError(`\`octavo ${command.name}\` has no option \`--${name}\``, hint);
  }
}

function parse(
  command: Command,
  words: readonly string[],
  options: { [name: string]: { type: 'boolean' | 'string' } },
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const named = command.options.find((option) => message.includes(`--${option.name}`));
    const explanation = named?.value ? `\`--${named.name}\` needs a value: \`--${named.name} ${named.value}\`` : message;
    throw new UsageError(explanation, `see \`octavo ${command.name} --help\``);
  }
}
