// Addresses of lists and feeds that a generator made → ours. Readers say what lists there were; this file says where they lead now.

import { nameKey, slugsFor } from '../../text/slug.ts';
import type { ForeignPage } from './model.ts';

export interface OldList {
  /** Its address, which ends with `/` unless it is a file. */
  readonly address: string;
  readonly to: string;
  /** Entries, to know how many further pages it had; null for a list on one page. */
  readonly count: number | null;
}

export interface ListOptions {
  readonly pageSize: number;
  /** `page/2/`, below the address of the list. */
  readonly pageAt: (number: number) => string;
  /** Whether the generator also wrote `page/1/`. */
  readonly hasFirst: boolean;
}

/** Redirects for lists and all their pages. */
export function listRedirects(
  lists: readonly OldList[],
  { pageSize, pageAt, hasFirst }: ListOptions,
): Map<string, string> {
  const redirects = new Map<string, string>();
  for (const { address, to, count } of lists) {
    if (!redirects.has(address)) redirects.set(address, to);
    if (count === null) continue;
    const last = Math.max(1, Math.ceil(count / pageSize));
    for (let number = hasFirst ? 1 : 2; number <= last; number++) redirects.set(`${address}${pageAt(number)}`, to);
  }
  return redirects;
}

/** The address of the list of a tag in our site. */
export function tagLists(pages: readonly ForeignPage[]): (name: string) => string {
  const names = pages.filter(({ meta }) => !meta.isDraft).flatMap(({ meta }) => meta.tags);
  const byKey = new Map([...slugsFor(names)].map(([name, slug]) => [nameKey(name), `/tags/${slug}/`]));
  return (name) => byKey.get(nameKey(name)) ?? '/tags/';
}

/** All tags and categories of published posts, each once. */
export function termsOf(pages: readonly ForeignPage[], kind: 'tags' | 'categories'): readonly string[] {
  return [...new Set(pages.filter(({ address }) => address !== null).flatMap(({ meta }) => meta.terms[kind]))];
}

/** Pages of our index that the old site had and ours has not, because it had more lists in them. */
export function pagesOfIndex(total: number, posts: number, options: ListOptions): Map<string, string> {
  const redirects = new Map<string, string>();
  const [last, own] = [total, posts].map((count) => Math.max(1, Math.ceil(count / options.pageSize)));
  for (let number = options.hasFirst ? 1 : 2; number <= (last ?? 1); number++) {
    const address = `/${options.pageAt(number)}`;
    if (number === 1) redirects.set(address, '/');
    else if (number > (own ?? 1)) redirects.set(address, '/archive/');
    else if (address !== `/page/${number}/`) redirects.set(address, `/page/${number}/`);
  }
  return redirects;
}
