// What a bundle of plugins was made from. Small and apart from the bundler, because sites without plugins load it.

import { readdirSync, readFileSync } from 'node:fs';
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

/** The digest that an input has now; null if it is not there. */
export function digestOfInput({ kind, path }: Pick<BundleInput, 'kind' | 'path'>): string | null {
  try {
    return kind === 'file' ? digestOf(readFileSync(path)) : digestOf(readdirSync(path).toSorted().join('\n'));
  } catch {
    return null;
  }
}
