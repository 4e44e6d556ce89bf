// Which rule makes a file of `dist/`. Must not be asked about variants and cards: their bytes are made outside of the engine.

import type { Digest, Get } from '../../engine/graph/rule.ts';
import type { Route } from '../../model/site.ts';
import type { FileSource, Rules } from './site-rules.ts';

export function sourceOf(route: Route): FileSource {
  return route.kind === 'public' ? { made: 'copied', of: route.path } : { made: 'output', of: route.url };
}

/** Digest of the bytes of the file that this source makes. */
export function digestOfSource(
  get: Get,
  { themeFile, publishedFile, output }: Pick<Rules, 'themeFile' | 'publishedFile' | 'output'>,
  { made, of }: FileSource,
): Digest {
  return get.digest<unknown>(made === 'theme' ? themeFile : made === 'copied' ? publishedFile : output, of);
}
