// Names of tags and series → slugs, the parts of addresses. Keeps letters and digits of all scripts; symbols that tell `C`,
// `C++` and `C#` apart become words. A slug must never be empty, and two names of a set must never share one.

/** Equal for all spellings of a name, which differ only in case, white space, hyphens or underscores. */
export function nameKey(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[\s_\p{Pd}]+/gu, '-')
    .replace(/^-(?=.)|(?<=.)-$/gu, '')
    .normalize('NFC');
}

/** The slug of a name if no other name has the same: `C++` becomes `c-plus-plus`, `日本` stays, `🚀` becomes `u1f680`. */
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
 * A different slug for each name; only names with the same `nameKey` share one. Of several names with the same slug the first gets it and
 * the others get a number. So a name keeps its slug, whatever is added after it.
 */
export function slugsFor(names: readonly string[]): ReadonlyMap<string, string> {
  const slugByKey = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of names.map(nameKey)) {
    if (slugByKey.has(key)) continue;
    const slug = freeSlug(slugOf(key), taken);
    taken.add(slug);
    slugByKey.set(key, slug);
  }
  return new Map(names.map((name) => [name, slugByKey.get(nameKey(name)) ?? slugOf(name)]));
}

/** The last part of the address of a page without a slug of its own. A name in lower case without spaces and symbols is kept as it is. */
export function pageSlugOf(name: string): string {
  return name === '' || /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}._~-]+$/u.test(name) ? name : slugOf(name);
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

/** The slug of a name without letters and digits, such as an emoji. */
function codePoints(name: string): string {
  const points = Array.from(name.normalize('NFC'), (character) => `u${(character.codePointAt(0) ?? 0).toString(16)}`);
  return points.join('-') || 'unnamed';
}

/** Shortens a slug to 120 bytes of UTF-8, so that every file system accepts a folder with that name. */
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
