// Which rule makes a file of `dist/`. It must not be asked about variants and cards: their bytes are made outside of the engine.

import type { Digest, Get } from '../../engine/graph/rule.ts';
import type { Route } from '../../model/site.ts';
import type { PlannedFile, Rules } from './rule-types.ts';

export function plannedFileOf(route: Route): PlannedFile {
  return route.kind === 'public' ? { kind: 'copied', source: route.path } : { kind: 'output', source: route.url };
}

/** Digest of the file's bytes. */
export function digestOfFile(
  get: Get,
  { themeFile, publishedFile, output }: Pick<Rules, 'themeFile' | 'publishedFile' | 'output'>,
  { kind, source }: PlannedFile,
): Digest {
  return get.digest<unknown>(kind === 'theme' ? themeFile : kind === 'copied' ? publishedFile : output, source);
}
