// What `dev` loads before its first page is seldom more than what finds out that nothing changed: what reads posts, settings and labs, and
// what watches folders, is loaded when it is first needed. The same goes for `build`.

import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';

const main = 'src/main.ts';
const commands = ['src/cli/commands/build.ts', 'src/cli/commands/dev.ts'];
let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: join(import.meta.dirname, '..', '..'),
    entryPoints: [main, ...commands],
    outdir: 'unwritten',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: ['esbuild', 'lightningcss', 'sharp', '@resvg/resvg-js', '@viz-js/viz', 'chokidar', 'satteri', 'temml'],
    write: false,
    metafile: true,
  });
  outputs = metafile.outputs;
});

/** Packages in the code that must be loaded with these files: not what they load later. */
function packagesOf(entries: readonly string[]): string[] {
  const files = Object.keys(outputs).filter((file) => entries.includes(outputs[file]?.entryPoint ?? ''));
  const found = new Set<string>();
  for (const file of files) {
    const { imports = [], inputs = {} } = outputs[file] ?? {};
    for (const { path, kind, external } of imports) {
      if (kind !== 'import-statement' || files.includes(path)) continue;
      if (!external) files.push(path);
      else if (!path.startsWith('node:')) found.add(path);
    }
    for (const input of Object.keys(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name !== undefined) found.add(name);
    }
  }
  return [...found].toSorted(byCodeUnit);
}

test.each(commands)('%s loads next to no package', (command) => {
  expect(packagesOf([main, command])).toEqual(['image-size', 'picocolors']);
});
