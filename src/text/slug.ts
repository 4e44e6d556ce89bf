// Names of tags and series → parts of addresses. Letters and digits of every script stay; what tells `C`, `C++` and
// `C#` apart becomes words. A slug is never empty, and names that differ never share one within a set.

import { byCodeUnit } from './order.ts';

/**
 * What two spellings of one name have in common: names that differ in case, white space, hyphens or underscores only
 * are one.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[\s_\p{Pd}]+/gu, '-')
    .replace(/^-(?=.)|(?<=.)-$/gu, '')
    .normalize('NFC');
}

/** The slug that a name has where nobody else wants it: `C++` is `c-plus-plus`, `日本` stays, `🚀` is `u1f680`. */
export function slugOf(name: string): string {
  const slug = nameKey(name)
    .replace(/^\./, ' dot ')
    .replace(/[+#&@%*=$<>]/g, (symbol) => ` ${symbolWords[symbol]} `)
    .replace(/['\u2019\u02BC]/g, '')
    .replace(/\p{Variation_Selector}/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return shortened(/[\p{L}\p{N}]/u.test(slug) ? slug : codePoints(name));
}

/**
 * A slug for each of the names, no two alike. A name that is spelt like its slug keeps it; of others that would share
 * one, the first by code unit has it and the next ones get a number. Names with one `nameKey` share a slug.
 */
export function slugsFor(names: readonly string[]): ReadonlyMap<string, string> {
  const keys = [...new Set(names.map(nameKey))].toSorted(byCodeUnit);
  const slugByKey = new Map(keys.filter((key) => slugOf(key) === key).map((key) => [key, key]));
  const taken = new Set(slugByKey.values());
  for (const key of keys) {
    if (slugByKey.has(key)) continue;
    const slug = freeSlug(slugOf(key), taken);
    taken.add(slug);
    slugByKey.set(key, slug);
  }
  return new Map(names.map((name) => [name, slugByKey.get(nameKey(name)) ?? slugOf(name)]));
}

function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const symbolWords: { readonly [symbol: string]: string } = {
  '+': 'plus',
  '#': 'sharp',
  '&': 'and',
  '@': 'at',
  '%': 'percent',
  '*': 'star',
  '=': 'equals',
  $: 'dollar',
  '<': 'less',
  '>': 'greater',
};

/** For names without a letter or digit, such as an emoji. */
function codePoints(name: string): string {
  const points = Array.from(name.normalize('NFC'), (character) => `u${(character.codePointAt(0) ?? 0).toString(16)}`);
  return points.join('-') || 'unnamed';
}

/** At most 120 bytes of UTF-8, so that a folder of that name can be made everywhere. */
function shortened(slug: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let end = 0;
  for (const character of slug) {
    bytes += encoder.encode(character).length;
    if (bytes > 120) return slug.slice(0, end).replace(/-$/, '');
    end += character.length;
  }
  return slug;
}
