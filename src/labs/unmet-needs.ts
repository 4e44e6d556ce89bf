// Checks whether this machine has what a step needs. Must never run a program except to ask for its version.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Need } from '../content/lab/lab.ts';
import { vmVersion } from './vm.ts';

/** Names what is missing, for the message of a skipped step. Null if the need is met. */
export function unmetNeed(need: Need, canIsolate: boolean): string | null {
  if (need.name === 'root') return canIsolate ? null : isolation;
  if (need.name === 'vm') return unmetForVm(canIsolate);
  if (programPath(need.name) === null) return `\`${need.name}\``;
  if (need.minVersion === null) return null;
  const version = versionOf(need.name);
  return version !== null && compareVersions(version, need.minVersion) >= 0
    ? null
    : `\`${need.name}\` ${need.minVersion} or newer`;
}

const isolation = 'root and Linux namespaces';

/** Programs of Debian's `qemu-system-x86`, `busybox-static` and `kmod`, which `vm.sh` runs. */
const vmPrograms = ['qemu-system-x86_64', 'busybox', 'modprobe'];

/** Comes with `qemu-system-x86` of Debian 12. */
const vmFileServer = '/usr/lib/qemu/virtiofsd';

function unmetForVm(canIsolate: boolean): string | null {
  const missing = vmPrograms.filter((name) => programPath(name) === null).map((name) => `\`${name}\``);
  if (!existsSync(vmFileServer)) missing.push(`\`${vmFileServer}\``);
  if (process.arch !== 'x64') missing.push('an x86-64 processor');
  if (vmVersion() === null) missing.push('a kernel, which `octavo labs --install-vm` downloads');
  if (!canIsolate) missing.push(isolation);
  return missing.length === 0 ? null : `the virtual machine, for which this machine lacks ${missing.join(', ')}`;
}

/** The PATH of labs: the system's folders only, so that a lab runs the same tools wherever it is started. */
export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Returns the path of a program in `searchPath`; null if there is none. */
export function programPath(name: string): string | null {
  for (const folder of searchPath.split(':')) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // The next folder may have it.
    }
  }
  return null;
}

/** Arguments that make a program print its version, if not `--version`. */
const versionArguments: { readonly [name: string]: readonly string[] } = {
  go: ['version'],
  ip: ['-V'],
  ss: ['-V'],
  bridge: ['-V'],
  tc: ['-V'],
  socat: ['-V'],
  nginx: ['-v'],
  haproxy: ['-v'],
  ping: ['-V'],
  busybox: ['--help'],
};

const versions = new Map<string, string | null>();

/** Returns the first number with a dot that a program prints when asked for its version, or null. For `vm`, the version of its kernel. */
export function versionOf(name: string): string | null {
  if (name === 'vm') return vmVersion();
  const cached = versions.get(name);
  if (cached !== undefined) return cached;
  const path = programPath(name);
  const version =
    path === null ? null : (/\d+\.[\d.]*\d/.exec(outputOf(path, versionArguments[name] ?? ['--version']))?.[0] ?? null);
  versions.set(name, version);
  return version;
}

function outputOf(path: string, args: readonly string[]): string {
  try {
    return execFileSync('/bin/sh', ['-c', '"$@" 2>&1 </dev/null', 'sh', path, ...args], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (cause) {
    return cause instanceof Error && 'stdout' in cause ? String(cause.stdout) : '';
  }
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  for (let place = 0; place < Math.max(a?.length ?? 0, b?.length ?? 0); place++) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
