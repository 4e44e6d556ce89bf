// Countable rules for the posts in this repository. Posts that users add are not checked, and deleted posts are not missed. Each rule is
// also tested with a post that breaks it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Code, Link, Nodes, RootContent } from 'mdast';
import { describe, expect, test } from 'vitest';
import { parseFenceInfo } from '../../src/content/code/fence-info.ts';
import { decodeFrontMatter } from '../../src/content/front-matter/meta.ts';
import { decodeLab } from '../../src/content/lab/lab.ts';
import { environmentFile, recordingFile } from '../../src/content/lab/lab-paths.ts';
import { parseEnvironment } from '../../src/content/lab/recording.ts';
import { plainProcessor } from '../../src/content/processor.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import { folderOf, resolvePath } from '../../src/text/paths.ts';

const essays: readonly string[] = ['go-through-containers', 'what-lasts-in-programming'];
const shipped = [
  'bpftrace-answers',
  'callbacks-to-async-await',
  'cgroup-memory-pressure',
  'cloud-native-landscape-by-problem',
  'code-base-flame-graph',
  'container-manager-inception',
  'container-networking-from-scratch',
  'container-to-bootable-disk',
  'container-without-an-image',
  'container-without-an-os',
  'custom-domains',
  'debugging-distroless',
  'disposable-dev-environments',
  'etcd-without-quorum',
  'event-loop-100-lines',
  'flask-gevent',
  'go-recovered-panic-deadlock',
  'go-socket-options',
  'how-services-talk',
  'http2-flow-control',
  'image-build-needs-containers',
  'io-uring-event-loop',
  'iptables-for-the-rest-of-us',
  'kube-proxy-iptables',
  'kubernetes-operator-from-scratch',
  'leader-election',
  'many-containers-one-port',
  'metrics-logs-traces',
  'network-policy',
  'node-readable-streams',
  'node-writable-streams',
  'oci-images-in-go',
  'profiling-go',
  'protobuf3-optional-scalars',
  'python-services-on-kubernetes',
  'python-web-server-sockets',
  'rest-rpc-graphql-on-the-wire',
  'rest-vs-grpc',
  'runtime-shim-1-runc',
  'runtime-shim-2-minimal',
  'runtime-shim-3-interactive',
  'scale-to-zero',
  'schema-migrations',
  'service-discovery-kubernetes',
  'service-proxy-pod-sidecar',
  'small-cli-over-an-api',
  'syn-and-accept-queues',
  'websockets-on-serverless',
  'weighted-canary-load-balancing',
  'what-a-container-is',
  'what-self-hosters-look-for',
  'when-an-api-changes',
  ...essays,
];

/** Returns the text of a file by its path from the root; null if there is none. */
type Read = (path: string) => string | null;

const root = join(import.meta.dirname, '..', '..');
const fromDisk: Read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null);
const { markdown } = decodeSiteConfig(null, { url: null }).value;

describe('shipped posts', () => {
  test.each(shipped)('%s', (slug) => {
    expect(complaints(slug, fromDisk)).toEqual([]);
  });
});

// The files of a lab are published, and a program compiled on one machine is useless on another.
test.each(shipped)('the lab of %s has no compiled program', (slug) => {
  const folder = join(root, 'content/posts', slug, 'lab');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const isCompiled = (file: string) => readFileSync(file).subarray(0, 4).toString('latin1') === '\x7FELF';
  const found = files.filter((file) => file.isFile() && isCompiled(join(file.parentPath, file.name)));
  expect(found.map(({ name }) => name)).toEqual([]);
});

