// Same input, same bytes: the real program on machines that differ in every way.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listName } from '../../src/pipeline/output/emit.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { randomRun } from '../support/random.ts';
import { bareTheme } from '../support/rig.ts';

/** Another version of Node, if the machine has one. */
const otherNode = process.env['OCTAVO_OTHER_NODE'];
const program = join(import.meta.dirname, '..', '..', 'scripts', 'octavo.cjs');

const site = {
  'content/site.yaml': 'title: Site\nurl: https://example.org/b\nlanguage: de\ntimezone: Europe/Berlin\n',
  ...Object.fromEntries(
    ['zebra', 'Äpfel', 'apfel', 'Zoo', '10', '9', 'ı', 'I'].map((name, index) => [
      `content/posts/${name}/index.md`,
      `---\ntitle: ${name} “x”\ndate: 2026-0${1 + (index % 3)}-28 23:30\ntags: [ö, o, Z, ça, cb, IT, ${index % 2 ? 'ß' : 'ss'}]\n---\n\nOpening.\n\n<!--more-->\n\n## ${name}\n\n\`\`\`go\nfunc main() {}\n\`\`\`\n`,
    ]),
  ),
  'content/posts/coming.md': '---\ntitle: Coming\ndate: 2030-01-01\n---\n\nCANARY.\n\n<!--more-->\n',
  'content/pages/shown.md': '---\ntitle: Shown\n---\n\n![Picture](../posts/shown.png)\n',
  'content/posts/shown.png': png({ width: 330, height: 12 }),
  'public/a.txt': 'a',
};

interface Machine {
  readonly env?: NodeJS.ProcessEnv;
  readonly options?: readonly string[];
  readonly umask?: string;
  /** The order in which the system lists folders, which is not defined. */
  readonly listing?: 'reversed' | 'shuffled';
  readonly folder?: string;
  /** Its binary. */
  readonly node?: string;
}

/** Digest of dist/ as the program builds it on such a machine. */
function digestOn({
  env = {},
  options = [],
  umask = '022',
  listing,
  folder = 'site',
  node = process.execPath,
}: Machine): string {
  const root = join(scratchFolder(), folder);
  writeFiles(root, site);
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  const loaded = listing === undefined ? [] : ['--import', join(import.meta.dirname, 'shuffle-preload.mjs')];
  const words = [...loaded, program, 'build', '--root', root, ...options].map((word) => `'${word}'`).join(' ');
  execFileSync('/bin/sh', ['-c', `umask ${umask}; '${node}' ${words}`], {
    env: { PATH: process.env['PATH'], SOURCE_DATE_EPOCH: '1800000000', OCTAVO_LISTING: listing, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { [listName]: _list, ...files } = readFiles(join(root, 'dist'));
  expect(Object.keys(files).length).toBeGreaterThan(40);
  expect(Object.keys(files)).toContainEqual(expect.stringMatching(/\.avif$/));
  expect(Object.values(files).some((text) => text.includes('CANARY'))).toBe(false);
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

/** Five differences share a run, and must not change the same setting. */
const machines: { readonly [name: string]: Machine } = {
  'far east of Greenwich': { env: { TZ: 'Pacific/Kiritimati' } },
  'with a strict umask': { umask: '077' },
  'with folders listed backwards': { listing: 'reversed' },
  'in one thread': { options: ['--workers', '0'] },
  'in Turkish': { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
  'far west of Greenwich': { env: { TZ: 'Pacific/Pago_Pago' } },
  'with folders listed in any order': { listing: 'shuffled' },
  'in a folder with an odd name': { folder: 'a b #1 ü' },
  'in three threads': { options: ['--workers', '3'] },
  'without the stat shortcut': { options: ['--no-stat'] },
  ...(otherNode !== undefined && { 'by another Node': { node: otherNode } }),
};

/** Several differences are tried in one run; a soak tries each by itself. */
function together(names: readonly string[]): [name: string, machine: Machine] {
  const some = names.map((name) => machines[name] ?? {});
  const machine: Machine = Object.assign({}, ...some);
  const env = Object.assign({}, ...some.map((one) => one.env));
  return [names.join(', '), { ...machine, env, options: some.flatMap(({ options = [] }) => options) }];
}

const names = Object.keys(machines);
const { count: perRun } = randomRun('oddities', { full: 5, soak: 1 });
const groups = names.flatMap((_, at) => (at % perRun === 0 ? [together(names.slice(at, at + perRun))] : []));

describe('one digest', () => {
  let expected: string | undefined;
  test.each(groups)('%s', (_, machine) => {
    expected ??= digestOn({});
    expect(digestOn(machine)).toBe(expected);
  });
});

test('the time called “now” decides what is published', () => {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, site);
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  const build = (epoch: string) =>
    execFileSync(process.execPath, [program, 'build', '--root', root], {
      env: { PATH: process.env['PATH'], SOURCE_DATE_EPOCH: epoch },
      stdio: 'ignore',
    });
  build('1800000000');
  expect(Object.keys(readFiles(join(root, 'dist')))).not.toContain('posts/coming/index.html');
  build('1900000000');
  expect(Object.keys(readFiles(join(root, 'dist')))).toContain('posts/coming/index.html');
  build('1800000000');
  expect(Object.keys(readFiles(join(root, 'dist')))).not.toContain('posts/coming/index.html');
});
