// Digests of entries, for the parts of the catalog that pages depend on. An entry is in many such parts but is digested
// only once, so it must never change.

import type { Entry } from '../../model/site.ts';
import { digestOf } from '../../text/digest.ts';

const digests = new WeakMap<Partial<Entry>, string>();

/** The digest of an entry, or of an object with some of its fields. */
export function digestOfEntry(entry: Partial<Entry>): string {
  const digest = digests.get(entry) ?? digestOf(JSON.stringify(entry));
  digests.set(entry, digest);
  return digest;
}
