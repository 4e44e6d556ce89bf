// Compiles the tool, for the launcher: `src/` becomes a script for the main thread, modules for other threads and one for browsers. What is
// kept is found again by the digest of what is in it.

import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { patchedLibraries } from './patched-libraries.mjs';

/** Returns the folder with the compiled tool, kept in `cache` under the `key` of its sources; null where there is no place for it, which is said. */
export async function compileTool(toolRoot, cache, key) {
  const tool = await compiled(toolRoot, join(cache, 'build'));
  try {
    writeTool(tool, cache);
    const stamp = join(cache, 'stamp.json');
    writeFileSync(`${stamp}-${process.pid}`, JSON.stringify({ key, folder: tool.folder }));
    renameSync(`${stamp}-${process.pid}`, stamp);
    for (const old of readdirSync(cache))
      if (old.startsWith('build-') && old !== tool.folder && isOld(join(cache, old))) remove(join(cache, old));
    return join(cache, tool.folder);
  } catch (cause) {
    if (cause.syscall === undefined) throw cause;
    return passing(toolRoot, cache, tool, cause);
  }
}

/** Packages installed by somebody else, or on a disk that is full or can't be written: the tool lies in a folder that goes with the process. */
function passing(toolRoot, cache, tool, why) {
  let home;
  try {
    home = mkdtempSync(join(tmpdir(), 'octavo-'));
    process.on('exit', () => rmSync(home, { recursive: true, force: true }));
    // Packages are looked for beside the code and above it.
    symlinkSync(join(toolRoot, 'node_modules'), join(home, 'node_modules'), 'junction');
    writeTool(tool, home);
    console.error(`octavo: the tool is compiled again for each run, as it can't be kept: ${why.message}`);
    return join(home, tool.folder);
  } catch (cause) {
    console.error(
      `octavo: the tool must be compiled before it runs, and can't be written: ${why.message}; ${cause.message}`,
    );
    console.error(`  give this user the right to write to ${cache}, or set TMPDIR to a folder with some space`);
    return null;
  }
}

/** Bundles `src/`: files for a folder named after what is in them. */
async function compiled(toolRoot, outdir) {
  const browser = build({
    absWorkingDir: toolRoot,
    entryPoints: { client: 'src/dev/browser/client.ts' },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  const forNode = {
    absWorkingDir: toolRoot,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    plugins: [patchedLibraries()],
    // Native code and what is seldom needed stays outside: it is loaded from node_modules when it is used.
    external: [
      'esbuild',
      'lightningcss',
      'sharp',
      '@resvg/resvg-js',
      '@viz-js/viz',
      'chokidar',
      'ws',
      'satteri',
      'temml',
    ],
  };
  const main = build({
    ...forNode,
    entryPoints: { main: 'src/main.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    // A script of which V8 has compiled code can't use `import`.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'octavoUrl' },
    banner: { js: "const octavoUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  const threads = build({
    ...forNode,
    entryPoints: {
      worker: 'src/pipeline/parse/worker.ts',
      'spool-thread': 'src/pipeline/output/spool-thread.ts',
      watcher: 'src/dev/watch/watcher.ts',
    },
    outExtension: { '.js': '.mjs' },
    splitting: true,
    format: 'esm',
    // gray-matter is CommonJS and asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire as octavoRequire } from 'node:module'; const require = octavoRequire(import.meta.url);",
    },
  });
  const files = (await Promise.all([browser, main, threads])).flatMap(({ outputFiles }) => outputFiles);
  const digest = digestOf(files.map((file) => `${file.path.slice(outdir.length)} ${file.hash}`).join('\n'));
  const lock = digestOf(readFileSync(join(toolRoot, 'package-lock.json')));
  const identity = JSON.stringify({ toolRoot, tool: `${digest} ${lock} ${process.version}` });
  const named = files.map((file) => [file.path.slice(outdir.length + 1), file.contents]);
  return { folder: `build-${digest}`, files: [...named, ['identity.json', identity]] };
}

function writeTool({ folder, files }, home) {
  const target = join(home, folder);
  const draft = `${target}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    for (const [name, contents] of files) writeFileSync(join(draft, name), contents);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    throw cause;
  }
  try {
    renameSync(draft, target);
  } catch {
    // Another process has just compiled the same sources: what it made is the same.
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Another process may still be running from a folder that is no longer current: it is left alone for a day. */
function isOld(folder) {
  return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 24 * 60 * 60 * 1000;
}

function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

function digestOf(data) {
  return createHash('sha256').update(data).digest('hex').slice(0, 20);
}
