// The command line of the benchmark. Must throw an error that says what to type for every wrong option.

import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `npm run bench -- [options]

  --sizes LIST        numbers of posts (100,1000,10000,100000)
  --runs N            rounds below 10,000 posts (3)
  --large-runs N      rounds from 10,000 posts (1)
  --peers LIST        other generators (eleventy,hexo,hugo,astro), or "none"
  --only LIST         builds, dev, shipped (all three)
  --dev               only the dev loop, with the peers that have a dev server (eleventy,hugo,astro) and 9 edits of each kind;
                      --dev --sizes 1000,10000 takes about twelve minutes
  --edits N           edits of each kind in the dev loop (15)
  --parsers LIST      remark,satteri (both)
  --large-parsers     parsers above 10,000 posts (satteri)
  --all               also measure what a peer is known to fail at
  --scratch DIR       folder for peers, sites and logs (octavo-bench in the system's temporary folder)
  --json FILE         results as JSON, written after each step (results.json in the scratch folder)
  --resume            continue with the results in the JSON file
  --markdown FILE     also write the tables to a file
  --readme            put the tables between the marks in README.md
  --report            only print the tables of the results in the JSON file
  --plan              only print the steps and how long they may take
  --prepare           only install the peers and write the blogs`;

const definitions = {
  sizes: { type: 'string', default: '100,1000,10000,100000' },
  runs: { type: 'string', default: '3' },
  'large-runs': { type: 'string', default: '1' },
  peers: { type: 'string' },
  only: { type: 'string', default: 'builds,dev,shipped' },
  dev: { type: 'boolean', default: false },
  edits: { type: 'string' },
  parsers: { type: 'string', default: 'remark,satteri' },
  'large-parsers': { type: 'string', default: 'satteri' },
  all: { type: 'boolean', default: false },
  scratch: { type: 'string', default: join(tmpdir(), 'octavo-bench') },
  json: { type: 'string' },
  resume: { type: 'boolean', default: false },
  markdown: { type: 'string' },
  readme: { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
  plan: { type: 'boolean', default: false },
  prepare: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** Parses arguments. Throws if an option is wrong. */
export function optionsFrom(args) {
  const { values } = parseArgs({ args, options: definitions });
  const scratch = resolve(values.scratch);
  const peers = values.peers ?? (values.dev ? 'eleventy,hugo,astro' : 'eleventy,hexo,hugo,astro');
  return {
    ...values,
    scratch,
    sizes: list(values.sizes).map((size) => whole('sizes', size)),
    runs: whole('runs', values.runs),
    largeRuns: whole('large-runs', values['large-runs']),
    edits: whole('edits', values.edits ?? (values.dev ? '9' : '15')),
    peers: peers === 'none' ? [] : among('peers', peers, ['eleventy', 'hexo', 'hugo', 'astro']),
    only: values.dev ? ['dev'] : among('only', values.only, ['builds', 'dev', 'shipped']),
    parsers: among('parsers', values.parsers, ['remark', 'satteri']),
    largeParsers: among('large-parsers', values['large-parsers'], ['remark', 'satteri']),
    json: resolve(values.json ?? join(scratch, 'results.json')),
  };
}

function list(text) {
  return text.split(',').map((word) => word.trim());
}

function among(name, text, known) {
  const words = list(text);
  const wrong = words.find((word) => !known.includes(word));
  if (wrong !== undefined) throw new Error(`--${name} must be one of ${known.join(', ')}, not "${wrong}"`);
  return words;
}

function whole(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a positive whole number, not "${text}"`);
  return Number(text);
}
