// Digests of entries, for cuts of the catalog: an entry stands in many of them and is looked at once.

import type { Entry } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';

const digests = new WeakMap<Partial<Entry>, string>();

/** The digest of an entry, or of what was taken of one. */
export function digestOfEntry(entry: Partial<Entry>): string {
  const digest = digests.get(entry) ?? digestOf(JSON.stringify(entry));
  digests.set(entry, digest);
  return digest;
}
