// Bundles a module of the tool as the launcher does, for tests that run it in another process.

import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const repository = join(import.meta.dirname, '..', '..');

/** Bundles a module (`src/pipeline/parse/worker.ts`) into an empty folder, with a link to the packages that are not bundled. Returns the file. */
export async function bundleModule(entry: string, folder: string, plugins: Plugin[] = []): Promise<URL> {
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
