#!/usr/bin/env node
// The launcher: compiles the tool when its sources changed, then runs it in this very process.
// Must stay plain JavaScript that Node 20.19 runs as it is, and must not load esbuild when nothing changed.

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
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`octavo needs Node 20.19 or newer; this is ${process.version}`);
  process.exit(1);
}

const toolRoot = fileURLToPath(new URL('..', import.meta.url));
const cache = join(toolRoot, 'node_modules', '.cache', 'octavo', 'tool');
const stampFile = join(cache, 'stamp.json');
// Node 22.1 and newer keep compiled code between runs.
module.enableCompileCache?.(join(cache, 'v8'));

const folder = await compiledTool();
if (folder === null) process.exit(1);
const { run } = await import(pathToFileURL(join(folder, 'main.mjs')).href);
process.exitCode = await run(process.argv.slice(2));

/** The folder with the compiled tool, compiled anew if a source's size or time stamp differs from the last run's; null where there is no place for it. */
async function compiledTool() {
  const sources = sourceFiles(join(toolRoot, 'src')).concat(
    join(toolRoot, 'package-lock.json'),
    fileURLToPath(import.meta.url),
    fileURLToPath(new URL('quicker-libraries.mjs', import.meta.url)),
  );
  // Sorted: no system owes anybody an order of a folder's files.
  const stamps = sources
    .map((file) => `${file} ${stampOf(file)}`)
    .toSorted()
    .join('\n');
  const key = digestOf(`${process.version}\n${stamps}`);
  const last = readStamp();
  if (last?.key === key) return join(cache, last.folder);
  const tool = await compile();
  try {
    writeTool(tool, cache);
    writeWhole(stampFile, JSON.stringify({ key, folder: tool.folder }));
    for (const old of readdirSync(cache))
      if (old.startsWith('build-') && old !== tool.folder && isOld(old)) remove(old);
    return join(cache, tool.folder);
  } catch (cause) {
    if (cause.syscall === undefined) throw cause;
    return passing(tool, cause);
  }
}

/** Packages installed by somebody else, or on a disk that is full or can't be written: the tool lies in a folder that goes with the process. */
function passing(tool, why) {
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
async function compile() {
  const { build } = await import('esbuild');
  const { quickerLibraries } = await import('./quicker-libraries.mjs');
  const browser = await build({
    absWorkingDir: toolRoot,
    entryPoints: { client: 'src/dev/client.ts' },
    outdir: cache,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
  });
  const result = await build({
    absWorkingDir: toolRoot,
    entryPoints: {
      main: 'src/main.ts',
      worker: 'src/build/worker.ts',
      stager: 'src/engine/stager.ts',
      watcher: 'src/dev/watcher.ts',
    },
    outdir: cache,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    plugins: [quickerLibraries()],
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
    // gray-matter is CommonJS and asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire as octavoRequire } from 'node:module'; const require = octavoRequire(import.meta.url);",
    },
  });
  const files = [...result.outputFiles, ...browser.outputFiles];
  const digest = digestOf(files.map((file) => `${file.path.slice(cache.length)} ${file.hash}`).join('\n'));
  const lock = digestOf(readFileSync(join(toolRoot, 'package-lock.json')));
  const identity = JSON.stringify({ toolRoot, tool: `${digest} ${lock} ${process.version}` });
  const named = files.map((file) => [file.path.slice(cache.length + 1), file.contents]);
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

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // Not `join`, which takes as long as all the rest of this.
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function stampOf(file) {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs}`;
}

/** Another process may still be running from a folder that is no longer current: it is left alone for a day. */
function isOld(name) {
  return Date.now() - (statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) > 24 * 60 * 60 * 1000;
}

function remove(name) {
  rmSync(join(cache, name), { recursive: true, force: true });
}

function readStamp() {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
    return statSync(join(cache, stamp.folder, 'identity.json')).isFile() ? stamp : null;
  } catch {
    return null;
  }
}

function writeWhole(file, text) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}-${process.pid}`, text);
  renameSync(`${file}-${process.pid}`, file);
}

function digestOf(data) {
  return createHash('sha256').update(data).digest('hex').slice(0, 20);
}
