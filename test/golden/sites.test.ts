// Tiny sites with one feature each, built by the real program with a bare theme. The golden file of a site is its complete `dist/` in readable
// form. `npx vitest run test/golden/sites.test.ts -u` updates them; read the difference before you commit it.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listName } from '../../src/pipeline/output/emit.ts';
import { digestOf } from '../../src/text/digest.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { scratchFolder } from '../support/folder.ts';
import { printed } from '../support/printed.ts';
import { type RigOptions, startProcess } from '../support/rig.ts';

const golden = import.meta.dirname;

/** Options for the sites that need them. All others are built with the defaults. */
const builds: { readonly [golden: string]: { readonly site: string; readonly options: RigOptions } } = {
  'drafts-shown': { site: 'drafts', options: { drafts: true, future: true } },
};

const sites = readdirSync(golden).filter((name) => name !== 'mistakes' && existsSync(join(golden, name, 'content')));

test('all sites are found', () => expect(sites.length).toBeGreaterThanOrEqual(14));

describe('dist/ of', () => {
  for (const name of [...sites, ...Object.keys(builds)]) {
    test(name, async () => {
      const { site, options } = builds[name] ?? { site: name, options: {} };
      const { messages, files } = await built(site, options);
      const plain = name === 'one-post' ? null : (await built('one-post', {})).files;
      await expect(written(messages, files, plain)).toMatchFileSnapshot(join(golden, `${name}.txt`));
    });
  }
});

interface Built {
  /** The diagnostics of the site, in short. */
  readonly messages: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
}

async function built(site: string, options: RigOptions): Promise<Built> {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  mkdirSync(root);
  cpSync(join(golden, site), root, { recursive: true });
  const program = startProcess(root, join(scratch, 'cache'), options);
  const { diagnostics, report } = await program.build();
  const messages = diagnostics.flatMap((one) => {
    const path = one.at?.path ?? null;
    const [line = ''] = printed([one], (path && program.session.textOf(path)) ?? '');
    return `${path ?? '-'} ${line}`;
  });
  program.end();
  expect(report, messages.join('\n')).not.toBeNull();
  return { messages, files: filesIn(join(root, 'dist')) };
}

function filesIn(dist: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(dist, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
  // The list of files is left out: the golden file names the same files.
  const shown = paths.filter((path) => path !== listName).toSorted(byCodeUnit);
  return new Map(shown.map((path) => [path, readFileSync(join(dist, path))]));
}

/** Formats a golden file. Files that are the same as in `plain`, the site of one post, are only named. */
function written(messages: readonly string[], files: Built['files'], plain: Built['files'] | null): string {
  const same = [...files].filter(([path, bytes]) => plain?.get(path)?.equals(bytes)).map(([path]) => path);
  const parts = [...files]
    .filter(([path]) => !same.includes(path))
    .map(([path, bytes]) => `=== ${path}\n${shownBytes(path, bytes)}\n`);
  const heads = [
    ...messages.map((line) => `${line}\n`),
    ...(same.length > 0 ? [`As in the site of one post: ${same.join(', ')}\n`] : []),
  ];
  return [...heads, ...parts].join('\n');
}

/** Text with a line for each tag of a page (`⏎` marks line ends of the file itself), bytes as their number and digest. */
function shownBytes(path: string, bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes) || text.includes('\0')) return `(${bytes.length} bytes, ${digestOf(bytes)})`;
  if (!path.endsWith('.html')) return text.replace(/\n$/, '');
  return text.replace(/\n/g, '⏎\n').replace(/></g, '>\n<');
}
