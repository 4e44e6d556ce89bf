// Which rule makes a file of `dist/`. Must not be asked about variants and cards: their bytes are made outside of the engine.

import type { Digest, Get } from '../../engine/graph/rule.ts';
import type { Route } from '../../model/site.ts';
import type { PlannedFile, Rules } from './site-rules.ts';

export function plannedFileOf(route: Route): PlannedFile {
  return route.kind === 'public' ? { kind: 'copied', source: route.path } : { kind: 'output', source: route.url };
}

/** Digest of the bytes of the file that this source makes. */
export function digestOfFile(
  get: Get,
  { themeFile, publishedFile, output }: Pick<Rules, 'themeFile' | 'publishedFile' | 'output'>,
  { kind: made, source: of }: PlannedFile,
): Digest {
  return get.digest<unknown>(made === 'theme' ? themeFile : made === 'copied' ? publishedFile : output, of);
}
