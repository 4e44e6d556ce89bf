// What feeds call a post, so that feed readers recognize it: its `id`, or the one that was recorded for its address or an alias, or else its
// address. Two posts must never share an id, or readers
// show only one of them.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { PageIndexData, SpanOf } from '../../model/page-parts.ts';
import type { CatalogEntry } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { aliasPath } from './page-addresses.ts';

/** The id of a post that is not its present address; null where it is. */
export function keptIdOf(
  { id, aliases }: Pick<PageIndexData['meta'], 'id' | 'aliases'>,
  url: string,
  siteUrl: string | null,
  recordedIds: { readonly [url: string]: string },
): string | null {
  const isRecorded = (address: string) => Object.hasOwn(recordedIds, address);
  const address = [url, ...aliases.map(aliasPath)].find((each) => each !== null && isRecorded(each));
  const kept = id ?? (address ? recordedIds[address] : undefined) ?? null;
  return siteUrl !== null && kept === absoluteHref(siteUrl, url) ? null : kept;
}

/** `siteUrl` is the site's address without a final slash. */
export function feedIdOf({ id, url }: Pick<CatalogEntry, 'id' | 'url'>, siteUrl: string): string {
  return id ?? absoluteHref(siteUrl, url);
}

/** Errors for posts that feeds would call the same. */
export function reportSharedIds(posts: readonly CatalogEntry[], siteUrl: string, spanOf: SpanOf): Diagnostic[] {
  // Addresses alone differ: routes see to that.
  if (posts.every(({ id }) => id === null)) return [];
  const firsts = new Map<string, CatalogEntry>();
  return posts.flatMap((post) => {
    const id = feedIdOf(post, siteUrl);
    const first = firsts.get(id);
    if (first === undefined) {
      firsts.set(id, post);
      return [];
    }
    const [reported, other] = post.id === null ? [first, post] : [post, first];
    const message = `\`${other.path}\` and \`${reported.path}\` both have the feed id \`${id}\``;
    const related = [{ message: 'the other post', at: spanOf(other.path, ['id', 'url', 'slug']) }];
    const hint = 'give the post another `id`, or none';
    return [error('feed/shared-id', message, spanOf(reported.path, ['id']), { hint, related })];
  });
}
