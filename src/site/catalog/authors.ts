// The authors of a site: which posts are whose, and what a name in front matter stands for. A site of one author must get no pages of
// authors: all of its pages are theirs.

import type { AuthorDefinition, SiteConfig } from '../../model/config.ts';
import { type Built, error } from '../../model/diagnostic.ts';
import type { PageAuthor } from '../../model/page.ts';
import type { PageIndexData, SpanOf } from '../../model/page-parts.ts';
import type { AuthorPosts } from '../../model/site.ts';
import { nameKey } from '../../text/slug.ts';

type Authors = Pick<SiteConfig, 'author' | 'authors'>;

/** The author of the site that a post means, by key or name; null for a guest. */
export function knownAuthor({ name }: PageAuthor, { authors }: Pick<Authors, 'authors'>): AuthorDefinition | null {
  return authors.find((one) => one.key === name || nameKey(one.name) === nameKey(name)) ?? null;
}

export interface PostAuthor extends PageAuthor {
  /** Of the author's page; null if there is none. */
  readonly key: string | null;
}

/** Who wrote a post, with keys replaced by names: those that it names, or else the author of the site. */
export function authorsOfPost(named: readonly PageAuthor[], config: Authors): readonly PostAuthor[] {
  const { author, authors } = config;
  const people = named.length > 0 || author === null ? named : [author];
  return people.map((person) => {
    const known = knownAuthor(person, config);
    const key = authors.length > 1 ? (known?.key ?? null) : null;
    return { name: known?.name ?? person.name, url: person.url ?? known?.url ?? null, key };
  });
}

/** `posts` newest first; `others` are pages and posts that no list has. Reports names of authors that the site does not have. */
export function groupAuthors(
  posts: readonly PageIndexData[],
  others: readonly PageIndexData[],
  config: Authors,
  spanOf: SpanOf,
): Built<readonly AuthorPosts[]> {
  if (config.authors.length === 0) return { value: [], diagnostics: [] };
  const withPages = config.authors.length > 1 ? config.authors : [];
  const paths = new Map<string, Set<string>>(withPages.map(({ key }) => [key, new Set()]));
  for (const { path, meta } of posts)
    for (const { key } of authorsOfPost(meta.authors, config)) if (key !== null) paths.get(key)?.add(path);
  const diagnostics = [...posts, ...others].flatMap(({ path, meta }) =>
    meta.authors.flatMap(({ name, url }, index) => {
      if (url !== null || knownAuthor({ name, url }, config) !== null) return [];
      const hint =
        'add the author to `authors` in `content/site.yaml`, or give a guest an address: `{name: …, url: …}`';
      const similar = { among: 'authors', in: '', name } as const;
      const at = spanOf(path, [`authors.${index}`, 'authors', 'author']);
      return [error('author/unknown', `the site has no author \`${name}\``, at, { hint, similar })];
    }),
  );
  return { value: Array.from(paths, ([key, own]) => ({ key, posts: [...own] })), diagnostics };
}