/** Returns what is wrong with a post; nothing if it doesn't exist. */
function complaints(slug: string, read: Read): string[] {
  const path = `content/posts/${slug}/index.md`;
  const text = read(path);
  if (text === null) return [];
  const { meta, bodyStart } = decodeFrontMatter({ path, text }, 'post', markdown).value;
  const body = text.slice(bodyStart);
  const blocks = plainProcessor(body).parse(body).children;
  const codes = blocks.flatMap((block) => all(block)).filter((node) => node.type === 'code');
  const isEssay = essays.includes(slug);
  return [
    ...outside('words', wordsIn(blocks), isEssay ? [1000, 2000] : [1500, 4000]),
    ...outside('words of the excerpt', wordsIn(excerptOf(blocks)), [80, 200]),
    ...outside('characters of the description', meta.description?.length ?? 0, [50, 160]),
    ...outside('tags', meta.tags.length, [2, 5]),
    ...outside('neighbors', neighborsOf(path, blocks, read).size, [2, 100]),
    ...(isEssay || codes.some(isDiagram) ? [] : ['no diagram']),
    ...outside('sources', sourcesOf(blocks).length, [2, 100]),
    ...(isEssay ? [] : labComplaints(folderOf(path), read)),
    ...blocks.flatMap((_, at) => unrunIn(blocks, at)).map((code) => `not from a file or step: ${firstLine(code)}`),
    ...[...body.matchAll(/TODO|lorem|foo bar/gi)].map(([word]) => `a leftover: ${word}`),
  ];
}

function outside(name: string, count: number, [min, max]: readonly [number, number]): string[] {
  return count < min || count > max ? [`${name}: ${count}`] : [];
}

function all(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap((child: Nodes) => all(child)) : [])];
}

/** Prose as readers see it: no listings, no raw HTML, no addresses. */
function proseOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (!('children' in node)) return ' ';
  const parts = node.children.map((child: Nodes) => proseOf(child));
  return parts.join(isPhrase(node) ? '' : ' ');
}

function isPhrase({ type }: Nodes): boolean {
  return ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'link'].includes(type);
}

function wordsIn(blocks: readonly RootContent[]): number {
  return (
    blocks
      .map(proseOf)
      .join(' ')
      .match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
  );
}

function excerptOf(blocks: readonly RootContent[]): readonly RootContent[] {
  const more = blocks.findIndex((block) => block.type === 'html' && /^<!--\s*more\s*-->/.test(block.value));
  return blocks.slice(0, Math.max(0, more));
}

function linksIn(blocks: readonly RootContent[]): readonly Link[] {
  return blocks.flatMap((block) => all(block)).filter((node) => node.type === 'link');
}

