// The lockfile: the same install everywhere, from any registry, without install scripts that matter.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const repository = join(import.meta.dirname, '..');
const text = readFileSync(join(repository, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: { [path: string]: Locked } };

test('names no host', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*registry/);
});

test('has an entry for every platform’s build of a package, or npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('installing runs no scripts and installs exact versions', () => {
  // esbuild's script only makes its command start faster. All tests run without it.
  const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript === true);
  expect(scripted).toEqual(['node_modules/esbuild']);
  expect(readFileSync(join(repository, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const wanted = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    readonly [group: string]: { readonly [name: string]: string };
  };
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies'].map((group) => wanted[group] ?? {});
  const inexact = groups.flatMap((group) =>
    Object.entries(group).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
  );
  expect(inexact).toEqual([]);
});
