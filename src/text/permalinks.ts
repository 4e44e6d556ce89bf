// Patterns of addresses, such as `/:year/:slug/`: which are valid, and the address that one gives. An address is root-relative and decoded;
// a pattern must never give one that a static host can't serve.

/** The parts of a pattern, and the only ones that it may have. */
export const permalinkParts = {
  posts: ['year', 'month', 'day', 'slug', 'section'],
  pages: ['slug', 'section'],
  tags: ['tag'],
  series: ['series'],
  authors: ['author'],
  pagination: ['number'],
} as const;

export type PermalinkKind = keyof typeof permalinkParts;

/** The part that tells the addresses of a kind apart. */
const requiredPart = {
  posts: 'slug',
  pages: 'slug',
  tags: 'tag',
  series: 'series',
  authors: 'author',
  pagination: 'number',
} as const;

const part = /:([a-z_]+)/gi;

/** Names that other generators have for ours. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ...['title', 'name', 'filename', 'slugorfilename', 'post_title'].map((name) => [name, 'slug'] as const),
  ...['sections', 'folder', 'dir', 'path'].map((name) => [name, 'section'] as const),
  ...['num', 'page'].map((name) => [name, 'number'] as const),
]);

/** What is wrong with a pattern, after its name; the second line says what to write. Null if it is valid. */
export function permalinkMistake(pattern: string, kind: PermalinkKind): string | null {
  const known: readonly string[] = permalinkParts[kind];
  const example = `write it like \`${examples[kind]}\``;
  if (!pattern.startsWith('/')) return `must start with \`/\`\n${example}`;
  if (/[?#\s]/.test(pattern) || !isPageAddress(pattern.replace(part, 'x')))
    return `is not the address of a page: \`${pattern}\`\nend it with \`/\` or \`.html\`, and leave out \`..\`, \`?\`, \`#\` and spaces`;
  for (const [, name = ''] of pattern.matchAll(part)) {
    if (known.includes(name)) continue;
    const ours = synonyms.get(name.toLowerCase());
    const parts = known.map((each) => `\`:${each}\``).join(', ');
    const hint = ours !== undefined && known.includes(ours) ? `write \`:${ours}\`` : `use ${parts}`;
    return `has no part \`:${name}\`\n${hint}`;
  }
  const required = requiredPart[kind];
  if (!pattern.includes(`:${required}`))
    return `needs \`:${required}\`, or all addresses would be the same\n${example}`;
  return null;
}

const examples: { readonly [kind in PermalinkKind]: string } = {
  posts: '/:year/:month/:slug/',
  pages: '/:slug.html',
  tags: '/tags/:tag/',
  series: '/series/:series/',
  authors: '/authors/:author/',
  pagination: '/page/:number/',
};

/** The address that a pattern gives. A part without a value leaves no empty step. */
export function fillPermalink(pattern: string, values: { readonly [name: string]: string }): string {
  return pattern.replace(part, (_, name: string) => values[name] ?? '').replace(/\/{2,}/g, '/');
}

/** The folder before the first part of a pattern: `/tags/` for `/tags/:tag.html`. */
export function permalinkFolder(pattern: string): string {
  const before = pattern.slice(0, pattern.indexOf(':'));
  return before.slice(0, before.lastIndexOf('/') + 1);
}

/** Whether a decoded address is one that every static host serves as a page, and every file system can store. */
export function isPageAddress(url: string): boolean {
  return isPlainPath(url) && /(?:\/|\.html?)$/i.test(url);
}

/** Whether a decoded address is a path that can be a file: without `..`, double slashes, control characters or steps of more than 255 bytes. */
export function isPlainPath(url: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (!url.startsWith('/') || /[\\\0-\x1F\x7F]|\/\/|\/\.\.?(?:\/|$)/.test(url)) return false;
  return url.split('/').every((step) => new TextEncoder().encode(step).length <= 255);
}
