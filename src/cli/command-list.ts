// The commands and their options, as data: what the parser accepts is what the help says.

import { nearest } from '../text/nearest.ts';
import { UsageError } from './usage-error.ts';

export type CommandName = 'build' | 'dev' | 'preview' | 'check' | 'new' | 'labs';

export interface Option {
  readonly name: string;
  /** Placeholder of its value, or null for a switch. */
  readonly value: string | null;
  readonly text: string;
}

export interface Command {
  readonly name: CommandName;
  /** Positional arguments as shown in the help: `"Title"`; empty for none. */
  readonly operands: string;
  readonly summary: string;
  readonly options: readonly Option[];
  readonly help: string;
}

function option(name: string, value: string | null, text: string): Option {
  return { name, value, text };
}

const site = [
  option('root', 'DIR', 'the site: a folder with content/ in it (default: here)'),
  option('url', 'URL', 'address of the site, instead of the one in content/site.yaml'),
];
const visibility = [option('drafts', null, 'show drafts'), option('future', null, 'show posts dated in the future')];
const json = option('json', null, 'print the result as JSON');
const help = option('help', null, 'show this');

const definitions: readonly Omit<Command, 'help'>[] = [
  {
    name: 'build',
    operands: '',
    summary: 'write the site to dist/',
    options: [
      ...site,
      option('out', 'DIR', 'where to write (default: dist/ in the site)'),
      ...visibility,
      option('force', null, 'build everything anew, without the cache'),
      option('no-stat', null, 'read every file instead of trusting sizes and time stamps'),
      option('workers', 'N', 'worker threads for parsing (default: as many as pay)'),
      option('verify', null, 'build a second time from nothing and compare'),
      option('why', 'ADDRESS', 'say why a page was made again, such as /posts/hello/'),
      option('profile', null, 'show where the time went'),
      json,
      help,
    ],
  },
  {
    name: 'dev',
    operands: '',
    summary: 'show the site while it is written, drafts and all',
    options: [
      ...site,
      option('port', 'N', 'port to listen on (default: 4321, or the next free one)'),
      option('host', 'NAME', 'address to listen on (default: 127.0.0.1, for this machine alone)'),
      option('open', null, 'open the browser'),
      help,
    ],
  },
  {
    name: 'preview',
    operands: '',
    summary: 'serve dist/ as a static host would',
    options: [
      option('root', 'DIR', 'the site: a folder with dist/ in it (default: here)'),
      option('out', 'DIR', 'the folder to serve (default: dist/ in the site)'),
      option('base', 'PATH', 'serve it under a path, such as /blog'),
      option('port', 'N', 'port to listen on (default: 4322, or the next free one)'),
      option('host', 'NAME', 'address to listen on (default: 127.0.0.1)'),
      help,
    ],
  },
  {
    name: 'check',
    operands: '',
    summary: 'report everything that can be wrong with the site, without writing it',
    options: [...site, ...visibility, option('external', null, 'try links to other sites, too'), json, help],
  },
  {
    name: 'new',
    operands: '"Title"',
    summary: 'make a new post',
    options: [
      option('root', 'DIR', 'the site: a folder with content/ in it (default: here)'),
      option('slug', 'SLUG', 'last part of its address (default: from the title)'),
      option('tags', 'A,B', 'its tags'),
      option('series', 'NAME', 'the series it belongs to'),
      option('draft', null, 'make it a draft'),
      option('single', null, 'one file instead of a folder'),
      option('lab', null, 'with a lab: listings that are run and recorded'),
      json,
      help,
    ],
  },
  {
    name: 'labs',
    operands: '[slug …]',
    summary: 'run the listings of posts and compare with what is recorded',
    options: [
      option('root', 'DIR', 'the site: a folder with content/ in it (default: here)'),
      option('record', null, 'write what the steps print beside the lab'),
      option('strict', null, 'fail where a step had to be skipped'),
      json,
      help,
    ],
  },
];

export const commands: readonly Command[] = definitions.map((definition) =>
  Object.assign({}, definition, { help: helpFor(definition) }),
);

export function commandFor(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = commands.map((candidate) => candidate.name);
  const suggestion = nearest(name, names);
  const hint = suggestion
    ? `did you mean \`octavo ${suggestion}\`?`
    : `commands are ${names.join(', ')}; \`octavo --help\` says more`;
  throw new UsageError(`there is no command \`${name}\``, hint);
}

export function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return ['Usage: octavo <command> [options]', '', ...rows, '', '`octavo <command> --help` lists its options.'].join(
    '\n',
  );
}

function helpFor({ name, operands, summary, options }: Omit<Command, 'help'>): string {
  const shown = options.map((each) => ({
    left: `--${each.name}${each.value ? ` ${each.value}` : ''}`,
    text: each.text,
  }));
  const width = Math.max(...shown.map(({ left }) => left.length));
  const rows = shown.map(({ left, text }) => `  ${left.padEnd(width)}  ${text}`);
  return [
    `octavo ${name}: ${summary}`,
    '',
    `Usage: octavo ${name} ${operands ? `${operands} ` : ''}[options]`,
    '',
    ...rows,
  ].join('\n');
}
