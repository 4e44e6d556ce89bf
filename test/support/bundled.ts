// A module of the tool, bundled as the launcher bundles the tool: for tests that need it outside of the process of the tests.

import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const repository = join(import.meta.dirname, '..', '..');

/** Where the bundle of a module (`src/pipeline/parse/worker.ts`) lies in an empty folder. Packages that stay outside of it are found from there. */
export async function bundled(entry: string, folder: string, plugins: Plugin[] = []): Promise<URL> {
  const outfile = join(folder, basename(entry).replace(/ts$/, 'mjs'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await build({
    absWorkingDir: repository,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@resvg/resvg-js', '@viz-js/viz', 'satteri', 'sharp', 'temml'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins,
  });
  return pathToFileURL(outfile);
}
