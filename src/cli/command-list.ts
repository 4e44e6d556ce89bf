// The commands and their options, as data: the parser and the help read the same list. Must never load the code of a command.

import { nearest } from '../text/nearest.ts';
import { UsageError } from './usage-error.ts';

export type CommandName = 'build' | 'dev' | 'preview' | 'check' | 'new' | 'labs' | 'init' | 'eject' | 'import';

export interface Option {
  readonly name: string;
  /** Placeholder of its value, or null for a flag. */
  readonly value: string | null;
  readonly text: string;
  /** Whether it can be given several times. */
  readonly isRepeated?: boolean;
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

const rootText = 'folder of the site, with content/ in it (default: the site around the current folder)';

const site = [
  option('root', 'DIR', rootText),
  option('url', 'URL', 'URL of the site, instead of the one in content/site.yaml'),
];
const visibility = [option('drafts', null, 'include drafts'), option('future', null, 'include scheduled posts')];
const all = option('all', null, 'show every problem, however many are alike');
const allowHost: Option = {
  ...option(
    'allow-host',
    'NAME',
    'also answer requests for this host name, such as that of a tunnel; `*.example.dev` allows all below',
  ),
  isRepeated: true,
};
const json = option('json', null, 'print the result as JSON');
const help = option('help', null, 'show this help');

const definitions: readonly Omit<Command, 'help'>[] = [
  {
    name: 'init',
    operands: '[DIR]',
    summary: 'start a new blog in a folder',
    options: [
      option('title', 'TEXT', 'title of the blog (default: from the name of the folder)'),
      option('url', 'URL', 'address of the published blog'),
      option('author', 'NAME', 'author of the blog'),
      option('yes', null, 'ask nothing, and use the defaults'),
      json,
      help,
    ],
  },
  {
    name: 'build',
    operands: '',
    summary: 'write the site to dist/',
    options: [
      ...site,
      option('out', 'DIR', 'output folder (default: dist/ in the site)'),
      ...visibility,
      option('compress', null, 'also write a .br and a .gz file next to each file that hosts can send compressed'),
      option('force', null, 'rebuild everything and ignore the build cache'),
      option('no-stat', null, 'read every file instead of trusting sizes and modification times'),
      option('workers', 'N', 'worker threads for parsing (default: chosen automatically)'),
      option('verify', null, 'compare the result with a clean build'),
      option('why', 'ADDRESS', 'explain why a page was rebuilt, such as /posts/hello/'),
      option('profile', null, 'show how long each stage took'),
      all,
      json,
      help,
    ],
  },
  {
    name: 'dev',
    operands: '',
    summary: 'serve the site while you write, with drafts and live reload',
    options: [
      ...site,
      option('port', 'N', 'port to listen on (default: 4321, or the next free one)'),
      option('host', 'NAME', 'address to listen on (default: 127.0.0.1, this machine only); 0.0.0.0 for other devices'),
      allowHost,
      option('poll', null, 'look for changes twice a second, where the file system reports none'),
      option('open', null, 'open the site in the browser'),
      help,
    ],
  },
  {
    name: 'preview',
    operands: '',
    summary: 'serve dist/ like a static host',
    options: [
      option('root', 'DIR', 'folder of the site, with dist/ in it (default: the site around the current folder)'),
      option('out', 'DIR', 'folder to serve (default: dist/ in the site)'),
      option('base', 'PATH', 'serve the site under a path, such as /blog'),
      option('port', 'N', 'port to listen on (default: 4322, or the next free one)'),
      option('host', 'NAME', 'address to listen on (default: 127.0.0.1)'),
      allowHost,
      help,
    ],
  },
  {
    name: 'check',
    operands: '',
    summary: 'report problems of the site without writing it',
    options: [
      ...site,
      ...visibility,
      option('external', null, 'also check links to other sites'),
      option('record', null, 'add new addresses, anchors and feed ids to content/published.txt'),
      all,
      json,
      help,
    ],
  },
  {
    name: 'new',
    operands: '"Title"',
    summary: 'create a post',
    options: [
      option('root', 'DIR', rootText),
      option('slug', 'SLUG', 'last part of its address (default: from the title)'),
      option('tags', 'A,B', 'its tags'),
      option('series', 'NAME', 'its series'),
      option('draft', null, 'mark it as a draft'),
      option('single', null, 'create one file instead of a folder'),
      option('lab', null, 'add a lab, which runs and records its listings'),
      json,
      help,
    ],
  },
  {
    name: 'labs',
    operands: '[slug …]',
    summary: 'run the labs of posts and compare the output with the recordings',
    options: [
      option('root', 'DIR', rootText),
      option('record', null, 'save the output as the new recordings'),
      option('strict', null, 'fail if a step was skipped'),
      option('shard', 'I/N', 'run the Ith of N parts of the labs, such as 1/2'),
      option('jobs', 'N', 'run this many labs at a time, where they have namespaces of their own (default: 1)'),
      option('retries', 'N', 'run a lab with a failed step up to N times again, and name it (default: 0)'),
      option('install-vm', null, 'download the kernel of the virtual machine that some labs need'),
      json,
      help,
    ],
  },
  {
    name: 'eject',
    operands: '[FILE …]',
    summary: 'list the files of the theme, or copy some to change them',
    options: [
      option('root', 'DIR', rootText),
      option('diff', null, 'show what the theme has changed in the originals of copied files'),
      option('accept', null, 'note that you have looked at the changes of these originals'),
      help,
    ],
  },
  {
    name: 'import',
    operands: 'SOURCE',
    summary: 'make a site from a Hugo, Jekyll, Hexo, Astro or Eleventy blog',
    options: [
      option('from', 'NAME', 'its generator: hugo, jekyll, hexo, astro or eleventy (default: found out)'),
      option('into', 'DIR', 'folder of the new site (default: octavo-blog)'),
      option('dry-run', null, 'write nothing, and report what would be written and what can’t be converted'),
      option('against', 'OLD_OUTPUT', 'output folder of the old site, or a list of its addresses: report what is lost'),
      json,
      help,
    ],
  },
];

export const commands: readonly Command[] = definitions.map((definition) =>
  Object.assign({}, definition, { help: helpFor(definition) }),
);

/** What other generators call our commands. */
const foreignCommands: ReadonlyMap<string, CommandName> = new Map([
  ...['serve', 'server', 'start', 'watch', 'develop', 'live', 's'].map((name) => [name, 'dev'] as const),
  ...['generate', 'publish', 'compile', 'render', 'export', 'g'].map((name) => [name, 'build'] as const),
  ...['test', 'lint', 'validate', 'doctor', 'verify'].map((name) => [name, 'check'] as const),
  ...['post', 'draft', 'add'].map((name) => [name, 'new'] as const),
  ...['create', 'quickstart'].map((name) => [name, 'init'] as const),
]);

/** Finds a command by its name. Throws a UsageError with a suggestion if there is none. */
export function commandFor(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = commands.map((candidate) => candidate.name);
  const suggestion = foreignCommands.get(name) ?? nearest(name, names);
  const hint = suggestion
    ? `did you mean \`octavo ${suggestion}\`?`
    : `the commands are ${names.join(', ')}; see \`octavo --help\``;
  throw new UsageError(`unknown command \`${name}\``, hint);
}

/** The text of `octavo --help`. */
export function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'Usage: octavo <command> [options]',
    '',
    ...rows,
    '',
    'Run `octavo <command> --help` to see its options, and `octavo --version` to see the version.',
  ].join('\n');
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
