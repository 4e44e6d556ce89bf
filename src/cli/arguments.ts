// Command-line arguments → typed values, by a command's list of options. Must never accept an option that the command's help doesn't list.

import { parseArgs } from 'node:util';
import { nearest } from '../text/nearest.ts';
import type { Command } from './command-list.ts';
import { UsageError } from './usage-error.ts';

/** The arguments of a command. Its methods throw for an option that the command doesn't list: that is a bug. */
export interface Values {
  readonly operands: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | null;
  /** The values of an option that can be given several times. */
  texts(name: string): readonly string[];
  /** A whole number; null if the option is missing. Throws a UsageError if it is not from `min` to `max`. */
  count(name: string, min: number, max: number): number | null;
}

/** Parses the arguments after the command's name. Throws a UsageError that says what to type instead. */
export function parseArguments(command: Command, args: readonly string[]): Values {
  const options = Object.fromEntries(
    command.options.map(({ name, value, isRepeated = false }) => [
      name,
      { type: value === null ? ('boolean' as const) : ('string' as const), multiple: isRepeated },
    ]),
  );
  rejectUnknownOptions(command, args);
  const parsed = parse(command, args, options);
  if (parsed.positionals.length > 0 && command.operands === '') {
    throw new UsageError(
      `unexpected argument \`${parsed.positionals[0]}\` for \`octavo ${command.name}\``,
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
    texts(name) {
      const given = valueOf(name);
      return Array.isArray(given) ? given.map(String) : [];
    },
    count(name, min, max) {
      const value = valueOf(name);
      if (typeof value !== 'string') return null;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return number;
      throw new UsageError(`\`--${name}\` must be a whole number from ${min} to ${max}, not \`${value}\``);
    },
  };
}

/** What other generators call our options. */
const foreignOptions: ReadonlyMap<string, string> = new Map([
  ...['baseURL', 'base-url', 'site', 'site-url'].map((name) => [name, 'url'] as const),
  ...['destination', 'output', 'output-dir', 'outDir', 'dest', 'out-dir'].map((name) => [name, 'out'] as const),
  ...['source', 'input', 'dir', 'cwd', 'config'].map((name) => [name, 'root'] as const),
  ...['bind', 'hostname', 'address', 'interface', 'ip'].map((name) => [name, 'host'] as const),
  ...['buildDrafts', 'show-drafts', 'unpublished'].map((name) => [name, 'drafts'] as const),
  ...['buildFuture', 'show-future'].map((name) => [name, 'future'] as const),
  ...['allowed-hosts', 'allowedHosts', 'allow-hosts', 'public', 'disable-host-check'].map(
    (name) => [name, 'allow-host'] as const,
  ),
  ...['force-polling', 'force_polling', 'use-polling', 'watch-poll'].map((name) => [name, 'poll'] as const),
  ...['clean', 'no-cache', 'fresh', 'ignoreCache'].map((name) => [name, 'force'] as const),
]);

function rejectUnknownOptions(command: Command, args: readonly string[]): void {
  const names = command.options.map((option) => option.name);
  for (const arg of args) {
    if (arg === '--') return;
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || names.includes(name)) continue;
    const suggestion = [foreignOptions.get(name)].find((ours) => ours && names.includes(ours)) ?? nearest(name, names);
    const hint = suggestion
      ? `did you mean \`--${suggestion}\`?`
      : `\`octavo ${command.name} --help\` lists the options`;
    throw new UsageError(`\`octavo ${command.name}\` has no option \`--${name}\``, hint);
  }
}

function parse(
  command: Command,
  args: readonly string[],
  options: { [name: string]: { type: 'boolean' | 'string'; multiple: boolean } },
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const named = command.options.find((option) => message.includes(`--${option.name}`));
    const explanation = named?.value
      ? `\`--${named.name}\` needs a value: \`--${named.name} ${named.value}\``
      : message;
    throw new UsageError(explanation, `see \`octavo ${command.name} --help\``);
  }
}