/** The linked posts that exist, or that were shipped and have been deleted. */
function neighborsOf(path: string, blocks: readonly RootContent[], read: Read): ReadonlySet<string> {
  const targets = linksIn(blocks).map(({ url }) => resolvePath(folderOf(path), url.replace(/#.*/, '')));
  return new Set(
    targets.filter((target) => target !== null).filter((target) => target !== path && isPost(target, read)),
  );
}

function isPost(path: string, read: Read): boolean {
  const slug = /^content\/posts\/([^/]+)\/index\.md$/.exec(path)?.[1];
  return slug !== undefined && (shipped.includes(slug) || read(path) !== null);
}

function isDiagram(code: Code): boolean {
  return ['dot', 'sequence'].includes(code.lang ?? '') && optionsOf(code)['alt'] !== undefined;
}

function optionsOf({ lang, meta }: Code) {
  return parseFenceInfo(`${lang ?? ''} ${meta ?? ''}`).options;
}

/** External links in the section whose heading contains "sources". */
function sourcesOf(blocks: readonly RootContent[]): readonly Link[] {
  const heading = blocks.findLastIndex((block) => block.type === 'heading' && /sources/i.test(proseOf(block)));
  const links = heading < 0 ? [] : linksIn(blocks.slice(heading));
  return links.filter(({ url }) => url.startsWith('https://'));
}

/** Complaints about steps without a recording. */
function labComplaints(folder: string, read: Read): string[] {
  const path = `${folder}/lab/lab.yaml`;
  const lab = decodeLab({ path, text: read(path) ?? '' }).value;
  if (lab === null) return ['no lab'];
  const environment = parseEnvironment(read(`${folder}/lab/${environmentFile}`) ?? '');
  const isRecorded = (step: string) =>
    environment?.steps[step] !== undefined && read(`${folder}/lab/${recordingFile(step)}`) !== null;
  return lab.steps.filter(({ name }) => !isRecorded(name)).map(({ name }) => `not recorded: ${name}`);
}

/** Listings in a block that are written in the post itself, unless the block or its neighbors say "not run". */
function unrunIn(blocks: readonly RootContent[], at: number): Code[] {
  const block = blocks[at];
  const context = blocks.slice(Math.max(0, at - 1), at + 2).map(proseOf);
  if (!block || /\bnot run\b/i.test(context.join(' ').replace(/\s+/g, ' '))) return [];
  return all(block)
    .filter((node) => node.type === 'code')
    .filter((node) => !isShown(node));
}

/** Formulas are no listings: there is nothing to run. */
function isShown(code: Code): boolean {
  const { file, step } = optionsOf(code);
  return file !== undefined || step !== undefined || isDiagram(code) || code.lang === 'math';
}

function firstLine({ value, lang }: Code): string {
  return `${lang ?? ''} ${value.split('\n')[0] ?? ''}`;
}

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

/** A post without problems, in parts that can be changed one by one. */
const good = {
  description: words(20),
  tags: 'linux, go',
  excerpt: words(100),
  text: words(1500),
  neighbors: '[a](../go-socket-options/index.md) [b](../profiling-go/index.md#x)',
  diagram: '```dot alt="x"\na -> b\n```',
  listing: '```console step=one\n```',
  sources: '## Sources\n\n- [a](https://a.example/)\n- [b](https://b.example/)',
  lab: 'steps:\n  - { name: one, run: "true" }\n',
  recorded: 'one',
};

function written(change: Partial<typeof good>): Read {
  const post = { ...good, ...change };
  const body = [post.text, post.neighbors, post.diagram, post.listing, post.sources].join('\n\n');
  const front = `title: T\ndate: 2026-11-21\ndescription: ${post.description}\ntags: [${post.tags}]`;
  const step = { commands: ['true'], files: {} };
  const environment = { recorded: '', kernel: '', tools: {}, steps: { [post.recorded]: step } };
  const files: { readonly [path: string]: string } = {
    'index.md': `---\n${front}\n---\n${post.excerpt}\n\n<!--more-->\n\n${body}\n`,
    'lab/lab.yaml': post.lab,
    'lab/recordings/environment.json': JSON.stringify(environment),
    'lab/recordings/one.txt': '$ true\n',
  };
  return (path) => files[path.replace('content/posts/x/', '')] ?? null;
}

describe('complaints about a post', () => {
  test.each<readonly [expected: readonly string[], change: Partial<typeof good>]>([
    [[], {}],
    [['words: 1105'], { text: words(1000) }],
    [['words: 4105'], { text: words(4000) }],
    [['words of the excerpt: 79'], { excerpt: words(79) }],
    [['words of the excerpt: 201'], { excerpt: words(201) }],
    [['characters of the description: 49'], { description: words(10) }],
    [['characters of the description: 164'], { description: words(33) }],
    [['tags: 1'], { tags: 'linux' }],
    [['tags: 6'], { tags: 'a, b, c, d, e, f' }],
    [['neighbors: 1'], { neighbors: '[a](../go-socket-options/index.md) [b](../go-socket-options/index.md#x)' }],
    [['neighbors: 0'], { neighbors: '[a](index.md) [b](../nobody/index.md)' }],
    [['no diagram'], { diagram: '' }],
    [['sources: 1'], { sources: '## Sources\n\n[a](https://a.example/) [b](#b)' }],
    [['sources: 0'], { sources: '[a](https://a.example/) [b](https://b.example/)' }],
    [['no lab'], { lab: '' }],
    [['not recorded: one'], { recorded: 'two' }],
    [['not from a file or step: go package main'], { listing: '- item\n\n  ```go\n  package main\n  ```' }],
    [[], { listing: '```math\nx = y\n```' }],
    [[], { listing: 'Written, not run:\n\n```go\npackage main\n```' }],
    [['a leftover: TODO'], { text: `${words(1500)} TODO` }],
  ])('%j', (expected, change) => {
    expect(complaints('x', written(change))).toEqual(expected);
  });

  test('that was deleted', () => {
    expect(complaints('x', () => null)).toEqual([]);
  });
});
