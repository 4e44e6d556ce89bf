// Packages made from this repository, installed into a blog as a user does it, and the installed command run there.

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const repository: string = join(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | null;
  /** All that was printed, standard output first. */
  readonly report: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  /** A command to start it by, such as `setpriv …`. */
  readonly before?: readonly string[];
}

/** A folder for all tests of a file. The caller removes it. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-package-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Packs the repository, perhaps as another version with other files in its theme. */
export function packInto(out: string, options: readonly string[] = []): void {
  execFileSync(process.execPath, [join(repository, 'scripts/pack.mjs'), '--out', out, ...options], { stdio: 'pipe' });
}

export function npm(cwd: string, args: readonly string[]): string {
  // With a umask of its own: what is installed must be readable by other users.
  return execFileSync('sh', ['-c', 'umask 022; exec npm "$@"', 'npm', ...args], {
    cwd,
    encoding: 'utf8',
    // Without colors, which some programs print where CI is set.
    env: { ...process.env, NO_COLOR: '1' },
    stdio: 'pipe',
  });
}

/** Runs the installed command. */
export async function octavo(site: string, args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ended> {
  const { before = [], env = {}, cwd = site } = options;
  const [command = '', ...rest] = [...before, process.execPath, join(site, 'node_modules/.bin/octavo'), ...args];
  const child = spawn(command, rest, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => (texts[0] += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (texts[1] += part));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, report: texts.join('') }));
  });
}

/** Starts a command that serves the site, until the test ends. Resolves with `http://127.0.0.1:1234/`. */
export async function serve(site: string, command: 'dev' | 'preview'): Promise<string> {
  const child = spawn(process.execPath, [join(site, 'node_modules/.bin/octavo'), command, '--port', '0'], {
    cwd: site,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`\`octavo ${command}\` ended: ${text}`)));
  });
}

/** Digests of all files below a folder, by path, with the times of their last change. */
export function stateOf(folder: string): { readonly [path: string]: string } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = entry.isFile() ? readFileSync(path) : '';
      return [path, `${createHash('sha256').update(bytes).digest('hex')} ${lstatSync(path).mtimeMs}`];
    }),
  );
}

export function bytesBelow(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}

/** Names of all installed packages. */
export function packagesBelow(modules: string): string[] {
  return readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      if (name.startsWith('@')) return packagesBelow(join(modules, name)).map((inner) => `${name}/${inner}`);
      const nested = join(modules, name, 'node_modules');
      return [name].concat(existsSync(nested) ? packagesBelow(nested) : []);
    });
}
