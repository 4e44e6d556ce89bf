// The program in a process of its own, perhaps started by another program that restricts it.

import { execFileSync, spawn } from 'node:child_process';
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { digestOf } from '../../src/text/digest.ts';

const repository = realpathSync(join(import.meta.dirname, '..', '..'));
export const launcher = join(repository, 'scripts', 'octavo.cjs');

/** Another user, for `setpriv`: root may read and write everything. */
export const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
const caches = join(repository, 'node_modules', '.cache', 'octavo', 'sites');
export const canDrop: boolean = can('setpriv', [...nobody, 'test', '-r', launcher, '-a', '-r', caches, '-a', '-d']);

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  /** Everything that it printed. */
  readonly report: string;
}

export function run(
  command: string,
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, report: Buffer.concat(parts).toString() }));
  });
}

/** The program's cache for a site, which is removed after the test. The site's folder must exist. */
export function cacheOf(root: string): string {
  const cache = join(caches, digestOf(realpathSync(root)));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  return cache;
}

/** Whether this works on an empty folder; unmounts it again. */
export function can(command: string, args: readonly string[]): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = execFileSync('mktemp', ['-d']).toString().trim();
  try {
    execFileSync(command, [...args, folder], { stdio: 'ignore' });
    if (command === 'mount') execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
