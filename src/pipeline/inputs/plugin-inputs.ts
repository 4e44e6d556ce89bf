// What a bundle of plugins was made from. Small and apart from the bundler, because sites without plugins load it.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../../text/digest.ts';

/** In the root of a site. */
export const pluginsFile = 'plugins.ts';

/** Something on disk that a bundle was made from, by its absolute path. */
export interface BundleInput {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  /** Of a file's bytes, or of the names in a folder: a new name may be found before the one that was used. */
  readonly digest: string;
}

/** What npm, pnpm and Yarn write when an installation is complete. */
const installRecords = [
  'node_modules/.package-lock.json',
  'node_modules/.modules.yaml',
  'node_modules/.yarn-state.yml',
  'node_modules/.yarn-integrity',
  '.pnp.cjs',
];

/** Absolute paths of files that change whenever packages of a site are installed; most of them don't exist. */
export function installRecordsFor(root: string): readonly string[] {
  const own = installRecords.map((name) => join(root, name));
  return dirname(root) === root ? own : [...own, ...installRecordsFor(dirname(root))];
}

/** The digest that an input has now; null if it is not there. */
export function digestOfInput({ kind, path }: Pick<BundleInput, 'kind' | 'path'>): string | null {
  try {
    return kind === 'file' ? digestOf(readFileSync(path)) : digestOf(readdirSync(path).toSorted().join('\n'));
  } catch {
    return null;
  }
}
