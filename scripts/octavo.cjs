#!/usr/bin/env node
// The launcher: compiles the tool when its sources have changed, then runs it in this process. It must stay plain JavaScript that
// Node 20.19 runs as it is, must not load esbuild when nothing has changed, and must stay short and CommonJS: every start waits for it.

'use strict';

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

// chokidar needs Node 20.19 or 22.12, the first releases of their lines that have this feature.
if (!process.features.require_module) {
  console.error(`octavo needs Node 20.19, 22.12 or newer; this is ${process.version}`);
  process.exit(1);
}

const toolRoot = path.dirname(__dirname);
const cache = path.join(toolRoot, 'node_modules', '.cache', 'octavo', 'tool');

launch().catch((cause) => {
  // Node itself would print the line of compiled code, which can be half the program.
  console.error(`octavo: ${cause?.stack ?? cause}\n  this is a bug in Octavo: please report it with these lines`);
  process.exit(1);
});

async function launch() {
  const key = sourcesKey();
  const folder = compiledFolder(key) ?? (await compile(key));
  if (folder === null) process.exit(1);
  // Node 22.8 and newer can keep the code that V8 generates, which saves 10 to 20 ms of each start. It keeps what V8 generates for a module
  // that it loads, not the functions that run later. A cache of our own with those would save a tenth of a build that parses one page, but
  // it would need all modules in one file, which the other commands would load in vain.
  enableCompileCache?.(path.join(folder, 'compile-cache'));
  const { run } = await import(pathToFileURL(path.join(folder, 'main.mjs')).href);
  process.exitCode = await run(process.argv.slice(2));
}

/** Changes when the size or the modification time of a source changes. */
function sourcesKey() {
  const sources = sourceFiles(path.join(toolRoot, 'src')).concat(
    path.join(toolRoot, 'package-lock.json'),
    __filename,
    path.join(__dirname, 'compile-tool.mjs'),
    path.join(__dirname, 'patched-libraries.mjs'),
  );
  // Sorted, because the order of a folder's files differs between file systems.
  const stamps = sources.map((file) => `${file} ${fileStamp(file)}`).toSorted();
  return createHash('sha256')
    .update([process.version, ...stamps].join('\n'))
    .digest('hex');
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // `path.join` would take as long as everything else in this function.
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(file);
    return /\.(?:tsx?|sh)$/.test(entry.name) ? [file] : [];
  });
}

function fileStamp(file) {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs}`;
}

/** Returns the folder with the tool compiled from these sources; null if there is none. */
function compiledFolder(key) {
  try {
    const stamp = JSON.parse(readFileSync(path.join(cache, 'stamp.json'), 'utf8'));
    const folder = path.join(cache, stamp.folder);
    return stamp.key === key && statSync(path.join(folder, 'identity.json')).isFile() ? folder : null;
  } catch {
    return null;
  }
}

async function compile(key) {
  const { compileTool } = await import('./compile-tool.mjs');
  return await compileTool(toolRoot, cache, key);
}
