// The Content-Type header of a file, from its name, as a static host sends it. Must never look at the file itself.

import { mimes } from 'mrmime';

/** Readers expect to see programs and data as text. mrmime gives some of these extensions to other formats: `ts` is a video. */
const isPlainText =
  /(?:\.(?:go|py|c|h|ts|sh|yaml|yml|toml|dot|seq|conf|mod|nft|rules|rs|java|rb|log|ini)|\/[A-Z][a-z]*file|\/_(?:headers|redirects))$/;
const types = new Map(Object.entries({ ...mimes, ico: 'image/x-icon', xml: 'application/xml' }));
const isUtf8 = /^text\/|^application\/(?:[\w.-]+\+)?(?:json|xml)$/;

/** Returns the value of the header for a path. Text gets `charset=utf-8`. */
export function contentTypeOf(path: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const type = isPlainText.test(path) ? 'text/plain' : (types.get(extension) ?? 'application/octet-stream');
  return isUtf8.test(type) ? `${type}; charset=utf-8` : type;
}
