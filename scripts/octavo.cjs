#!/usr/bin/env node
// The launcher: has the tool compiled when its sources changed, then runs it in this very process, with what V8 made of it in earlier runs.
// Must stay plain JavaScript that Node 20.19 runs as it is, and must not load esbuild when nothing changed. CommonJS, and short, because
// every start waits for it.

'use strict';

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

// Packages that are modules only come by `require`: Node 20.19 and 22.12 are the first of their lines to allow it.
if (!process.features.require_module) {
  console.error(`octavo needs Node 20.19, 22.12 or newer; this is ${process.version}`);
  process.exit(1);
}

const toolRoot = path.dirname(__dirname);
const cache = path.join(toolRoot, 'node_modules', '.cache', 'octavo', 'tool');
/** A first run seldom does what all others do: it builds everything. */
const runsKept = 2;
/** Before compiled code: after how many runs it was kept, and its SHA-256. */
const headBytes = 33;

void launch();

async function launch() {
  const key = keyOfSources();
  const folder = compiledBefore(key) ?? (await compiledNow(key));
  if (folder === null) process.exit(1);
  const { run, onStarted } = toolIn(folder);
  process.exitCode = await run(process.argv.slice(2), onStarted);
}

/** Differs where the size or the time stamp of a source does. */
function keyOfSources() {
  const sources = sourceFiles(path.join(toolRoot, 'src')).concat(
    path.join(toolRoot, 'package-lock.json'),
    __filename,
    path.join(__dirname, 'compile-tool.mjs'),
    path.join(__dirname, 'patched-libraries.mjs'),
  );
  // Sorted: no system owes anybody an order of a folder's files.
  const stamps = sources.map((file) => `${file} ${stampOf(file)}`).toSorted();
  return digestOf([process.version, ...stamps].join('\n')).toString('hex');
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // Not `join`, which takes as long as all the rest of this.
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

function stampOf(file) {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size} ${mtimeNs}`;
}

/** The folder with the tool as these sources make it; null where it is not there. */
function compiledBefore(key) {
  try {
    const stamp = JSON.parse(readFileSync(path.join(cache, 'stamp.json'), 'utf8'));
    const folder = path.join(cache, stamp.folder);
    return stamp.key === key && statSync(path.join(folder, 'identity.json')).isFile() ? folder : null;
  } catch {
    return null;
  }
}

async function compiledNow(key) {
  const { compileTool } = await import('./compile-tool.mjs');
  return await compileTool(toolRoot, cache, key);
}

/** What the compiled tool exports; `onStarted` is to be called when all was done that every start does. */
function toolIn(folder) {
  const file = path.join(folder, 'main.cjs');
  const load = createRequire(file);
  // Where a stack trace is to speak of the sources, Node itself must load it.
  if (process.execArgv.includes('--enable-source-maps')) return { ...load(file), onStarted() {} };
  // V8 takes only what was made under the same flags; and no command runs all that another does.
  const way = [process.version, process.arch, ...process.execArgv, process.env.NODE_OPTIONS, process.argv[2]].join(' ');
  const kept = path.join(folder, `main-${digestOf(way).toString('hex').slice(0, 20)}`);
  const known = keptCode(kept);
  const script = new Script(`(function (exports, require, module, __filename) {${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    cachedData: known?.code,
  });
  const runs = known === null || script.cachedDataRejected ? 0 : known.runs;
  let isKept = runs >= runsKept;
  const onStarted = () => {
    if (!isKept) keepCode(kept, runs + 1, script);
    isKept = true;
  };
  process.once('exit', onStarted);
  const main = { exports: {} };
  script.runInThisContext()(main.exports, load, main, file);
  return { ...main.exports, onStarted };
}

function keptCode(kept) {
  try {
    const bytes = readFileSync(kept);
    const code = bytes.subarray(headBytes);
    return digestOf(code).equals(bytes.subarray(1, headBytes)) ? { runs: bytes[0], code } : null;
  } catch {
    return null;
  }
}

/** What can't be kept is made again by the next run. */
function keepCode(kept, runs, script) {
  const draft = `${kept}-${process.pid}`;
  try {
    const code = script.createCachedData();
    writeFileSync(draft, Buffer.concat([Buffer.of(runs), digestOf(code), code]));
    renameSync(draft, kept);
  } catch {}
}

function digestOf(data) {
  return createHash('sha256').update(data).digest();
}
