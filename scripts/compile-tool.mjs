// Compiles the tool for the launcher: `src/` becomes modules for Node and one for browsers, in a folder named after the digest of their
// contents and of the tool's place. Must never change a folder that another process may be running from.

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

/**
 * Returns the path of the folder with the compiled tool, kept in `cache` under the `key` of its sources. Returns null after printing why
 * if the sources don't compile or there is no place to write to.
 */
export async function compileTool(toolRoot, cache, key) {
  const tool = await compile(toolRoot, join(cache, 'build'));
  if (tool === null) return null;
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
    return writeTemporary(toolRoot, cache, tool, cause);
  }
}

/** For packages that another user installed and for disks that are full or read-only: the tool's folder is removed when the process exits. */
function writeTemporary(toolRoot, cache, tool, reason) {
  let home;
  try {
    home = mkdtempSync(join(tmpdir(), 'octavo-'));
    process.on('exit', () => rmSync(home, { recursive: true, force: true }));
    // Node looks for packages next to the code and in the folders above it.
    symlinkSync(join(toolRoot, 'node_modules'), join(home, 'node_modules'), 'junction');
    writeTool(tool, home);
    console.error(`octavo: the tool is compiled again for each run because it can't be cached: ${reason.message}`);
    return join(home, tool.folder);
  } catch (cause) {
    console.error(
      `octavo: the tool must be compiled before it runs, but it can't be written: ${reason.message}; ${cause.message}`,
    );
    console.error(`  give this user write access to ${cache}, or set TMPDIR to a folder with free space`);
    return null;
  }
}

/** Returns the files of a folder and its name; null if the sources don't compile, which esbuild has printed. */
async function compile(toolRoot, outdir) {
  // Rarely needed packages are loaded from node_modules when they are used.
  const tool = await bundleTool(toolRoot, outdir, ['@viz-js/viz', 'chokidar', 'ws', 'temml']);
  if (tool === null) return null;
  const lock = digestOf(readFileSync(join(toolRoot, 'package-lock.json')));
  const identity = JSON.stringify({ toolRoot, tool: `${tool.digest} ${lock} ${process.version}` });
  // With the tool's own place in the name: a copy of the project, packages and all, must not run with the theme of its original.
  return { folder: `build-${digestOf(identity)}`, files: [...tool.files, ['identity.json', identity]] };
}

/**
 * Bundles `src/`, but not native packages and those in `external`. Returns the files, a digest of them all, and the paths of all sources;
 * null if the sources don't compile, which esbuild has printed.
 */
export async function bundleTool(toolRoot, outdir, external) {
  const options = {
    absWorkingDir: toolRoot,
    outdir,
    bundle: true,
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    metafile: true,
  };
  const browser = build({
    ...options,
    entryPoints: { client: 'src/dev/browser/client.ts' },
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  const node = build({
    ...options,
    entryPoints: {
      main: 'src/main.ts',
      worker: 'src/pipeline/parse/worker.ts',
      'import-worker': 'src/import/convert/worker.ts',
      'spool-thread': 'src/pipeline/output/spool-thread.ts',
      watcher: 'src/dev/watch/watch-thread-entry.ts',
      vm: 'src/labs/vm.sh',
    },
    loader: { '.sh': 'copy' },
    outExtension: { '.js': '.mjs' },
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [patchedLibraries()],
    external: ['esbuild', 'lightningcss', 'sharp', '@resvg/resvg-js', 'satteri', ...external],
    // gray-matter is CommonJS and loads Node's modules by `require`.
    banner: {
      js: "import { createRequire as octavoRequire } from 'node:module'; const require = octavoRequire(import.meta.url);",
    },
  });
  const results = await Promise.allSettled([browser, node]);
  const failure = results.find(({ status }) => status === 'rejected');
  if (failure?.reason.errors !== undefined) return null;
  if (failure !== undefined) throw failure.reason;
  const files = results.flatMap(({ value }) => value.outputFiles);
  const digest = digestOf(files.map((file) => `${file.path.slice(outdir.length)} ${file.hash}`).join('\n'));
  const contents = files.map((file) => [file.path.slice(outdir.length + 1), file.contents]);
  const sources = new Set(results.flatMap(({ value }) => Object.keys(value.metafile.inputs)));
  return { files: contents, digest, sources: [...sources] };
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
    // Another process has just compiled the same sources to the same files.
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Another process may still be running from a folder that is no longer current: keep it for a day. */
function isOld(folder) {
  return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 24 * 60 * 60 * 1000;
}

function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

function digestOf(data) {
  return createHash('sha256').update(data).digest('hex').slice(0, 20);
}
