// A start usually finds that nothing has changed: `dev` and `build` load the code that reads posts, settings and labs and watches folders
// only when they need it.

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

/** Packages that load together with these files, without what loads later by `import()`. */
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

test.each([
  ['build', ['get-east-asian-width', 'image-size', 'picocolors']],
  ['dev', ['get-east-asian-width', 'image-size', 'mrmime', 'picocolors']],
])('%s loads almost no package', (command, packages) => {
  expect(packagesOf([main, `src/cli/commands/${command}.ts`])).toEqual(packages);
});
